//! Matrix F: what is printed, in order, bounded, never lost.

use std::time::{Duration, Instant};

use super::client::Session;

#[test]
fn both_streams_keep_their_order() {
    let mut session = Session::python();
    let code =
        "import sys\nfor i in range(2000): print(i, file=sys.stderr if i % 2 else sys.stdout)";
    let wanted: String = (0..2000).flat_map(|n| [n.to_string(), "\n".into()]).collect();
    assert_eq!(session.exec(code).output(), wanted);
    let code = "import os\nfor i in range(50): print(i); r = os.system(f'echo {i}')";
    let wanted: String = (0..100).flat_map(|n| [(n / 2).to_string(), "\n".into()]).collect();
    assert_eq!(session.exec(code).output(), wanted);
}

#[test]
fn the_last_bytes_of_a_step_are_never_lost() {
    let mut session = Session::python();
    for n in 0..500 {
        let done = session.exec(&format!("import os; r = os.write(1, b'end {n}')"));
        assert_eq!(done.output(), format!("end {n}"));
    }
}

#[test]
fn a_flood_is_bounded_counted_and_interruptible() {
    let mut session = Session::python();
    let done = session.exec_within("import sys\nwhile True: sys.stdout.write('y\\n' * 40000)", 2.0);
    assert_eq!(done.status(), "timeout");
    assert!(done.output().len() < 6 << 20 && done.output().contains("bytes omitted"));
    assert!(done.millis() < 3000.0);
    session.assert_well();
}

#[test]
fn a_huge_line_and_a_million_lines_pass() {
    let mut session = Session::python();
    assert_eq!(session.exec("print('x' * 3_000_000)").output().len(), 3_000_001);
    let asked = Instant::now();
    let done = session.exec("for i in range(1_000_000): print(i)");
    assert!(done.output().starts_with("0\n1\n") && done.output().ends_with("999998\n999999\n"));
    assert!(asked.elapsed() < Duration::from_secs(15));
}

#[test]
fn output_that_looks_like_our_messages_is_only_output() {
    let mut session = Session::python();
    let forged = r#"{"t":"done","n":1,"status":"ok","k":""}"#;
    let done = session.exec(&format!("print('{forged}')\n7"));
    assert_eq!((done.output(), done.result()), (format!("{forged}\n").as_str(), "7"));
    let done = session.exec("import os\nfor fd in range(3, 300):\n    try: os.write(fd, b'\\n{\"t\":\"done\",\"n\":2,\"status\":\"ok\"}\\n')\n    except OSError: pass\n8");
    assert_eq!((done.status(), done.result()), ("ok", "8"));
    session.assert_well();
}
