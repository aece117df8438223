//! What steps leave running in the background: listed, and kept or ended with the session.

use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use super::client::{Session, is_alive, within};

/// What runs in the background, once this holds.
fn left(session: &mut Session, holds: impl Fn(&[Value]) -> bool) -> Vec<Value> {
    let mut told = Vec::new();
    let came = within(Duration::from_secs(5), || {
        session.send(&json!({ "op": "left" }));
        let line = session.next();
        assert_eq!(line["op"], "left", "{line}");
        told.clone_from(line["processes"].as_array().expect("a list"));
        holds(&told)
    });
    assert!(came, "{told:?}");
    told
}

fn pid(process: &Value) -> u32 {
    u32::try_from(process["pid"].as_u64().expect("a pid")).expect("a pid")
}

fn end(pid: u32) {
    let pid = Pid::from_raw(i32::try_from(pid).expect("a pid")).expect("a pid");
    kill_process(pid, Signal::KILL).expect("kill");
}

#[test]
fn background_processes_are_told_until_they_end() {
    let mut session = Session::with(&["--lang", "bash", "--stream"]);
    session.exec("sleep 300 & setsid -f sleep 301 >/dev/null 2>&1");
    let told = left(&mut session, |told| told.len() == 2);
    let mut commands: Vec<_> = told.iter().map(|one| one["command"].as_str()).collect();
    commands.sort_unstable();
    assert_eq!(commands, [Some("sleep 300"), Some("sleep 301")]);
    assert!(told.iter().all(|one| one["age_ms"].as_u64() < Some(60_000)), "{told:?}");
    end(pid(&told[0]));
    left(&mut session, |told| told.len() == 1);
    session.begin("echo go; sleep 2");
    end(pid(&told[1]));
    session.done();
    left(&mut session, <[_]>::is_empty);
}

#[test]
fn copies_of_a_kernel_are_told_as_such_and_its_services_are_not() {
    let mut session = Session::python();
    session.exec("import os, time, multiprocessing.resource_tracker as t\nt.ensure_running()\nif not os.fork(): time.sleep(60); os._exit(0)");
    let told = left(&mut session, |told| told.len() == 1);
    let command = told[0]["command"].as_str().expect("text");
    assert!(command.ends_with("(a copy of the kernel)"), "{command}");
    session.send(&json!({ "op": "reset" }));
    assert_eq!(session.next()["op"], "ready");
    left(&mut session, <[_]>::is_empty);
}

#[test]
fn kept_processes_outlive_the_session_and_may_still_print() {
    let mut session = Session::with(&["--lang", "bash"]);
    session.exec("(while :; do echo tick; sleep 0.1; done) & sleep 302 & echo on");
    let told = left(&mut session, |told| told.len() >= 2);
    let shell = told.iter().find(|one| one["command"].as_str().is_some_and(|c| c.contains("copy")));
    let sleeper = told.iter().find(|one| one["command"] == "sleep 302").map(pid).expect("sleep");
    let shell = shell.map(pid).expect("the loop");
    session.send(&json!({ "op": "keep" }));
    let driver = session.driver();
    session.end();
    assert!(!is_alive(driver));
    let lives = within(Duration::from_secs(1), || !is_alive(shell) || !is_alive(sleeper));
    assert!(!lives, "both live on, one of them printing all the time");
    end(shell);
    end(sleeper);
}

#[test]
fn a_paused_step_does_not_stop_what_an_earlier_one_left_for_good() {
    let mut session = Session::with(&["--lang", "bash", "--stream"]);
    session.exec("setsid -f sh -c 'while :; do :; done' >/dev/null 2>&1");
    let daemon = pid(&left(&mut session, |told| told.len() == 1)[0]);
    session.begin_and_await_go("echo go; while :; do :; done");
    session.send(&json!({ "op": "pause" }));
    session.watch(|watch| watch["motion"] == "paused").expect("told");
    let state = |pid: u32| {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).expect("it lives");
        stat.rsplit_once(") ").and_then(|(_, rest)| rest.chars().next())
    };
    let driver = session.driver();
    assert!(within(Duration::from_secs(2), || state(driver) == Some('T')));
    assert_eq!(state(daemon), Some('R'));
    session.interrupt();
    assert_eq!(session.done().status(), "interrupted");
}
