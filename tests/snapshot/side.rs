//! The panel at the left: its four tabs, what they lead to, and what it never covers.

use std::path::Path;
use std::time::SystemTime;

use ci_tui::engine::{
    Command, Effect, Event, Language, Phase, StepStatus, StopCause, Variable, Variables,
};
use ci_tui::tui::screen::{Errand, Overlay, Pane};
use ci_tui::tui::side::{Filed, Folder, News, Shown, Sort, Tab, Task, read_folder, walk};
use ci_tui::tui::{Action, Input, update};
use ratatui::layout::Size;

use super::stage::{CODE, Stage};

const SIZES: [(u16, u16); 4] = [(60, 16), (80, 24), (120, 40), (200, 60)];

fn filed(name: &str, sort: Sort, bytes: u64, changed: bool) -> Filed {
    Filed { name: name.into(), sort, bytes, age_s: Some(bytes), changed }
}

/// A folder with names of every kind.
fn folder() -> Folder {
    let entries = vec![
        filed("data", Sort::Folder, 4096, false),
        filed("bad\nname\u{1b}[31m\u{202e}.txt", Sort::File, 0, false),
        filed("chart.png", Sort::File, 41_900, true),
        filed("漢字のファイル名はとても長いことがあります.csv", Sort::File, 8_000_000, false),
        filed("pipe", Sort::Other, 0, false),
        filed("sales.csv", Sort::File, 81, false),
    ];
    Folder { entries, more: 98_000, failed: None }
}

/// A stage on which two steps ran and an answer with headings stands.
pub(super) fn told(columns: u16, rows: u16) -> Stage {
    let mut stage = Stage::running(columns, rows);
    stage.ran(StepStatus::Error, Some("KeyError: rows"));
    stage.write("Now the sum.\n\n```python\nprint(sum(len(row) for row in rows))\n```\n");
    stage.end(StopCause::FenceClosed);
    stage.wait(1500);
    stage.press(Action::Approve);
    stage.ran(StepStatus::Ok, None);
    stage.write("# Result\n\nThere are **some** rows.\n\n## How `it` was counted\n\nBy hand.\n");
    stage.end(StopCause::EndOfText);
    assert!(matches!(stage.state.phase(), Phase::Idle));
    stage.wait(1500);
    stage
}

pub(super) fn open(stage: &mut Stage, tab: Action) {
    stage.press(tab);
    for errand in std::mem::take(&mut stage.screen.errands) {
        if let Errand::Look(Task::Folder { path, .. }) = errand {
            update::hear_files(&mut stage.screen, News::Folder(path, folder()));
        }
    }
}

#[test]
fn every_tab_fits_every_size() {
    for (columns, rows) in SIZES {
        for tab in
            [Action::SideFiles, Action::SideVariables, Action::SideContents, Action::SideFind]
        {
            let mut stage = told(columns, rows);
            open(&mut stage, tab);
            if tab == Action::SideFind {
                stage.typed("row");
                stage.press(Action::Send);
            }
            if tab == Action::SideVariables {
                stage.hear(variables());
            }
            insta::assert_snapshot!(format!("side_{tab:?}_{columns}x{rows}"), stage.shot());
        }
    }
}

fn variables() -> Event {
    let one = |name: &str, value: &str, changed| Variable {
        name: name.into(),
        kind: "int".into(),
        value: Some(value.into()),
        shape: None,
        bytes: None,
        changed,
    };
    let variables = vec![one("total", "780", true), one("größe", "1\n\u{1b}[2J", false)];
    Event::VariablesTold { lang: Language::Python, variables: Variables { variables, more: 0 } }
}

#[test]
fn code_that_waits_is_never_covered_where_both_fit() {
    for (columns, rows) in [(80, 24), (120, 40), (200, 60)] {
        let mut stage = Stage::asking(columns, rows);
        open(&mut stage, Action::SideFiles);
        assert_eq!(stage.screen.focus, Pane::Left);
        let shot = stage.shot();
        for text in ["waits for you", "import csv", "sales.csv", "code is ready"] {
            assert!(shot.contains(text), "{columns}x{rows}: no {text}\n{shot}");
        }
    }
}

#[test]
fn new_code_takes_the_place_of_a_panel_that_lies_over_the_panes() {
    let mut stage = Stage::ready(60, 16);
    open(&mut stage, Action::SideFiles);
    stage.ask(Command::Submit { text: "How many?".into() });
    stage.write(&format!("So.\n```python\n{CODE}\n```\n"));
    stage.wait(1500);
    stage.end(StopCause::FenceClosed);
    assert_eq!(stage.screen.focus, Pane::Code);
    assert!(stage.shot().contains("waits for you"));
}

#[test]
fn a_code_pane_below_the_panel_is_not_seen_and_cannot_be_approved() {
    let mut stage = Stage::asking(60, 16);
    open(&mut stage, Action::SideFiles);
    stage.wait(1500);
    assert!(stage.press(Action::Approve).is_empty());
    assert!(stage.state.proposal().is_some());
}

#[test]
fn names_are_shown_safely_and_only_those_that_can_be_typed_are_named_in_the_prompt() {
    let mut stage = told(120, 40);
    open(&mut stage, Action::SideFiles);
    stage.press(Action::ScrollDown);
    let shot = stage.shot();
    assert!(shot.contains("bad<U+000A>na"), "{shot}");
    stage.press(Action::Mention);
    assert!(stage.screen.composer.text().is_empty());
    stage.press(Action::ScrollEnd);
    stage.press(Action::Mention);
    assert_eq!(stage.screen.composer.text(), "@sales.csv ");
}

#[test]
fn folders_unfold_and_files_are_shown_over_the_panes() {
    let mut stage = told(120, 40);
    open(&mut stage, Action::SideFiles);
    stage.press(Action::Right);
    let wanted = Task::Folder { path: "data".into(), hidden: false };
    assert_eq!(stage.screen.errands, [Errand::Look(wanted)]);
    let inner = Folder { entries: vec![filed("a.py", Sort::File, 9, true)], ..Folder::default() };
    update::hear_files(&mut stage.screen, News::Folder("data".into(), inner));
    stage.press(Action::ScrollDown);
    stage.screen.errands.clear();
    stage.press(Action::Send);
    let path = Path::new("data/a.py").to_owned();
    assert_eq!(stage.screen.errands, [Errand::Look(Task::Preview { path: path.clone() })]);
    let text = "def main():\n    print('hi')\n".to_owned();
    let shown = Shown::Text { language: "py".into(), text, cut: false };
    update::hear_files(&mut stage.screen, News::Previewed(path, Box::new(shown)));
    insta::assert_snapshot!("side_preview_120x40", stage.shot());
    stage.press(Action::Cancel);
    assert!(matches!(stage.screen.overlay, Overlay::None));
    assert_eq!(stage.screen.focus, Pane::Left);
}

#[test]
fn the_contents_lead_to_steps_and_headings() {
    let mut stage = told(120, 24);
    open(&mut stage, Action::SideContents);
    let kinds = stage.screen.left.contents.items.len();
    assert_eq!(kinds, 5, "{:?}", stage.screen.left.contents.items);
    stage.press(Action::ScrollTop);
    stage.press(Action::ScrollDown);
    stage.press(Action::Send);
    assert_eq!(stage.screen.browsed.map(|step| step.0), Some(1));
    stage.press(Action::ScrollEnd);
    stage.press(Action::Send);
    stage.draw();
    assert_eq!(stage.screen.left.seek, None);
    assert!(stage.shot().contains("How it was counted"));
}

#[test]
fn find_lists_the_lines_of_all_steps_and_enter_goes_there() {
    let mut stage = told(120, 40);
    open(&mut stage, Action::SideFind);
    stage.typed("rows");
    let found: Vec<_> = stage.screen.left.find.found.iter().map(|m| (m.step.0, m.line)).collect();
    assert_eq!(found, [(1, 4), (1, 5), (2, 1)]);
    stage.press(Action::Send);
    stage.press(Action::Send);
    assert_eq!(stage.screen.browsed.map(|step| step.0), Some(1));
    stage.press(Action::Filter);
    stage.press(Action::UseRegex);
    stage.typed("(");
    assert!(stage.screen.left.find.wrong.is_some());
    assert!(stage.shot().contains("no pattern: unclosed group"));
}

#[test]
fn replacing_runs_changed_copies_in_order_once_each_diff_was_seen() {
    let mut stage = told(120, 40);
    open(&mut stage, Action::SideFind);
    stage.typed("rows");
    stage.press(Action::Send);
    stage.press(Action::Replace);
    stage.typed("lines");
    stage.press(Action::Send);
    insta::assert_snapshot!("side_replacing_120x40", stage.shot());
    assert!(stage.press(Action::Apply).is_empty(), "the second diff was not seen");
    let Overlay::Replacing(changes) = &stage.screen.overlay else { panic!("it asks on") };
    assert_eq!(changes.at, 1);
    let effects = stage.press(Action::Apply);
    let ran = |effects: &[Effect]| {
        effects.iter().any(|e| matches!(e, Effect::RunCode { code, .. } if code.contains("lines")))
    };
    assert!(ran(&effects), "{effects:?}");
    assert_eq!(stage.state.transcript().steps().count(), 3);
    stage.ran(StepStatus::Ok, None);
    assert_eq!(stage.state.transcript().steps().count(), 4);
    assert!(stage.screen.left.queue.is_empty());
}

#[test]
fn a_changed_step_that_fails_stops_those_behind_it() {
    let mut stage = told(120, 40);
    open(&mut stage, Action::SideFind);
    stage.typed("rows");
    stage.press(Action::Send);
    stage.press(Action::Replace);
    stage.typed("lines");
    stage.press(Action::Send);
    stage.press(Action::Apply);
    stage.press(Action::Apply);
    stage.ran(StepStatus::Error, Some("NameError: lines"));
    assert_eq!(stage.state.transcript().steps().count(), 3);
    assert!(stage.screen.left.queue.is_empty());
    assert!(stage.shot().contains("1 changed steps were not run"));
}

#[test]
fn replacing_in_waiting_code_runs_nothing_and_can_be_taken_back() {
    let mut stage = Stage::asking(120, 40);
    open(&mut stage, Action::SideFind);
    stage.typed("rows");
    stage.press(Action::Send);
    stage.press(Action::Replace);
    stage.typed("lines");
    stage.press(Action::Send);
    stage.wait(1500);
    stage.press(Action::Apply);
    let code = |stage: &Stage| stage.state.proposal().map(|step| step.code.clone());
    assert_eq!(code(&stage).as_deref(), Some(CODE.replace("rows", "lines").as_str()));
    stage.press(Action::Undo);
    assert_eq!(code(&stage).as_deref(), Some(CODE));
}

#[test]
fn a_folder_of_a_hundred_thousand_names_is_bounded() {
    let home = tempfile::tempdir().expect("a folder");
    for n in 0..100_000 {
        // A link costs less than a file, and what it leads to does not matter.
        std::os::unix::fs::symlink("nowhere", home.path().join(format!("f{n}"))).expect("a name");
    }
    let read = read_folder(home.path(), false, SystemTime::now());
    assert_eq!((read.entries.len(), read.more), (2000, 98_000));
    assert_eq!(read.entries[10].name, "f10");
    let found = walk(home.path(), "f99", false, SystemTime::now());
    assert!(found.entries.len() <= 500);
    let mut stage = Stage::ready(120, 40);
    stage.press(Action::SideFiles);
    update::hear_files(&mut stage.screen, News::Folder("".into(), read));
    stage.press(Action::ScrollEnd);
    assert!(stage.shot().contains("f1999"));
}

#[test]
fn random_keys_never_break_the_panel() {
    use proptest::prelude::*;
    const KEYS: [Action; 24] = [
        Action::SidePanel,
        Action::SideFiles,
        Action::SideVariables,
        Action::SideContents,
        Action::SideFind,
        Action::Send,
        Action::Cancel,
        Action::Filter,
        Action::Left,
        Action::Right,
        Action::ScrollUp,
        Action::ScrollDown,
        Action::PageDown,
        Action::ScrollEnd,
        Action::UseRegex,
        Action::SearchOutput,
        Action::Replace,
        Action::Undo,
        Action::Mention,
        Action::ShowHidden,
        Action::Backspace,
        Action::FocusNext,
        Action::Zoom,
        Action::Interrupt,
    ];
    let moves = prop::collection::vec((0..28_usize, ".{0,8}", 0..220_u16, 0..60_u16), 1..25);
    proptest!(ProptestConfig::with_cases(24), |(moves in moves)| {
        let mut stage = told(120, 40);
        for (what, text, columns, rows) in moves {
            match KEYS.get(what) {
                Some(key) => drop(stage.press(*key)),
                None if what == 24 => stage.screen.size = Size::new(columns, rows),
                None => drop(update::update(&mut stage.screen, &stage.state, Input::Paste(text))),
            }
            for errand in std::mem::take(&mut stage.screen.errands) {
                match errand {
                    Errand::Look(Task::Folder { path, .. }) => {
                        update::hear_files(&mut stage.screen, News::Folder(path, folder()));
                    }
                    Errand::Look(Task::Walk { text, .. }) => {
                        update::hear_files(&mut stage.screen, News::Walked(text, folder()));
                    }
                    _ => {}
                }
            }
            let mut terminal = stage.draw();
            let area = *terminal.backend().buffer().area();
            let cursor = terminal.get_cursor_position().expect("a cursor");
            prop_assert!(area.is_empty() || area.contains(cursor), "{} in {}", cursor, area);
        }
    });
}

#[test]
fn the_tabs_follow_each_other_round() {
    let mut stage = told(120, 40);
    stage.press(Action::SideContents);
    stage.press(Action::Right);
    stage.press(Action::Cancel);
    assert_eq!(stage.screen.left.tab, Tab::Find);
    stage.screen.focus_on(Pane::Left);
    stage.press(Action::Right);
    assert_eq!(stage.screen.left.tab, Tab::Files);
    stage.press(Action::SidePanel);
    assert!(!stage.screen.left.open);
    assert_eq!(stage.screen.focus, Pane::Composer);
}
