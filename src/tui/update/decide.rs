//! Approve, edit, reject: decisions about exactly the text on screen.

use crate::engine::{Command, Language, Scope, State, StepId};
use crate::tui::Action;
use crate::tui::line_edit::LineEdit;
use crate::tui::review::{self, NotYet};
use crate::tui::screen::{Errand, Overlay, Pane, Screen};
use crate::tui::scroll::Scroll;
use crate::tui::widget::editor::{Editor, Purpose};
use crate::words::Deciding;

pub(super) fn approve(screen: &mut Screen, action: Action) -> Vec<Command> {
    let Some((step, code)) = ready(screen) else { return Vec::new() };
    let scope = if action == Action::ApproveTurn { Scope::Turn } else { Scope::Once };
    screen.borrowed = true;
    vec![Command::Approve { step, code, scope }]
}

/// The step and text that may be approved now; otherwise says why not, or shows the rest of it.
pub(super) fn ready(screen: &mut Screen) -> Option<(StepId, String)> {
    match review::approvable(screen) {
        Ok(review) => return Some((review.step, review.code.clone())),
        Err(NotYet::NotShown) => {}
        Err(NotYet::TooSoon) => screen.tell(Deciding::CodeUnread),
        Err(NotYet::EndUnseen) => {
            screen.code = Scroll::at_end();
            screen.tell(Deciding::RestShown);
        }
    }
    None
}

pub(super) fn edit(screen: &mut Screen, state: &State) {
    let Some(step) = state.proposal() else { return };
    let mut editor = Box::new(Editor::new(Purpose::Code));
    editor.set_language(step.lang.name());
    editor.set_text(&step.code);
    editor.go_to(0, 0);
    screen.overlay = Overlay::Edit { step: step.id, editor, leaving: false };
    screen.focus_on(Pane::Code);
}

pub(super) fn edit_outside(screen: &mut Screen, state: &State) {
    if let Some(step) = state.proposal() {
        screen.errands.push(Errand::EditOutside { step: step.id, code: step.code.clone() });
    }
}

/// Asks for a reason; what speaks against the code stands there already.
pub(super) fn reject(screen: &mut Screen, state: &State) {
    if let Some(review) = &screen.review {
        let doubts = state.transcript().step(review.step).map(|step| step.doubts.as_slice());
        let texts = doubts.unwrap_or_default().iter().map(|doubt| doubt.text.as_str());
        let mut line = LineEdit::default();
        line.insert(&texts.collect::<Vec<_>>().join("; "));
        screen.overlay = Overlay::Reason { step: review.step, line };
    }
}

/// The next of the languages that this machine runs.
pub(super) fn change_language(screen: &mut Screen, state: &State) -> Vec<Command> {
    let Some(step) = state.proposal() else { return Vec::new() };
    let known = &state.settings().languages;
    let others = Language::ALL.iter().cycle().skip_while(|lang| **lang != step.lang).skip(1);
    let next = others.take(Language::ALL.len() - 1).find(|lang| known.contains(lang));
    let Some(lang) = next else {
        screen.tell(Deciding::NoOtherLanguage);
        return Vec::new();
    };
    vec![Command::ChangeLanguage { step: step.id, lang: *lang }]
}

/// Takes the edit back to review, where it is shown as a diff; it still waits for approval.
pub(super) fn save(screen: &mut Screen) -> Vec<Command> {
    let Overlay::Edit { step, editor, .. } = &screen.overlay else { return Vec::new() };
    let command = Command::Edit { step: *step, code: editor.text() };
    screen.overlay = Overlay::None;
    vec![command]
}

/// Leaves an overlay; an edit that changed something asks first.
pub(super) fn cancel(screen: &mut Screen) {
    let unchanged = |editor: &Editor, screen: &Screen| {
        screen.review.as_ref().is_some_and(|review| review.code == editor.text())
    };
    match &screen.overlay {
        Overlay::Edit { editor, leaving: false, .. } if !unchanged(editor, screen) => {
            if let Overlay::Edit { leaving, .. } = &mut screen.overlay {
                *leaving = true;
            }
        }
        Overlay::Edit { leaving: true, .. } => {
            if let Overlay::Edit { leaving, .. } = &mut screen.overlay {
                *leaving = false;
            }
        }
        Overlay::Models(_) => super::models::back(screen),
        Overlay::Variables(_) => super::explore::back(screen),
        Overlay::None if screen.focus == Pane::Answer => screen.focus_on(Pane::Composer),
        _ => screen.overlay = Overlay::None,
    }
}

/// The answer to "keep the edit?".
pub(super) fn leave_edit(screen: &mut Screen, key: &str) {
    match key {
        "d" => screen.overlay = Overlay::None,
        _ => {
            if let Overlay::Edit { leaving, .. } = &mut screen.overlay {
                *leaving = false;
            }
        }
    }
}
