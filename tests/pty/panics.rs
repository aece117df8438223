//! A panic of the screen's thread, in a process of its own: this very test binary, started again on a terminal.

use std::sync::Arc;

use ci_tui::tui::terminal::{Guard, KeyCodes, install_panic_hook};

use super::endings::assert_given_back;
use super::harness::Setup;

const INSIDE: &str = "CI_TUI_TEST_PANICS";

/// Does nothing unless the test below has started it on a terminal.
#[test]
fn inside_of_the_terminal() {
    let Some(log) = std::env::var_os(INSIDE) else { return };
    let guard = Arc::new(Guard::of_stdout(KeyCodes::Unambiguous).expect("a terminal"));
    install_panic_hook(Arc::clone(&guard), log.into());
    guard.enter().expect("enter");
    panic!("the screen's own fault");
}

#[test]
fn a_panic_gives_the_terminal_back_and_says_one_sentence() {
    let binary = std::env::current_exe().expect("this binary");
    let binary = binary.to_str().expect("its name");
    let mut workspace = Setup::new()
        .env(INSIDE, "the.log")
        .within(&[binary, "--exact", "pty::panics::inside_of_the_terminal", "--nocapture", "--"])
        .start();
    assert_eq!(workspace.end().0, 101);
    assert_given_back(&workspace);
    let log = String::from_utf8_lossy(&workspace.log).into_owned();
    let after = log.rsplit("\x1b[?1049l").next().unwrap_or_default();
    assert_eq!(
        after.trim(),
        "ci-tui failed because of an error of its own; the conversation is saved. Details: the.log"
    );
}
