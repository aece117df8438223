//! The composer: pastes, the queue, files, shell lines, earlier prompts and prompts that are edited.

use ci_tui::engine::{Command, Effect, Event, Language, Phase, StopCause};
use ci_tui::tui::screen::{Errand, Overlay};
use ci_tui::tui::{Action, Input, update};

use super::stage::Stage;

const LONG: &str = "a line of a log that somebody pastes\n";

fn paste(stage: &mut Stage, text: &str) {
    update::update(&mut stage.screen, &stage.state, Input::Paste(text.into()));
}

/// Prompts that the engine was asked.
fn asked(stage: &Stage) -> Vec<String> {
    stage.state.transcript().prompts().map(|(_, text)| text.to_owned()).collect()
}

fn thinking() -> Stage {
    let mut stage = Stage::ready(80, 24);
    stage.typed("First?");
    stage.press(Action::Send);
    assert!(matches!(stage.state.phase(), Phase::Thinking(_)));
    stage
}

#[test]
fn a_large_paste_is_one_word_that_is_deleted_at_once_and_sent_in_full() {
    let mut stage = Stage::ready(80, 24);
    stage.typed("Why? ");
    paste(&mut stage, &LONG.repeat(40));
    assert_eq!(stage.screen.composer.text(), "Why? [paste 1: 40 lines]");
    insta::assert_snapshot!("composer_paste", stage.shot());
    stage.press(Action::Backspace);
    assert_eq!(stage.screen.composer.text(), "Why? ");
    stage.press(Action::Undo);
    stage.press(Action::Send);
    assert_eq!(asked(&stage), [format!("Why? {}", LONG.repeat(40))]);
}

#[test]
fn a_small_paste_stands_as_it_is() {
    let mut stage = Stage::ready(80, 24);
    paste(&mut stage, "one\ntwo");
    assert_eq!(stage.screen.composer.text(), "one\ntwo");
}

#[test]
fn a_prompt_sent_while_the_model_works_waits_and_is_asked_behind_the_answer() {
    let mut stage = thinking();
    stage.typed("Second?");
    stage.press(Action::Send);
    stage.typed("Third?");
    stage.press(Action::Send);
    assert_eq!(asked(&stage), ["First?"]);
    insta::assert_snapshot!("composer_queue", stage.shot());
    stage.press(Action::Up);
    assert_eq!(stage.screen.composer.text(), "Third?", "the last one comes back to be changed");
    stage.press(Action::DeleteToStart);
    stage.write("Yes.");
    stage.end(StopCause::EndOfText);
    assert_eq!(asked(&stage), ["First?", "Second?"]);
    assert!(stage.screen.queue.is_empty());
}

#[test]
fn what_waits_behind_a_turn_without_an_answer_waits_for_a_key() {
    let mut stage = thinking();
    stage.typed("Second?");
    stage.press(Action::Send);
    stage.ask(Command::Interrupt);
    stage.end(StopCause::Cancelled);
    assert_eq!(asked(&stage), ["First?"]);
    insta::assert_snapshot!("composer_held", stage.shot());
    stage.press(Action::Send);
    assert_eq!(asked(&stage), ["First?", "Second?"]);
}

#[test]
fn a_line_behind_an_exclamation_mark_runs_in_the_shell() {
    let mut stage = Stage::ready(80, 24);
    stage.typed("!ls -l");
    let effects = stage.press(Action::Send);
    let runs = |effect: &Effect| matches!(effect, Effect::RunCode { lang: Language::Bash, code, .. } if code == "ls -l");
    assert!(effects.iter().any(runs), "{effects:?}");
    let Phase::Running(running) = stage.state.phase() else { panic!("it does not run") };
    stage.hear(Event::OutputArrived { step: running.step, text: "sales.csv\n".into() });
    stage.ran(ci_tui::engine::StepStatus::Ok, None);
    assert_eq!(*stage.state.phase(), Phase::Idle);
    insta::assert_snapshot!("composer_shell", stage.shot());
}

#[test]
fn a_file_is_completed_and_read_before_the_prompt_is_asked() {
    let mut stage = Stage::ready(80, 24);
    stage.typed("Sum @sal");
    assert!(stage.screen.errands.contains(&Errand::ListPaths));
    let paths = ["data/sales_2024.csv", "notes.md", "sales.csv"].map(str::to_owned);
    stage.screen.mention.take(paths.to_vec());
    insta::assert_snapshot!("composer_files", stage.shot());
    stage.press(Action::Send);
    assert_eq!(stage.screen.composer.text(), "Sum @sales.csv ");
    stage.press(Action::Send);
    let read =
        |errand: &Errand| matches!(errand, Errand::Attach { paths, .. } if *paths == ["sales.csv"]);
    assert!(stage.screen.errands.iter().any(read), "{:?}", stage.screen.errands);
    assert_eq!(asked(&stage), Vec::<String>::new());
    assert_eq!(*stage.state.phase(), Phase::Idle);
    // While it is read, the prompt can be taken back.
    stage.press(Action::Interrupt);
    assert_eq!(stage.screen.composer.text(), "Sum @sales.csv ");
    assert!(stage.screen.errands.contains(&Errand::StopAttaching));
}

#[test]
fn what_a_prompt_brings_is_told_before_it() {
    let mut stage = Stage::ready(80, 24);
    let note = ci_tui::engine::FileNote {
        name: "notes.md".into(),
        brief: "2 lines, 20 bytes".into(),
        detail: "buy milk\nand bread".into(),
        ..Default::default()
    };
    stage.ask(Command::Attach { files: vec![note] });
    let effects = stage.hear(Event::Command { command: Command::Submit { text: "What?".into() } });
    let told = effects.iter().find_map(|effect| match effect {
        Effect::Generate { prompt, .. } => prompt.messages.last(),
        _ => None,
    });
    let told = &told.expect("a prompt").text;
    let expected = "Attached: notes.md (2 lines, 20 bytes):\n  buy milk\nand bread\n\nWhat?";
    assert_eq!(told, expected);
}

#[test]
fn earlier_prompts_are_found_by_their_letters_and_a_draft_is_kept() {
    let mut stage = Stage::ready(80, 24);
    for text in ["Plot the sales by month", "Sum the second column of sales.csv", "What is left?"] {
        stage.screen.history.push(text);
    }
    stage.typed("a draft");
    stage.press(Action::Recall);
    stage.typed("sls");
    insta::assert_snapshot!("composer_recall", stage.shot());
    stage.press(Action::Send);
    assert_eq!(stage.screen.composer.text(), "Sum the second column of sales.csv");
    stage.press(Action::Up);
    assert_eq!(stage.screen.composer.text(), "a draft");
}

#[test]
fn a_prompt_of_the_session_is_edited_and_asked_again_from_there() {
    let mut stage = thinking();
    stage.write("One.");
    stage.end(StopCause::EndOfText);
    stage.typed("And then?");
    stage.press(Action::Send);
    stage.write("Two.");
    stage.end(StopCause::EndOfText);
    stage.press(Action::Revise);
    stage.press(Action::Down);
    insta::assert_snapshot!("composer_revise", stage.shot());
    stage.press(Action::Send);
    assert!(matches!(stage.screen.overlay, Overlay::None));
    stage.typed(" Really?");
    insta::assert_snapshot!("composer_revising", stage.shot());
    stage.press(Action::Send);
    assert_eq!(asked(&stage), ["First? Really?"]);
}

#[test]
fn a_revision_that_is_given_up_changes_nothing() {
    let mut stage = thinking();
    stage.write("One.");
    stage.end(StopCause::EndOfText);
    stage.press(Action::Revise);
    stage.press(Action::Send);
    stage.press(Action::FocusCode);
    assert!(stage.screen.is_composer_empty() && stage.screen.revising.is_none());
    assert_eq!(asked(&stage), ["First?"]);
}

#[test]
fn the_draft_is_kept_once_the_hand_rests() {
    let mut stage = Stage::ready(80, 24);
    stage.typed("half a tho");
    assert!(stage.screen.wakes_at().is_some());
    stage.wait(1500);
    assert!(stage.screen.errands.contains(&Errand::KeepDraft));
    assert_eq!(stage.screen.draft(), "half a tho");
}
