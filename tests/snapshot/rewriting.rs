//! Code being edited: find and replace, selecting, running a part, and the difference it makes.

use ci_tui::engine::{Command, Effect, Language, Phase, StepStatus};
use ci_tui::tui::line_edit::LineEdit;
use ci_tui::tui::replacing::Replacing;
use ci_tui::tui::screen::{Errand, Overlay};
use ci_tui::tui::widget::editor::{Editor, Purpose};
use ci_tui::tui::{Action, update};

use super::stage::{CODE, Stage};

pub(super) fn editing(columns: u16, rows: u16) -> Stage {
    let mut stage = Stage::asking(columns, rows);
    stage.press(Action::FocusCode);
    stage.press(Action::Edit);
    stage
}

fn text(stage: &Stage) -> String {
    match &stage.screen.overlay {
        Overlay::Edit { editor, .. } => editor.text(),
        other => panic!("it is not edited: {other:?}"),
    }
}

#[test]
fn words_are_found_and_replaced_and_one_undo_takes_all_of_it_back() {
    let mut stage = editing(80, 24);
    stage.press(Action::Find);
    stage.typed("rows");
    stage.press(Action::Replace);
    stage.typed("lines");
    let shot = stage.shot();
    assert!(shot.contains("1 of 2"), "{shot}");
    insta::assert_snapshot!("replacing_80x24", shot);
    stage.press(Action::Send);
    assert_eq!(text(&stage), CODE.replacen("rows", "lines", 1));
    stage.press(Action::Undo);
    assert_eq!(text(&stage), CODE, "one undo for one replacement");
    stage.press(Action::Replace);
    assert_eq!(text(&stage), CODE.replace("rows", "lines"));
    assert!(stage.screen.toast.as_ref().is_some_and(|(said, _)| said.starts_with("2 replaced")));
    stage.press(Action::Undo);
    assert_eq!(text(&stage), CODE);
    stage.press(Action::Redo);
    assert_eq!(text(&stage), CODE.replace("rows", "lines"));
    stage.press(Action::Cancel);
    assert!(stage.screen.replacing.is_none());
    assert_eq!(text(&stage), CODE.replace("rows", "lines"), "esc leaves the lines, not the editor");
}

#[test]
fn what_is_selected_is_copied_and_put_in_again() {
    let mut stage = editing(80, 24);
    for _ in 0..6 {
        stage.press(Action::SelectRight);
    }
    stage.press(Action::Copy);
    assert!(stage.screen.errands.contains(&Errand::Copy("import".into())));
    stage.press(Action::LineEnd);
    stage.press(Action::PutCopied);
    assert!(text(&stage).starts_with("import csvimport\n"));
    // Terminals that send no shift have a key that marks.
    stage.press(Action::Mark);
    stage.press(Action::Down);
    stage.press(Action::Down);
    stage.press(Action::LineEnd);
    stage.press(Action::Copy);
    assert_eq!(stage.screen.register, "\n\nwith open(\"sales.csv\") as file:");
}

fn runs(effects: &[Effect]) -> Option<(Language, &str)> {
    effects.iter().find_map(|effect| match effect {
        Effect::RunCode { lang, code, .. } => Some((*lang, code.as_str())),
        _ => None,
    })
}

#[test]
fn a_part_of_code_being_edited_runs_and_the_edit_stays_open() {
    let mut stage = editing(120, 40);
    stage.press(Action::Down);
    let effects = stage.press(Action::RunPart);
    assert_eq!(runs(&effects), Some((Language::Python, "import csv\n")), "{effects:?}");
    assert!(matches!(stage.state.phase(), Phase::Running(_)));
    assert_eq!(text(&stage), CODE);
    let lang = Language::Python;
    let (program, version) = ("/usr/bin/python3".into(), "3.12".into());
    stage.hear(ci_tui::engine::Event::KernelReady { lang, program, version });
    stage.ran(StepStatus::Ok, None);
    assert!(matches!(stage.state.phase(), Phase::Asking { .. }), "{:?}", stage.state.phase());
    assert_eq!(text(&stage), CODE);
    stage.typed("#");
    stage.press(Action::Save);
    let shot = stage.shot();
    assert!(shot.contains("code · step 1") && shot.contains("output · step 2"), "{shot}");
    // It is the proposal that is approved, once it was seen again.
    let (step, _) = stage.proposal();
    stage.wait(1500);
    let commands =
        update::update(&mut stage.screen, &stage.state, ci_tui::tui::Input::Act(Action::Approve));
    assert!(matches!(&commands[..], [Command::Approve { step: one, .. }] if *one == step));
}

#[test]
fn an_edit_is_shown_as_a_difference_on_wide_and_narrow_screens() {
    for (columns, rows) in [(60, 20), (170, 30)] {
        let mut stage = editing(columns, rows);
        stage.press(Action::Replace);
        if let Some(open) = &mut stage.screen.replacing {
            open.find.insert("sales.csv");
            open.with = Some(LineEdit::default());
        }
        stage.press(Action::FocusNext);
        stage.typed("a folder with a long name/sales of the year.csv");
        stage.press(Action::Replace);
        stage.press(Action::Cancel);
        stage.press(Action::Save);
        insta::assert_snapshot!(format!("difference_{columns}x{rows}"), stage.shot());
    }
}

#[test]
fn going_from_match_to_match_leads_around_the_end() {
    let mut editor = Editor::new(Purpose::Code);
    editor.set_text("ä x\nx\ny x");
    editor.go_to(1, 0);
    let mut open = Replacing::new(&editor);
    open.find.insert("x");
    open.seek(&mut editor);
    assert_eq!(open.count(&editor), (2, 3));
    open.go(&mut editor, 1);
    open.go(&mut editor, 1);
    assert_eq!((open.count(&editor), editor.selection()), ((1, 3), Some(((0, 2), (0, 3)))));
    open.go(&mut editor, -1);
    assert_eq!(open.count(&editor), (3, 3));
}
