//! What goes wrong between the interface and a kernel, and the words for it.

use std::os::unix::fs::PermissionsExt as _;
use std::time::{Duration, Instant};

use serde_json::json;

use super::client::{Session, kernel};

#[test]
fn a_python_that_cannot_start_says_why_in_its_own_words() {
    let mut session = Session::start(kernel().env("PYTHONHOME", "/nowhere"));
    let done = session.exec("1");
    assert_eq!(done.status(), "died");
    let error = done.error();
    assert!(error.contains("before it was ready"), "{error}");
    assert!(
        error.contains("; it said: ") && error.contains("No module named 'encodings'"),
        "{error}"
    );
}

#[test]
fn a_program_that_is_no_python_is_quoted() {
    let folder = tempfile::tempdir().expect("a folder");
    let script = folder.path().join("python3");
    std::fs::write(&script, "#!/bin/sh\necho one >&2\necho 'the licence ran out' >&2\nexit 3\n")
        .expect("write");
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).expect("chmod");
    let mut session = Session::with(&["--python", script.to_str().expect("text")]);
    let done = session.exec("1");
    assert!(done.error().contains("ended with status 3"), "{}", done.0);
    assert!(done.error().ends_with("; it said: one / the licence ran out"), "{}", done.0);
}

#[test]
fn input_that_is_too_long_is_refused_and_may_be_given_again() {
    let mut session = Session::with(&["--stream"]);
    session.begin("len(input('? '))");
    assert_eq!(session.next()["op"], "input");
    session.send(&json!({ "op": "input", "text": "x".repeat(17 << 20) }));
    assert_eq!(session.next()["op"], "input", "it is asked again");
    session.send(&json!({ "op": "input", "text": "yes" }));
    assert_eq!(session.done().result(), "3");
    session.assert_well();
}

#[test]
fn a_shell_step_that_ignores_interrupts_is_told_as_interrupted() {
    let mut session = Session::with(&["--stream", "--lang", "bash"]);
    session.exec("x=3");
    session.begin_and_await_go("trap '' INT; echo go; sleep 60; (exit $?)");
    let pressed = Instant::now();
    session.interrupt();
    let done = session.done();
    assert_eq!((done.status(), done.error()), ("interrupted", "interrupted"), "{}", done.0);
    assert!(pressed.elapsed() < Duration::from_secs(9));
    assert_eq!(session.exec("echo $x").output(), "3\n");
}

#[test]
fn messages_of_the_shell_name_the_step_and_no_private_file() {
    let mut session = Session::with(&["--lang", "bash"]);
    let done = session.exec("f() { no_such_program; }\n:\nno_such_program_either");
    let words = "<step 1>: line 3: no_such_program_either: command not found\n";
    assert_eq!(done.output(), words);
    assert!(session.exec("f").output().starts_with("<step 1>: line 1: no_such_program: "));
    let done = session.exec("if");
    assert!(done.output().starts_with("<step 3>: line "), "{}", done.0);
    let done = session.exec("for i in {1..3000}; do no_such_program; done");
    assert_eq!(done.output().matches("<step 4>: line 1: no_such_program: ").count(), 3000);
    assert!(!done.output().contains("ci-tui-shell"), "a cut read shows no path either");
    assert_eq!(session.exec("printf /tmp/ci-tui-shell").output(), "/tmp/ci-tui-shell");
}
