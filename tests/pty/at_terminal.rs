//! A shell step at a terminal within the workspace: typed at, left and taken up again, resized, ended.

use super::harness::{Setup, Workspace};

fn begun(code: &str) -> Workspace {
    let script = format!("=== reply\n```bash\n{code}\n```\n=== reply\nThank you.\n");
    let mut workspace = Setup::scripted(&script).size(120, 40).env("CI_TUI_LOG", "trace").start();
    workspace.wait_for("replies is ready");
    workspace.ask("go on");
    workspace.review(1);
    workspace.wait_for("i terminal");
    workspace.press("i");
    workspace.wait_for("ctrl-] leaves it");
    workspace
}

#[test]
fn a_step_is_typed_at_through_the_workspace() {
    let mut workspace =
        begun("q='?'; read -p \"name$q \" n; read -s -p \"word$q \" w; echo; echo \"hi $n ${#w}\"");
    workspace.wait_for("name? ");
    workspace.press("bob\r");
    workspace.wait_for("word? ");
    workspace.press("hunter2\r");
    workspace.wait_for("hi bob 7");
    workspace.wait_for("Thank you.");
    workspace.wait_for("IDLE");
    assert!(!workspace.wrote("hunter2"), "a secret went elsewhere");
    let written = everything_below(workspace.home.path());
    assert!(!written.contains("hunter2"), "a secret was kept");
    assert!(written.contains("hi bob 7"), "its output is kept");
}

/// The text of all files in a folder.
fn everything_below(folder: &std::path::Path) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            text += &everything_below(&path);
        } else if let Ok(bytes) = std::fs::read(&path) {
            text += &String::from_utf8_lossy(&bytes);
        }
    }
    text
}

#[test]
fn the_keys_are_taken_back_and_given_again() {
    let mut workspace = begun("q='?'; read -p \"name$q \" n; echo \"hi $n\"");
    workspace.wait_for("name? ");
    // What a terminal without better manners sends for ctrl-].
    workspace.press("\x1d");
    workspace.wait_for("tab types here");
    workspace.press("a draft");
    workspace.wait_for("a draft");
    workspace.press("\t");
    workspace.wait_for("ctrl-] leaves it");
    workspace.press("eve\r");
    workspace.wait_for("hi eve");
    workspace.wait_for("Thank you.");
    assert!(workspace.screen().contains("a draft"));
}

#[test]
fn once_the_keys_are_back_ctrl_c_stops_the_program() {
    let mut workspace = begun("kept=1; echo be''gun; sleep 1000");
    workspace.wait_for("begun");
    workspace.press("\x1d");
    workspace.wait_for("tab types here");
    workspace.press("\x03");
    workspace.wait_for("step 1: interrupted");
}

#[test]
fn a_program_learns_the_size_of_its_pane() {
    let mut workspace = begun("stty size; while read x; do stty size; done");
    workspace.wait_for("25 64");
    workspace.resize(100, 30);
    workspace.wait_for("ctrl-] leaves it");
    workspace.press("\r");
    workspace.wait_for("16 98");
    workspace.press("\x04");
    workspace.wait_for("Thank you.");
}

#[test]
fn an_editor_works_within_the_pane() {
    if which::which("vim").is_err() {
        return;
    }
    let mut workspace = begun("vim -u NONE -N note; echo \"saved: $(cat note)\"");
    workspace.wait_for("\"note\" ");
    workspace.press("ifirst\rsecond");
    workspace.wait_for("second");
    workspace.press("\x1b[A\x1b[H0\x1b");
    workspace.wait_for("0first");
    workspace.press(":wq\r");
    workspace.wait_for("saved: 0first");
    workspace.wait_for("Thank you.");
}
