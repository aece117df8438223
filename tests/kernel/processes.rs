//! Matrix D: what a step starts, and what becomes of it.

use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::client::{Session, assert_gone, descendants, is_alive};

fn kill(pid: u32) {
    let pid = Pid::from_raw(i32::try_from(pid).expect("a pid")).expect("a pid");
    kill_process(pid, Signal::KILL).expect("kill");
}

#[test]
fn a_background_process_does_not_hold_the_step() {
    let mut session = Session::python();
    session.exec("import subprocess");
    let asked = Instant::now();
    let done = session.exec("p = subprocess.Popen(['sleep', '30'])\nprint('started')\np.pid");
    assert_eq!(done.output(), "started\n");
    assert!(asked.elapsed() < Duration::from_secs(1));
    assert!(is_alive(done.result().parse().expect("a pid")));
}

#[test]
fn daemons_end_with_the_session() {
    let mut session = Session::python();
    let done = session.exec("import os\nos.popen('setsid -f sh -c \"echo \\$\\$; exec sleep 31 >/dev/null 2>&1\"').read().strip()");
    let daemon: u32 = done.result().trim_matches('\'').parse().expect("a pid");
    assert!(is_alive(daemon));
    assert!(descendants(session.pid()).contains(&daemon), "the runner adopts daemons");
    drop(session);
    assert_gone(&[daemon]);
}

#[test]
fn a_fork_that_falls_through_gives_one_answer() {
    let mut session = Session::python();
    let done = session.exec("import os\npid = os.fork()\nif pid: os.waitpid(pid, 0)\nprint('me')");
    assert_eq!((done.status(), done.output()), ("ok", "me\nme\n"));
    session.assert_well();
}

#[test]
fn a_pool_finds_functions_of_the_session() {
    let mut session = Session::python();
    session.exec("def sq(x): return x*x");
    let done = session
        .exec("import multiprocessing as mp\nwith mp.Pool(2) as p: print(p.map(sq, [1, 2, 3]))");
    assert_eq!(done.output(), "[1, 4, 9]\n", "{}", done.0);
}

#[test]
fn everything_dies_with_a_killed_interface() {
    let mut session = Session::with(&["--stream"]);
    session.begin_and_await_go(
        "import subprocess\np = subprocess.Popen(['sleep', '60'])\nprint('go')\nwhile True: pass",
    );
    let below = descendants(session.pid());
    assert_eq!(below.len(), 3, "runner, driver, child");
    session.kill();
    assert_gone(&below);
}

#[test]
fn a_killed_runner_is_told_and_replaced() {
    let mut session = Session::with(&["--stream"]);
    session.begin_and_await_go(
        "import subprocess\np = subprocess.Popen(['sleep', '60'])\n\
         q = subprocess.run(['setsid', '-f', 'sleep', '61'])\nprint('go')\nwhile True: pass",
    );
    let below = descendants(session.pid());
    assert_eq!(below.len(), 4, "runner, driver, child, daemon");
    kill(session.runner());
    let done = session.done();
    assert_eq!(
        (done.status(), done.error()),
        ("died", "the kernel's runner was killed by SIGKILL, its variables are lost")
    );
    assert_gone(&below);
    session.assert_well();
}

#[test]
fn restarts_leave_no_process_and_no_descriptor() {
    let mut session = Session::python();
    session.assert_well();
    let before = super::client::open_files(session.runner());
    for _ in 0..20 {
        session.send(&serde_json::json!({ "op": "reset" }));
        assert_eq!(session.next()["op"], "ready");
    }
    assert_eq!(super::client::open_files(session.runner()), before);
    assert_eq!(descendants(session.pid()).len(), 2);
    session.assert_well();
}
