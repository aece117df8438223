//! Matrix rows 28, 29, 31, 43, 47 and 50 to 52: loops that hear nothing, deaths, cut lines, many restarts.

use std::path::Path;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::json;

use super::client::{Session, assert_gone, descendants, kernel, within};

fn signal(pid: u32, signal: Signal) {
    let pid = Pid::from_raw(i32::try_from(pid).expect("a pid")).expect("a pid");
    kill_process(pid, signal).expect("a signal");
}

/// Names below a folder that begin like ours.
fn left_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with("ci-tui-")).collect()
}

#[test]
fn a_c_loop_that_never_looks_at_signals_is_killed_within_nine_seconds() {
    let mut session = Session::with(&["--stream"]);
    session.exec("k = 1");
    let files = session.files();
    session.begin_and_await_go("import itertools\nprint('go')\nsum(itertools.repeat(0))");
    let pressed = Instant::now();
    session.interrupt();
    let done = session.done();
    assert!(pressed.elapsed() < Duration::from_millis(9500), "{:?}", pressed.elapsed());
    assert_eq!(
        (done.status(), done.error()),
        ("interrupted", "interrupted; the kernel had to be killed, its variables are lost")
    );
    session.assert_well();
    assert_eq!(session.files(), files);
    assert_eq!(session.exec("k").error(), "NameError: name 'k' is not defined");
}

#[test]
fn a_stack_that_overflows_in_c_is_told_and_the_next_step_works() {
    let mut session = Session::python();
    session
        .exec("import sys; sys.setrecursionlimit(10**9)\nx = []\nfor _ in range(10**6): x = [x]");
    let done = session.exec("repr(x)");
    let told = match done.status() {
        "died" => "the kernel was killed by SIGSEGV, its variables are lost",
        "error" => "RecursionError",
        other => panic!("{other}: {}", done.0),
    };
    assert!(done.error().starts_with(told), "{}", done.0);
    session.assert_well();
}

#[test]
fn twenty_interrupts_spread_over_a_second_stop_one_step_only() {
    let mut session = Session::with(&["--stream"]);
    session.exec("k = 1");
    let driver = session.driver();
    session.begin_and_await_go("print('go')\nwhile True: pass");
    for _ in 0..20 {
        session.interrupt();
        within(Duration::from_millis(50), || false);
    }
    assert_eq!(session.done().status(), "interrupted");
    assert_eq!(session.driver(), driver, "no restart");
    for _ in 0..20 {
        assert_eq!(session.exec("k").result(), "1");
    }
}

#[test]
fn servers_that_were_sent_to_the_background_do_not_hold_the_step() {
    for lang in ["python", "bash"] {
        let mut session = Session::with(&["--lang", lang]);
        let code = "nohup sleep 300 >/dev/null 2>&1 & disown; setsid sleep 301 & (setsid sleep 302 &) ; echo on";
        let python = format!("import subprocess\nsubprocess.call(['bash', '-c', '''{code}'''])");
        let asked = Instant::now();
        let done = session.exec(if lang == "bash" { code } else { &python });
        assert_eq!(done.output(), "on\n", "{lang}: {}", done.0);
        assert!(asked.elapsed() < Duration::from_secs(3));
        let sleeping = || descendants(session.pid()).len() >= 5;
        assert!(within(Duration::from_secs(2), sleeping), "{lang}: the runner keeps track of them");
    }
}

#[test]
fn what_a_thread_prints_after_its_step_bears_the_number_of_that_step() {
    let mut session = Session::with(&["--stream"]);
    let done = session.exec(
        "import threading, time\ndef late():\n    time.sleep(0.2)\n    print('late')\nthreading.Thread(target=late).start()",
    );
    assert_eq!((done.status(), done.output()), ("ok", ""));
    assert_eq!(session.next(), json!({ "op": "output", "n": 1, "text": "late\n" }));
    session.assert_well();
}

#[test]
fn a_cut_line_ends_everything_below() {
    let mut session = Session::with(&["--stream"]);
    session.begin_and_await_go(
        "import subprocess\np = subprocess.Popen(['sleep', '60'])\nprint('go')\nwhile True: pass",
    );
    let below = descendants(session.pid());
    assert_eq!(below.len(), 3, "runner, driver, child");
    signal(session.pid(), Signal::HUP);
    assert_gone(&below);
}

#[test]
fn a_reader_that_is_gone_ends_the_program_without_a_busy_loop() {
    use std::io::Write as _;
    use std::process::Stdio;
    let mut child = kernel()
        .arg("--stream")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("ci-tui starts");
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("a pipe");
    let code = "import time\nwhile True: print('x'); time.sleep(0.01)";
    writeln!(stdin, "{}", json!({ "op": "exec", "code": code })).expect("written");
    let mut below = Vec::new();
    let ended = within(Duration::from_secs(20), || {
        let now = descendants(child.id());
        below = if now.is_empty() { std::mem::take(&mut below) } else { now };
        child.try_wait().expect("our child").is_some()
    });
    if !ended {
        let _ = child.kill();
    }
    assert!(ended, "it ends with its reader");
    assert_gone(&below);
}

#[test]
fn hundreds_of_restarts_leave_no_zombie_no_descriptor_and_no_file() {
    let place = tempfile::tempdir().expect("a folder");
    let mut session = Session::start(kernel().args(["--lang", "bash"]).env("TMPDIR", place.path()));
    session.exec("n=0");
    let files = session.files();
    let times = std::env::var("CI_TUI_TEST_RESTARTS").ok().and_then(|n| n.parse().ok());
    for n in 1..=times.unwrap_or(150) {
        if n % 2 == 0 {
            session.send(&json!({ "op": "reset" }));
            assert_eq!(session.next()["op"], "ready");
        } else {
            assert_eq!(session.exec("exit 1").status(), "exited");
        }
    }
    assert_eq!(session.exec("echo on").output(), "on\n");
    assert_eq!(session.files(), files);
    assert_eq!(descendants(session.pid()).len(), 2, "runner and shell");
    assert_eq!(zombies(session.runner()), 0);
    assert_eq!(left_in(place.path()).len(), 1);
    drop(session);
    assert_eq!(left_in(place.path()), Vec::<String>::new());
}

/// Children that ended and were not reaped.
fn zombies(parent: u32) -> usize {
    let entries = std::fs::read_dir("/proc").expect("proc").flatten();
    let dead = format!(") Z {parent} ");
    let stats = entries.filter_map(|e| std::fs::read_to_string(e.path().join("stat")).ok());
    stats.filter(|stat| stat.contains(&dead)).count()
}

#[test]
fn the_folder_of_a_killed_runner_is_removed() {
    let place = tempfile::tempdir().expect("a folder");
    let mut session = Session::start(kernel().args(["--lang", "bash"]).env("TMPDIR", place.path()));
    session.exec("x=1");
    let before = left_in(place.path());
    assert_eq!(before.len(), 1);
    let below = descendants(session.pid());
    signal(session.runner(), Signal::KILL);
    assert_gone(&below);
    let removed = || !left_in(place.path()).contains(&before[0]);
    assert!(within(Duration::from_secs(5), removed), "{:?}", left_in(place.path()));
    assert_eq!(session.exec("echo \"[$x]\"").output(), "[]\n");
}
