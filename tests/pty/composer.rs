//! The composer on a real terminal: shell lines, files, drafts.

use super::harness::Setup;

const ANSWERS: &str = "\
=== reply if \"buy milk\"
The note says milk.
=== reply
I was told nothing.
";

#[test]
fn a_shell_line_runs_and_a_file_goes_into_the_prompt() {
    let setup = Setup::scripted(ANSWERS);
    std::fs::create_dir(setup.home().join("in")).expect("folder");
    let setup = setup.file("in/notes.txt", "buy milk\n");
    let mut workspace = setup.start();
    workspace.wait_for("replies is ready");
    workspace.press("!echo $((6*7)) apples\r");
    workspace.wait_for("42 apples");
    workspace.wait_for("IDLE");
    workspace.press("What is in @notes");
    workspace.wait_for("in/notes.txt");
    workspace.press("\r");
    workspace.wait_for("@in/notes.txt");
    workspace.press("\r");
    workspace.wait_for("The note says milk.");
}

#[test]
fn a_draft_survives_the_end_of_the_terminal() {
    let mut workspace = Setup::scripted(ANSWERS).start();
    workspace.wait_for("replies is ready");
    workspace.press("half a thought");
    workspace.wait_for("half a thought");
    workspace.signal(rustix::process::Signal::TERM);
    workspace.end();
    let home = std::mem::replace(&mut workspace.home, tempfile::tempdir().expect("home"));
    drop(workspace);
    let mut workspace = Setup::at(home).args(&["-m", "scripted:replies"]).start();
    workspace.wait_for("half a thought");
}
