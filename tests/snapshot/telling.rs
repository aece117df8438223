//! The look at what the model is told: held, changed, sent, and never by a key meant for something else.

use ci_tui::engine::{Command, DecidedBy, Event, Language, Phase, StepId, StepStatus, StopCause};
use ci_tui::tui::screen::Overlay;
use ci_tui::tui::widget::glyphs::Glyphs;
use ci_tui::tui::{Action, Input, update};

use super::stage::Stage;

const STEP: StepId = StepId(1);

fn printing(columns: u16, rows: u16, text: &str) -> Stage {
    let mut stage = Stage::running(columns, rows);
    stage.hear(Event::OutputArrived { step: STEP, text: text.into() });
    stage
}

/// The step has ended, and the model waits for the user, who looks.
fn waiting() -> Stage {
    let mut stage = printing(80, 24, "347\n");
    stage.ask(Command::HoldTelling { step: STEP });
    stage.wait(2000);
    stage.ran(StepStatus::Ok, None);
    stage
}

fn waits(stage: &Stage) -> bool {
    matches!(stage.state.phase(), Phase::Telling { .. })
}

fn looks(stage: &Stage) -> bool {
    matches!(stage.screen.overlay, Overlay::Telling(_))
}

fn retype(stage: &mut Stage, text: &str) {
    stage.press(Action::Edit);
    stage.press(Action::DeleteToEnd);
    for c in text.chars() {
        let _ = update::update(&mut stage.screen, &stage.state, Input::Type(c));
    }
}

#[test]
fn what_the_model_is_told_is_shown_word_for_word_with_its_size() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let mut stage = printing(columns, rows, &"row\n".repeat(3));
        stage.hear(Event::OutputOmitted { step: STEP, bytes: 70_000 });
        stage.hear(Event::OutputArrived { step: STEP, text: "x\n347\n".into() });
        stage.ran(StepStatus::Ok, None);
        stage.press(Action::ShowTold);
        insta::assert_snapshot!(format!("told_{columns}x{rows}"), stage.shot());
    }
}

#[test]
fn a_look_at_a_step_that_runs_is_live_and_makes_the_model_wait() {
    let mut stage = printing(80, 24, "counting\n");
    stage.press(Action::ShowTold);
    assert_eq!(stage.state.held(), Some(STEP));
    let shot = stage.shot();
    assert!(shot.contains("│counting") || shot.contains("┃counting"), "{shot}");
    assert!(shot.contains("The model will wait until you have looked"), "{shot}");
    stage.hear(Event::OutputArrived { step: STEP, text: "and on\n".into() });
    assert!(stage.shot().contains("┃and on"));
    stage.press(Action::Tell);
    assert!(stage.shot().contains("the step still runs"));
    stage.ran(StepStatus::Ok, None);
    assert!(waits(&stage) && looks(&stage));
    assert!(stage.shot().contains("enter tell the model this"), "{}", stage.shot());
}

#[test]
fn a_hold_can_be_taken_back() {
    let mut stage = printing(80, 24, "counting\n");
    stage.press(Action::ShowTold);
    stage.press(Action::HoldTold);
    assert_eq!(stage.state.held(), None);
    stage.ran(StepStatus::Ok, None);
    assert!(matches!(stage.state.phase(), Phase::Thinking(_)));
}

#[test]
fn what_waits_is_shown_by_itself_and_sent_by_enter() {
    let mut stage = waiting();
    assert!(waits(&stage) && looks(&stage));
    stage.press(Action::Tell);
    assert!(matches!(stage.state.phase(), Phase::Thinking(_)) && !looks(&stage));
}

#[test]
fn nothing_typed_for_something_else_sends_it() {
    let mut stage = waiting();
    // The key came before a frame, and within a moment after the first.
    for wait in [false, true] {
        if wait {
            stage.wait(200);
        }
        let commands = update::update(&mut stage.screen, &stage.state, Input::Act(Action::Tell));
        assert_eq!(commands, []);
    }
    // Who types is not interrupted by the look.
    let mut stage = printing(80, 24, "347\n");
    stage.ask(Command::HoldTelling { step: STEP });
    stage.press(Action::FocusComposer);
    let _ = update::update(&mut stage.screen, &stage.state, Input::Type('x'));
    stage.ran(StepStatus::Ok, None);
    assert!(waits(&stage) && !looks(&stage));
    assert!(stage.shot().contains("the model waits for you: ctrl-t shows"), "{}", stage.shot());
    stage.press(Action::Send);
    assert!(waits(&stage), "a prompt tells nothing");
    stage.press(Action::ShowTold);
    stage.press(Action::Tell);
    assert!(!waits(&stage));
}

#[test]
fn a_closed_look_leaves_the_model_waiting_and_says_how_to_go_on() {
    let mut stage = waiting();
    stage.press(Action::Cancel);
    assert!(waits(&stage) && !looks(&stage));
    stage.press(Action::FocusOutput);
    assert!(stage.shot().contains("the model waits for you: v shows"), "{}", stage.shot());
    stage.press(Action::Interrupt);
    assert_eq!(*stage.state.phase(), Phase::Idle);
}

#[test]
fn words_are_changed_taken_back_read_and_sent() {
    let mut stage = waiting();
    retype(&mut stage, "about 350");
    assert!(stage.shot().contains("editing · nothing is sent"));
    stage.press(Action::Save);
    let shot = stage.shot();
    assert!(shot.contains("your words, not sent yet") && shot.contains("┃about 350"), "{shot}");
    assert!(waits(&stage));
    stage.press(Action::Tell);
    let told = stage.state.transcript().step(STEP).and_then(|step| step.told.clone());
    let told = told.expect("told");
    assert_eq!((told.text.as_str(), told.by), ("about 350", DecidedBy::User));
    let shot = stage.shot();
    assert!(shot.contains("you changed what the model was told of this step"), "{shot}");
    assert!(shot.contains("told in your words"), "{shot}");
}

#[test]
fn words_that_were_not_sent_are_not_lost_without_a_question() {
    let mut stage = waiting();
    retype(&mut stage, "about 350");
    stage.press(Action::Cancel);
    assert!(stage.shot().contains("keep your words?"));
    stage.press(Action::Save);
    stage.press(Action::Cancel);
    assert!(stage.shot().contains("leave without telling?") && looks(&stage));
    stage.press(Action::Cancel);
    assert!(stage.shot().contains("your words, not sent yet"));
    stage.press(Action::Cancel);
    let _ = update::update(&mut stage.screen, &stage.state, Input::Type('d'));
    assert!(!looks(&stage) && waits(&stage));
}

#[test]
fn an_unchanged_edit_is_left_at_once() {
    let mut stage = waiting();
    stage.press(Action::Edit);
    stage.press(Action::Cancel);
    assert!(looks(&stage) && stage.shot().contains("enter tell the model this"));
}

#[test]
fn words_changed_after_the_turn_are_for_later_prompts() {
    let mut stage = printing(80, 24, "347\n");
    stage.ran(StepStatus::Ok, None);
    stage.write("There are 347 rows.");
    stage.end(StopCause::EndOfText);
    stage.press(Action::ShowTold);
    stage.press(Action::Tell);
    assert!(stage.shot().contains("nothing waits to be told"));
    retype(&mut stage, "about 350");
    stage.press(Action::Save);
    stage.press(Action::Tell);
    assert_eq!(*stage.state.phase(), Phase::Idle);
    assert!(stage.state.transcript().step(STEP).expect("the step").is_retold());
}

#[test]
fn a_kernel_that_died_with_its_step_is_started_afresh_by_the_restart_key() {
    let mut stage = Stage::running(80, 24);
    stage.ran(StepStatus::Died, Some("killed by SIGKILL"));
    let (lang, program) = (Language::Python, "/usr/bin/python3".into());
    stage.hear(Event::KernelReady { lang, program, version: "3.12".into() });
    let restart = Input::Act(Action::Restart);
    let commands = update::update(&mut stage.screen, &stage.state, restart);
    assert_eq!(commands, [Command::RestartKernel { lang }]);
}

#[test]
fn a_toast_leaves_room_for_the_keys_that_matter_most() {
    let mut stage = Stage::ready(80, 24);
    stage.screen.say("the draft is kept");
    let shot = stage.shot();
    let last = shot.lines().nth(23).expect("the footer");
    assert!(last.contains("the draft is kept") && last.contains("enter send"), "{last}");
    stage.screen.say("x".repeat(200));
    assert!(!stage.shot().lines().nth(23).expect("the footer").contains("enter send"));
}

#[test]
fn a_terminal_of_seven_bits_is_sent_no_other_signs() {
    for (columns, rows) in [(60, 16), (120, 40)] {
        let mut stage = printing(columns, rows, "347\n");
        stage.screen.glyphs = Glyphs::Ascii;
        stage.press(Action::ShowTold);
        let look = stage.shot();
        stage.press(Action::Cancel);
        stage.ran(StepStatus::Ok, None);
        for shot in [look, stage.shot()] {
            let rows: Vec<_> = shot.lines().take(usize::from(rows)).collect();
            let strange = |c: &char| !c.is_ascii() && *c != '│';
            let found: Vec<_> = rows.iter().flat_map(|row| row.chars().filter(strange)).collect();
            assert!(found.is_empty(), "{found:?} in\n{shot}");
        }
    }
}
