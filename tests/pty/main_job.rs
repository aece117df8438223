//! The main job in the workspace with a real model: one step rejected, one edited, and the answer from what ran.

use std::time::Duration;

use super::harness::Setup;
use crate::main_job::sales;
use crate::support;

#[test]
fn a_real_model_answers_after_one_step_was_rejected_and_one_edited() {
    support::fetch("qwen2.5-coder-1.5b");
    let folder = tempfile::tempdir().expect("folder");
    let truth = sales::write(folder.path());
    let mut workspace = Setup::at(folder)
        .size(120, 40)
        .env("CI_TUI_MODELS", &support::models().to_string_lossy())
        .env("CI_TUI_TEMPERATURE", "0")
        .args(&["-m", "qwen2.5-coder-1.5b"])
        .patience(Duration::from_mins(4))
        .start();
    workspace.wait_for("is ready");
    workspace.press(sales::QUESTION);
    workspace.press("\r");
    workspace.review(1);
    workspace.press("r");
    workspace.let_pass(300);
    workspace.press("Print both: the number of rows, and the mean, each with a word in front.\r");
    workspace.review(2);
    workspace.press("e");
    workspace.wait_for("editing");
    workspace.press("checked = 'by hand'\r\x13");
    workspace.wait_for("edited, waits for you");
    workspace.let_pass(600);
    workspace.press("a");
    workspace.wait_until("the answer", |screen| {
        // What was printed stands in the output pane, the answer in the chat.
        let twice = |number: &str| screen.matches(number).count() >= 2;
        screen.contains("IDLE") && twice(&truth.rows) && twice(&truth.mean)
    });
}
