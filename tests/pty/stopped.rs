//! Stopped from outside, and of the smallest size: nothing is lost.

use rustix::process::Signal;

use super::endings::assert_given_back;
use super::harness::Setup;

const SCRIPT: &str = ":at-end loop\n=== reply\nHere it is.\n";

/// A shell puts its own modes back when a job stops, and so does nobody here: what counts is that we take them again.
#[test]
fn a_stop_from_outside_and_its_end_bring_the_whole_screen_back() {
    let mut workspace = Setup::scripted(SCRIPT).start();
    workspace.wait_for("replies is ready");
    for _ in 0..2 {
        workspace.log.clear();
        workspace.signal(Signal::STOP);
        workspace.let_pass(300);
        workspace.signal(Signal::CONT);
        workspace.wait_until("the screen again", |screen| screen.contains("IDLE"));
        workspace.let_pass(500);
        assert!(workspace.wrote("\x1b[?1049h"), "it is entered again");
        workspace.press("x");
        workspace.wait_for("› x");
        workspace.press("\x15");
        workspace.wait_without("› x");
    }
    workspace.press("\x04");
    assert_eq!(workspace.end().0, 0);
    assert_given_back(&workspace);
}

#[test]
fn a_terminal_of_one_cell_is_no_reason_to_fail() {
    let mut workspace = Setup::scripted(SCRIPT).size(1, 1).start();
    workspace.let_pass(1500);
    workspace.press("hello\r");
    workspace.let_pass(500);
    workspace.resize(80, 24);
    workspace.wait_for("Here it is.");
    workspace.wait_for("IDLE");
    workspace.press("\x04");
    assert_eq!(workspace.end().0, 0);
    assert_given_back(&workspace);
}
