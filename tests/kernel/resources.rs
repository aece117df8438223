//! Matrix G: memory, processes and the environment.

use std::process::Command;

use super::client::Session;

#[test]
fn memory_without_end_is_an_error_and_state_is_kept() {
    let mut session = Session::with(&["--memory", "256"]);
    session.exec("k = 7");
    let done = session.exec("l = []\nwhile True: l.append(bytearray(1 << 20))");
    assert!(matches!(done.status(), "error" | "died"), "{}", done.0);
    assert!(done.error().contains("Memory") || done.error().contains("memory"), "{}", done.0);
    session.assert_well();
}

#[test]
fn names_of_secrets_are_hidden_from_steps() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ci-tui"));
    command.arg("kernel").env("MY_API_KEY", "k").env("AWS_X", "k").env("PLAIN", "p");
    let mut session = Session::start(&mut command);
    let code =
        "import os; [os.environ.get(n) for n in ('MY_API_KEY', 'AWS_X', 'PLAIN', 'CI_TUI_DRIVER')]";
    assert_eq!(session.exec(code).result(), "[None, None, 'p', None]");
}

#[test]
fn children_are_killed_first_when_the_machine_runs_out_of_memory() {
    let mut session = Session::python();
    let done = session.exec("open('/proc/self/oom_score_adj').read().strip()");
    assert_eq!(done.result(), "'800'");
}

#[test]
fn a_missing_python_is_told_in_one_sentence() {
    let mut session = Session::with(&["--python", "/nowhere/python3"]);
    let done = session.exec("1");
    assert_eq!(done.status(), "died");
    assert!(done.error().starts_with("`/nowhere/python3` (kernel.python"), "{}", done.error());
}
