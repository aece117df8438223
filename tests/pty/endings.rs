//! However it ends, the terminal is given back and nobody is left behind.

use std::time::Duration;

use rustix::process::Signal;

use super::harness::Workspace;

/// What was switched on must be switched off again, in this order of names: what, on, off.
const MODES: [(&str, &str, &str); 5] = [
    ("the alternate screen", "\x1b[?1049h", "\x1b[?1049l"),
    ("marked pastes", "\x1b[?2004h", "\x1b[?2004l"),
    ("focus reports", "\x1b[?1004h", "\x1b[?1004l"),
    ("unambiguous keys", "\x1b[>1u", "\x1b[<u"),
    ("a hidden cursor", "\x1b[?25l", "\x1b[?25h"),
];

#[track_caller]
fn assert_given_back(workspace: &Workspace) {
    for (what, on, off) in MODES {
        let last = |sequence: &str| {
            workspace.log.windows(sequence.len()).rposition(|it| it == sequence.as_bytes())
        };
        let (on, off) = (last(on), last(off));
        assert!(on.is_some(), "{what} was never switched on");
        assert!(off > on, "{what} was left on");
    }
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
