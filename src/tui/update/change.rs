//! Code that is being edited: find and replace, selecting, what was copied put in, a part of it run.

use super::typing;
use crate::engine::{Command, Phase, State};
use crate::tui::Action;
use crate::tui::line_edit::LineEdit;
use crate::tui::replacing::{Field, Replacing};
use crate::tui::screen::{Overlay, Pane, Screen};
use crate::tui::widget::editor::Editor;
use crate::words::Reading;

/// Whether words to find or to put in are being typed.
#[must_use]
pub(in crate::tui) fn is_typing(screen: &Screen) -> bool {
    screen.replacing.is_some() && is_editing(screen)
}

/// Whether keys go to the code that is being edited.
fn is_editing(screen: &Screen) -> bool {
    matches!(screen.overlay, Overlay::Edit { leaving: false, .. }) && screen.focus == Pane::Code
}

/// What an action means to the code that is being edited; `None` where it means the same as everywhere.
pub(super) fn act(screen: &mut Screen, state: &State, action: Action) -> Option<Vec<Command>> {
    if action == Action::PutCopied {
        let text = screen.register.clone();
        typing::insert(screen, state, &text);
        return Some(Vec::new());
    }
    if !is_editing(screen) {
        screen.replacing = None;
        return None;
    }
    if screen.replacing.is_some() {
        let acted = replacing(screen, action);
        show(screen);
        return acted.then(Vec::new);
    }
    let Overlay::Edit { editor, .. } = &mut screen.overlay else { return None };
    match action {
        Action::Find | Action::Replace => {
            let mut open = Replacing::new(editor);
            if action == Action::Replace {
                open.with = Some(LineEdit::default());
                if !open.find.text().is_empty() {
                    open.field = Field::With;
                }
            }
            screen.replacing = Some(open);
        }
        Action::Cancel if editor.selection().is_some() => editor.deselect(),
        Action::Mark => {
            if editor.mark() {
                screen.tell(Reading::Marking);
            }
        }
        Action::RunPart => return Some(run_part(screen, state)),
        action => return typing::select(editor, action).then(Vec::new),
    }
    show(screen);
    Some(Vec::new())
}

/// Matches are marked while words are typed, and no longer.
fn show(screen: &mut Screen) {
    if let Overlay::Edit { editor, .. } = &mut screen.overlay {
        match &screen.replacing {
            Some(open) => open.show(editor),
            None => editor.set_found(Vec::new()),
        }
    }
}

/// An action while words are typed; whether it meant something.
fn replacing(screen: &mut Screen, action: Action) -> bool {
    let (Some(open), Overlay::Edit { editor, .. }) = (&mut screen.replacing, &mut screen.overlay)
    else {
        return false;
    };
    match action {
        Action::Cancel => screen.replacing = None,
        Action::Find => open.field = Field::Find,
        Action::Replace if open.with.is_none() => {
            open.with = Some(LineEdit::default());
            open.field = Field::With;
        }
        Action::Replace => {
            let count = open.replace_all(editor);
            let none = screen.locale.text(Reading::NoMatch).to_owned();
            let said = screen.locale.fill(Reading::Replaced, &[&count]);
            screen.say(if count == 0 { none } else { said });
        }
        Action::FocusNext | Action::FocusPrevious => {
            if open.with.is_some() {
                open.field = if open.field == Field::Find { Field::With } else { Field::Find };
            }
        }
        Action::Send if open.field == Field::With => open.replace_one(editor),
        Action::Send | Action::Down => open.go(editor, 1),
        Action::Up => open.go(editor, -1),
        Action::Undo => drop(editor.undo()),
        Action::Redo => drop(editor.redo()),
        Action::Save | Action::Interrupt | Action::Help | Action::Redraw | Action::Suspend => {
            return false;
        }
        action => {
            open.line().act(action);
            if open.field == Field::Find {
                open.seek(editor);
            }
        }
    }
    true
}

/// Text for the words that are typed; whether they take it.
pub(super) fn insert(screen: &mut Screen, text: &str) -> bool {
    if !is_typing(screen) {
        return false;
    }
    if let (Some(open), Overlay::Edit { editor, .. }) = (&mut screen.replacing, &mut screen.overlay)
    {
        open.line().insert(text);
        if open.field == Field::Find {
            open.seek(editor);
        }
    }
    show(screen);
    true
}

/// Runs the selection, or everything up to the cursor.
fn run_part(screen: &mut Screen, state: &State) -> Vec<Command> {
    let Overlay::Edit { step, editor, .. } = &screen.overlay else { return Vec::new() };
    let lang = state.transcript().step(*step).map(|step| step.lang);
    let (Some(lang), Some(code)) = (lang, part(editor)) else {
        screen.tell(Reading::NothingToRun);
        return Vec::new();
    };
    // Long lines go on out of sight here; in review they are wrapped.
    let seen = screen.review.as_ref().is_some_and(|review| review.step == *step && review.end_seen);
    if !seen {
        screen.tell(Reading::SeeFirst);
        return Vec::new();
    }
    if !matches!(state.phase(), Phase::Asking { .. }) {
        screen.tell(Reading::StillRuns);
        return Vec::new();
    }
    vec![Command::RunOwn { lang, code }]
}

/// What would be run of code being edited: the selection, else everything up to the line of the cursor.
#[must_use]
pub(super) fn part(editor: &Editor) -> Option<String> {
    let text = editor.selected().unwrap_or_else(|| {
        let (line, _) = editor.cursor();
        editor.text().split('\n').take(line + 1).collect::<Vec<_>>().join("\n")
    });
    (!text.trim().is_empty()).then(|| unindented(&text))
}

/// Lines of a block run without the indentation that all of them share.
fn unindented(text: &str) -> String {
    let blank = |line: &&str| !line.trim().is_empty();
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let least = text.split('\n').filter(blank).map(indent).min().unwrap_or(0);
    let cut = |line: &str| line.get(least..).unwrap_or_default().to_owned();
    text.split('\n').map(cut).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selected_block_runs_without_its_indentation() {
        assert_eq!(unindented("    a\n\n      b"), "a\n\n  b");
        assert_eq!(unindented("a\n  b"), "a\n  b");
    }
}
