//! What must be seen before it counts, and what must not begin by itself.

use ci_tui::engine::{Command, Event, Phase, Policy, StepStatus};
use ci_tui::tui::screen::{Errand, Overlay, Pane};
use ci_tui::tui::{Action, Input, update};

use super::stage::Stage;

/// Presses without a frame or a moment in between.
fn at_once(stage: &mut Stage, action: Action) -> Vec<Command> {
    update::update(&mut stage.screen, &stage.state, Input::Act(action))
}

fn prompts(stage: &Stage) -> usize {
    stage.state.transcript().prompts().count()
}

#[test]
fn a_yes_that_comes_before_its_question_was_read_is_no_answer() {
    let mut stage = Stage::ready(80, 24);
    stage.typed("/auto_run on");
    stage.press(Action::Send);
    assert!(matches!(stage.screen.overlay, Overlay::Asks(_)));
    assert!(at_once(&mut stage, Action::Confirm).is_empty());
    assert!(matches!(stage.screen.overlay, Overlay::Asks(_)), "it still asks");
    stage.press(Action::Confirm);
    assert_eq!(stage.state.settings().policy, Policy::All);
}

#[test]
fn a_part_of_code_runs_only_once_all_of_it_was_seen() {
    let mut stage = Stage::asking(80, 24);
    stage.press(Action::FocusCode);
    stage.screen.review.as_mut().expect("a review").end_seen = false;
    at_once(&mut stage, Action::Edit);
    assert!(at_once(&mut stage, Action::RunPart).is_empty());
    stage.screen.review.as_mut().expect("a review").end_seen = true;
    assert!(!at_once(&mut stage, Action::RunPart).is_empty());
}

#[test]
fn who_stops_wants_nothing_else_to_begin() {
    let mut stage = Stage::ready(80, 24);
    stage.typed("!make");
    stage.press(Action::Send);
    stage.typed("And then?");
    stage.press(Action::Send);
    stage.press(Action::Interrupt);
    stage.ran(StepStatus::Interrupted, None);
    assert_eq!((prompts(&stage), stage.screen.queue.len()), (0, 1), "it waits for a key");
    stage.press(Action::Send);
    assert_eq!(prompts(&stage), 1);
}

#[test]
fn what_a_paste_holds_names_no_files() {
    let mut stage = Stage::ready(80, 24);
    let paste = "a line with @.env in it\n".repeat(20);
    update::update(&mut stage.screen, &stage.state, Input::Paste(paste));
    stage.press(Action::Send);
    let reads = |errand: &Errand| matches!(errand, Errand::Attach { .. });
    assert!(!stage.screen.errands.iter().any(reads));
    assert_eq!(prompts(&stage), 1);
}

#[test]
fn the_rest_of_a_password_becomes_no_prompt() {
    let mut stage = Stage::running(80, 24);
    let Phase::Running(running) = stage.state.phase() else { panic!("it runs") };
    let step = running.step;
    stage.wait(2000);
    stage.hear(Event::InputWanted { step, prompt: "Password: ".into(), secret: true });
    assert_eq!(stage.screen.focus, Pane::Answer);
    stage.typed("hun");
    stage.ran(StepStatus::Timeout, None);
    stage.typed("ter2");
    assert!(stage.screen.is_composer_empty());
    stage.wait(1500);
    stage.typed("Why?");
    assert_eq!(stage.screen.composer.text(), "Why?");
}

#[test]
fn nothing_is_laid_over_an_edit_that_is_open() {
    let mut stage = Stage::asking(80, 24);
    stage.press(Action::FocusCode);
    stage.press(Action::Edit);
    stage.press(Action::FocusComposer);
    stage.typed("/info");
    stage.press(Action::Send);
    assert!(matches!(stage.screen.overlay, Overlay::Edit { .. }));
    assert_eq!(stage.screen.composer.text(), "/info", "it can be sent later");
}

#[test]
fn files_that_were_read_for_a_prompt_come_back_with_it_and_the_next_draft_is_kept() {
    let mut stage = Stage::ready(80, 24);
    stage.typed("Sum @a.csv now");
    stage.press(Action::Send);
    stage.typed("another thought");
    stage.press(Action::Interrupt);
    assert_eq!(stage.screen.composer.text(), "Sum @a.csv now");
    stage.press(Action::Up);
    assert_eq!(stage.screen.composer.text(), "another thought");
    assert_eq!(prompts(&stage), 0);
}
