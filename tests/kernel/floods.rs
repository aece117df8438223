//! Matrix rows 69 to 73: what reaches the client, and how much memory it takes.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::json;

use super::client::{Session, kernel, resident, within};

#[test]
fn a_flood_of_ten_seconds_takes_little_memory_and_no_key() {
    let mut session = Session::bash();
    session.exec(":");
    let runner = session.runner();
    session.send(&json!({ "op": "exec", "code": "yes" }));
    let mut most = (0, 0);
    within(Duration::from_secs(10), || {
        most = (most.0.max(resident(session.pid())), most.1.max(resident(runner)));
        false
    });
    let pressed = Instant::now();
    session.interrupt();
    let done = session.done();
    assert_eq!(done.status(), "interrupted");
    assert!(pressed.elapsed() < Duration::from_secs(2), "{:?}", pressed.elapsed());
    assert!(most.0 < 100 << 20 && most.1 < 64 << 20, "interface and runner took {most:?} bytes");
    assert!(done.output().len() < 6 << 20, "{}", done.output().len());
    assert_eq!(session.exec("echo ok").output(), "ok\n");
}

#[test]
fn no_control_character_of_a_program_reaches_the_terminal_through_our_lines() {
    let mut child = kernel()
        .args(["--lang", "bash"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("ci-tui starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let code = r"printf '\e[?1049h\e]52;c;QQ==\a\e]0;title\a\e[c\ec\x9b31m\xc2\x9b31m\x7f\e]8;;open'; echo end";
    writeln!(stdin, "{}", json!({ "op": "exec", "code": code })).expect("written");
    drop(stdin);
    let lines: Vec<Vec<u8>> = BufReader::new(child.stdout.take().expect("a pipe"))
        .split(b'\n')
        .collect::<Result<_, _>>()
        .expect("lines");
    assert!(child.wait().expect("an end").success());
    assert_eq!(lines.len(), 1);
    let text = str::from_utf8(&lines[0]).expect("UTF-8");
    assert!(!text.contains(char::is_control), "{text:?}");
    let done: serde_json::Value = serde_json::from_str(text).expect("JSON");
    assert_eq!(
        done["output"],
        "\u{1b}[?1049h\u{1b}]52;c;QQ==\u{7}\u{1b}]0;title\u{7}\u{1b}[c\u{1b}c\u{fffd}31m\u{9b}31m\u{7f}\u{1b}]8;;openend\n",
        "the text itself is whole, for whoever draws it"
    );
}

#[test]
fn progress_bars_arrive_as_they_were_printed() {
    let mut session = Session::python();
    let code = "import sys\nfor i in range(1000): n = sys.stderr.write(f'\\r{i/10:5.1f}% |{\"#\" * (i // 50)}|')\nprint()";
    let done = session.exec(code);
    assert_eq!(done.output().matches('\r').count(), 1000);
    assert!(done.output().ends_with("99.9% |###################|\n"), "{}", done.0);
}

#[test]
fn bytes_that_are_no_text_become_replacement_characters() {
    let mut session = Session::python();
    let done = session.exec(
        "import os, time\nfor b in '漢😀é'.encode(): os.write(1, bytes([b])); time.sleep(0.02)\nprint()",
    );
    assert_eq!(done.output(), "漢😀é\n", "code points cut by reads");
    let done = session.exec("import os\nn = os.write(1, 'größe\\n'.encode('latin-1'))");
    assert_eq!(done.output(), "gr\u{fffd}\u{fffd}e\n");
    let done = session.exec("!head -c 100000 /dev/urandom; echo; echo end");
    assert!(done.output().ends_with("\nend\n") && done.output().contains('\u{fffd}'));
    session.assert_well();
}
