//! However it ends, the terminal is given back and nobody is left behind.

use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::harness::{Setup, Workspace, endless};

/// What was switched on must be switched off again, in this order of names: what, on, off.
const MODES: [(&str, &str, &str); 5] = [
    ("the alternate screen", "\x1b[?1049h", "\x1b[?1049l"),
    ("marked pastes", "\x1b[?2004h", "\x1b[?2004l"),
    ("focus reports", "\x1b[?1004h", "\x1b[?1004l"),
    ("unambiguous keys", "\x1b[>1u", "\x1b[<u"),
    ("a hidden cursor", "\x1b[?25l", "\x1b[?25h"),
];

#[track_caller]
pub(super) fn assert_given_back(workspace: &Workspace) {
    for (what, on, off) in MODES {
        let last = |sequence: &str| {
            workspace.log.windows(sequence.len()).rposition(|it| it == sequence.as_bytes())
        };
        let (on, off) = (last(on), last(off));
        assert!(on.is_some(), "{what} was never switched on");
        assert!(off > on, "{what} was left on");
    }
    let (before, after) = workspace.line_modes();
    assert_eq!(before, after, "the line discipline");
}

/// Nobody of the family lives a second after the end.
#[track_caller]
pub(super) fn assert_nobody_left(workspace: &mut Workspace) {
    let deadline = Instant::now() + Duration::from_secs(1);
    while !workspace.family().is_empty() {
        assert!(Instant::now() < deadline, "left behind: {:?}", workspace.family());
        workspace.let_pass(20);
    }
}

/// A model that writes without end, and behind it a python with a child of its own, or a step that runs.
const BUSY: &str = "\
=== reply
```python
import subprocess
child = subprocess.Popen(['sleep', '600'])
print('started', child.poll())
```
=== reply
```python
print('it', 'waits')
import time
while True: time.sleep(0.1)
```
=== reply speed=30 endless
on and
";

fn with_a_step_running() -> Workspace {
    let mut workspace = Setup::scripted(BUSY).size(120, 40).start();
    workspace.wait_for("replies is ready");
    workspace.ask("go on");
    workspace.review(1);
    workspace.press("a");
    workspace.wait_for("step 1: ok");
    workspace.review(2);
    workspace.press("a");
    workspace.wait_for("it waits");
    let family = workspace.family();
    for member in ["__model", "__kernel", "python", "sleep 600"] {
        assert!(family.iter().any(|(_, line)| line.contains(member)), "{member}: {family:?}");
    }
    workspace
}

#[test]
fn quitting_gives_the_terminal_back() {
    let mut workspace = Workspace::start(80, 24, &[]);
    workspace.wait_for("ask");
    workspace.press("\x03");
    workspace.wait_for("again quits");
    workspace.press("\x03");
    let (code, took) = workspace.end();
    assert_eq!(code, 0);
    assert!(took < Duration::from_secs(1), "{took:?}");
    assert_given_back(&workspace);
    assert_nobody_left(&mut workspace);
}

#[test]
fn an_empty_composer_and_ctrl_d_quit_at_once_and_a_draft_keeps_it_open() {
    let mut workspace = Workspace::start(80, 24, &[]);
    workspace.wait_for("ask");
    workspace.press("draft");
    workspace.wait_for("draft");
    workspace.press("\x04");
    workspace.press("!");
    workspace.wait_for("draft!");
    workspace.press("\x03");
    workspace.wait_for("up brings it back");
    workspace.press("\x04");
    assert_eq!(workspace.end().0, 0);
    assert_given_back(&workspace);
}

#[test]
fn a_signal_ends_it_soon_with_its_own_code_and_the_terminal_is_given_back() {
    for (signal, code) in
        [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131)]
    {
        let mut workspace = Workspace::start(80, 24, &[]);
        workspace.wait_for("ask");
        workspace.signal(signal);
        let (ended, took) = workspace.end();
        assert_eq!(ended, code, "{signal:?}");
        assert!(took < Duration::from_secs(1), "{signal:?}: {took:?}");
        assert_given_back(&workspace);
    }
}

#[test]
fn ctrl_c_interrupts_a_step_and_twice_more_quits_and_nobody_is_left() {
    let mut workspace = with_a_step_running();
    workspace.press("\x03");
    workspace.wait_for("step 2: interrupted");
    workspace.wait_for("IDLE");
    workspace.press("\x03");
    workspace.wait_for("again quits");
    workspace.press("\x03");
    assert_eq!(workspace.end().0, 0);
    assert_given_back(&workspace);
    assert_nobody_left(&mut workspace);
    assert!(workspace.wrote("ci-tui --resume "));
}

#[test]
fn ctrl_d_asks_while_code_runs_and_then_ends_all_of_it() {
    let mut workspace = with_a_step_running();
    workspace.press("\x04");
    workspace.wait_for("ctrl-d again quits");
    workspace.press("\x04");
    workspace.wait_for("keep them running");
    workspace.press("\x04");
    assert_eq!(workspace.end().0, 0);
    assert_given_back(&workspace);
    assert_nobody_left(&mut workspace);
}

#[test]
fn signals_end_a_running_step_with_all_that_it_started() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129)] {
        let mut workspace = with_a_step_running();
        workspace.signal(signal);
        assert_eq!(workspace.end().0, code, "{signal:?}");
        assert_given_back(&workspace);
        assert_nobody_left(&mut workspace);
    }
}

#[test]
fn a_terminal_that_goes_away_ends_it_with_all_that_it_started() {
    let mut workspace = with_a_step_running();
    workspace.hang_up();
    assert_eq!(workspace.end().0, 129);
    assert_nobody_left(&mut workspace);
}

#[test]
fn even_a_kill_leaves_nobody_behind() {
    let mut workspace = with_a_step_running();
    workspace.signal(Signal::KILL);
    assert_eq!(workspace.end().0, 137);
    assert_nobody_left(&mut workspace);
}

#[test]
fn quitting_while_the_model_writes_ends_the_model() {
    let mut workspace = Setup::scripted(&endless(50)).start();
    workspace.wait_for("replies is ready");
    workspace.ask("go");
    workspace.wait_for("word3 ");
    workspace.press("\x04");
    workspace.wait_for("ctrl-d again quits");
    workspace.press("\x04");
    assert_eq!(workspace.end().0, 0);
    assert_given_back(&workspace);
    assert_nobody_left(&mut workspace);
}
