//! Reading: searches, folds, jumps, copies, and panes with much room or little.

use ci_tui::engine::{Command, Event, StepStatus, StopCause};
use ci_tui::tui::screen::{Errand, Pane};
use ci_tui::tui::theme::Depth;
use ci_tui::tui::view::Cache;
use ci_tui::tui::{Action, update};
use proptest::prelude::*;
use ratatui::layout::Size;

use super::stage::Stage;
use super::support::{shoot, theme};

/// A chat of so many turns; every tenth names a needle.
pub(super) fn chat(columns: u16, rows: u16, turns: usize) -> Stage {
    let mut stage = Stage::ready(columns, rows);
    for n in 0..turns {
        let word = if n % 10 == 3 { "Needle" } else { "straw" };
        stage.ask(Command::Submit { text: format!("Question {n}?") });
        let request = stage.request();
        let text = format!("Answer {n} is about {word}, with `code` and\n\n- a list\n- of two\n");
        stage.hear(Event::TextArrived { request, text, tokens: 20 });
        stage.end(StopCause::EndOfText);
    }
    stage
}

pub(super) fn find(stage: &mut Stage, words: &str) {
    stage.press(Action::Find);
    stage.typed(words);
    found(stage);
}

pub(super) fn found(stage: &mut Stage) {
    let theme = theme("midnight");
    while update::is_seeking(&stage.screen) {
        update::seek(&mut stage.screen, &stage.state, &theme);
    }
}

pub(super) fn rows(stage: &mut Stage) -> String {
    let shot = stage.shot();
    shot.lines().take_while(|line| line.starts_with('│')).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_search_marks_what_it_finds_counts_it_and_goes_from_match_to_match() {
    let mut stage = chat(80, 24, 40);
    stage.press(Action::FocusChat);
    find(&mut stage, "needle");
    let shot = stage.shot();
    assert!(shot.contains("4 of 4"), "{shot}");
    assert!(shot.contains("Answer 33 is about Needle"), "{shot}");
    insta::assert_snapshot!("searching_80x24", shot);
    stage.press(Action::Send);
    stage.press(Action::FindPrevious);
    let shot = rows(&mut stage);
    assert!(shot.contains("3 of 4") && shot.contains("Answer 23"), "{shot}");
    stage.press(Action::FindNext);
    stage.press(Action::FindNext);
    let shot = rows(&mut stage);
    assert!(shot.contains("1 of 4") && shot.contains("Answer 3 "), "{shot}");
    let before = stage.screen.chat;
    stage.press(Action::FindEnd);
    assert!(stage.screen.search.is_none());
    assert_eq!(stage.screen.chat, before, "the place stays");
    assert!(!stage.shot().contains("UNDERLINED"));
}

#[test]
fn the_match_that_is_meant_is_told_from_the_others_without_colour() {
    let mut stage = chat(70, 40, 4);
    stage.press(Action::FocusChat);
    find(&mut stage, "a list");
    let plain = theme("midnight").resolve(Depth::None);
    let shot = shoot(stage.draw_in(&plain).backend().buffer());
    assert_eq!(shot.matches("\"a list\" UNDERLINED").count(), 3, "{shot}");
    assert_eq!(shot.matches("\"a list\" BOLD | REVERSED").count(), 1, "{shot}");
}

#[test]
fn capitals_count_once_typed_and_nothing_found_is_said() {
    let mut stage = chat(80, 24, 20);
    stage.press(Action::FocusChat);
    find(&mut stage, "NEEDLE");
    assert!(rows(&mut stage).contains("no match"));
    stage.press(Action::DeleteToStart);
    stage.typed("Needle");
    found(&mut stage);
    assert!(rows(&mut stage).contains("2 of 2"));
}

#[test]
fn code_and_output_are_searched_where_they_have_the_focus() {
    let mut stage = Stage::running(120, 40);
    let step = stage.state.transcript().steps().next_back().expect("a step").id;
    let text: String = (0..3000).map(|n| format!("row {n}\n")).collect();
    stage.hear(Event::OutputArrived { step, text });
    stage.ran(StepStatus::Ok, None);
    stage.press(Action::FocusOutput);
    stage.press(Action::ScrollTop);
    find(&mut stage, "row 77");
    assert!(rows(&mut stage).contains("1 of 11"), "{}", rows(&mut stage));
    stage.press(Action::Send);
    for _ in 0..10 {
        stage.press(Action::FindNext);
    }
    let shot = rows(&mut stage);
    assert!(shot.contains("11 of 11") && shot.contains("row 779"), "{shot}");
    stage.press(Action::FindEnd);
    stage.press(Action::FocusCode);
    find(&mut stage, "rows");
    let shot = rows(&mut stage);
    assert!(shot.contains("1 of 2"), "numbers beside the lines are no text: {shot}");
}

#[test]
fn prompts_are_jumped_between() {
    let mut stage = chat(80, 24, 12);
    stage.press(Action::FocusChat);
    stage.press(Action::PreviousTurn);
    stage.press(Action::PreviousTurn);
    let shot = rows(&mut stage);
    let first = shot.lines().find(|row| row.contains("Question")).expect("a prompt").to_owned();
    stage.press(Action::NextTurn);
    let next = rows(&mut stage);
    assert!(!next.contains(&first), "{first}\n{next}");
    stage.press(Action::ScrollTop);
    stage.press(Action::NextTurn);
    let shot = rows(&mut stage);
    // The engine asked for code once, in the first turn.
    assert!(shot.contains("› Question 2?"), "{shot}");
}

#[test]
fn a_long_prompt_and_what_a_step_printed_are_folded_until_they_are_asked_for() {
    let mut stage = Stage::ready(80, 50);
    let lines: Vec<String> = (0..40).map(|n| format!("pasted {n}")).collect();
    stage.ask(Command::Submit { text: lines.join("\n") });
    stage.press(Action::FocusChat);
    let shot = rows(&mut stage);
    assert!(shot.contains("… 32 lines, enter unfolds") && !shot.contains("pasted 8"), "{shot}");
    stage.press(Action::Unfold);
    // The only message that folds needs no letter.
    stage.draw();
    stage.press(Action::ScrollTop);
    stage.draw();
    assert!(stage.screen.folds.is_open(0));
    let mut stage = Stage::running(80, 50);
    let step = stage.state.transcript().steps().next_back().expect("a step").id;
    stage.hear(Event::OutputArrived { step, text: "printed\n".into() });
    stage.ran(StepStatus::Ok, None);
    stage.press(Action::FocusChat);
    stage.press(Action::Unfold);
    insta::assert_snapshot!("folding_80x50", stage.shot());
    // The letters stand from top to bottom: the code, then the output.
    stage.typed("2");
    let shot = rows(&mut stage);
    assert!(shot.contains("│ printed"), "{shot}");
    stage.press(Action::Unfold);
    stage.draw();
    stage.typed("1");
    let shot = rows(&mut stage);
    assert!(shot.contains("v step 1") && shot.contains("rows = list"), "{shot}");
}

fn copied(stage: &Stage) -> Option<&str> {
    stage.screen.errands.iter().find_map(|errand| match errand {
        Errand::Copy(text) => Some(text.as_str()),
        _ => None,
    })
}

#[test]
fn blocks_are_copied_by_their_letter_and_a_table_as_cells() {
    let mut stage = Stage::ready(80, 40);
    stage.ask(Command::Submit { text: "Show me.".into() });
    let request = stage.request();
    let text =
        "Look:\n\n| a | b |\n|---|---|\n| 1 | *2* |\n\n```text\nx = 1\n  y\n```\n".to_owned();
    stage.hear(Event::TextArrived { request, text, tokens: 9 });
    stage.end(StopCause::EndOfText);
    stage.press(Action::FocusChat);
    stage.press(Action::Copy);
    insta::assert_snapshot!("copying_80x40", stage.shot());
    stage.typed("3");
    assert_eq!(copied(&stage), Some("a\tb\n1\t2"));
    assert_eq!(stage.screen.register, "a\tb\n1\t2");
    stage.screen.errands.clear();
    stage.press(Action::Copy);
    stage.draw();
    stage.typed("4");
    assert_eq!(copied(&stage), Some("x = 1\n  y"));
    stage.screen.errands.clear();
    stage.press(Action::CopyAll);
    assert!(
        copied(&stage).expect("all").starts_with("> Show me.\n\nLook:"),
        "{:?}",
        copied(&stage)
    );
    // A letter typed before the frame that shows it counts, too.
    stage.screen.errands.clear();
    update::update(&mut stage.screen, &stage.state, ci_tui::tui::Input::Act(Action::Copy));
    stage.typed("1");
    stage.draw();
    assert_eq!(copied(&stage), Some("Show me."));
}

#[test]
fn code_is_copied_without_asking() {
    let mut stage = Stage::asking(120, 40);
    stage.press(Action::FocusCode);
    stage.press(Action::Copy);
    assert_eq!(copied(&stage), Some(super::stage::CODE));
    assert_eq!(stage.screen.focus, Pane::Code);
}

#[test]
fn a_wide_screen_shows_chat_code_and_output_side_by_side() {
    insta::assert_snapshot!("asking_170x40", Stage::asking(170, 40).shot());
}

#[test]
fn the_pane_on_the_whole_screen_has_neither_frame_nor_numbers() {
    let mut stage = Stage::asking(80, 24);
    stage.press(Action::FocusCode);
    stage.press(Action::Zoom);
    let shot = rows(&mut stage);
    assert!(shot.contains("│import csv") && !shot.contains('┃'), "{shot}");
    insta::assert_snapshot!("zoomed_80x24", stage.shot());
}

#[test]
fn an_earlier_step_says_which_of_how_many_it_is() {
    let mut stage = Stage::running(120, 40);
    stage.ran(StepStatus::Ok, None);
    stage.write("Again.\n\n```python\nprint(rows[0])\n```\n");
    stage.end(StopCause::FenceClosed);
    stage.press(Action::FocusCode);
    stage.press(Action::PreviousStep);
    let shot = rows(&mut stage);
    assert!(shot.contains("code · step 1 of 2") && shot.contains("output · step 1 of 2"), "{shot}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn rows_kept_from_before_are_those_of_a_fresh_screen(
        pieces in prop::collection::vec("([a-z ]{0,12}|漢字|\n|\n\n|- |\\*\\*|`|```python\n|```\n|\\| a \\| b \\|\n|x = 'y'\n){1,12}", 1..8),
        sizes in prop::collection::vec((20..130_u16, 6..40_u16), 1..4),
    ) {
        let mut stage = Stage::ready(80, 24);
        stage.ask(Command::Submit { text: pieces.concat() });
        let mut size = sizes.iter().cycle();
        for (n, piece) in pieces.iter().enumerate() {
            let request = match stage.state.phase() {
                ci_tui::engine::Phase::Thinking(thinking) => thinking.request,
                _ => break,
            };
            stage.hear(Event::TextArrived { request, text: piece.clone(), tokens: 1 });
            if n % 2 == 1 {
                let (columns, rows) = *size.next().expect("one");
                stage.screen.size = Size::new(columns, rows);
            }
            stage.draw();
            let warm = stage.draw().backend().buffer().clone();
            let highlighter = stage.screen.cache.highlighter.clone();
            stage.screen.cache = Cache::default();
            stage.screen.cache.highlighter = highlighter;
            let cold = stage.draw().backend().buffer().clone();
            prop_assert_eq!(&warm, &cold);
        }
    }
}
