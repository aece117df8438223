//! Characters and pastes: only ever text, and only where text is typed.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{change, focus, pick, scrolling, seek};
use crate::engine::{Phase, State};
use crate::tui::Action;
use crate::tui::screen::{Overlay, Pane, Screen};
use crate::tui::scroll::Scroll;
use crate::tui::widget::editor::Editor;
use crate::words::Toast;

/// The hand rests so long before the draft is kept.
const KEEPS: Duration = Duration::from_secs(1);
/// Longest paste, in bytes.
const MAX_PASTE: usize = 1 << 20;

pub(super) fn insert(screen: &mut Screen, state: &State, text: &str) {
    if screen.palette.is_some() {
        return super::palette::insert(screen, text);
    }
    if let Overlay::Edit { leaving: true, .. } = screen.overlay {
        super::decide::leave_edit(screen, text);
        return;
    }
    if matches!(&screen.overlay, Overlay::Telling(told) if told.leaving) {
        super::tell::leave(screen, text);
        return;
    }
    if pick::typed(screen, text) || seek::insert(screen, text) || change::insert(screen, text) {
        return;
    }
    if !focus::is_typing(screen) {
        return;
    }
    match (&mut screen.overlay, screen.focus) {
        (Overlay::Reason { line, .. }, _) => line.insert(text),
        (Overlay::Help(scroll), _) => {
            screen.help.0.insert(text);
            *scroll = Scroll::at_top();
        }
        (Overlay::Recall(recall), _) => {
            recall.line.insert(text);
            recall.search();
        }
        (Overlay::Telling(told), _) => {
            if let Some(editor) = &mut told.editor {
                editor.insert_str(text);
            }
        }
        (Overlay::Edit { editor, .. }, Pane::Code) => editor.insert_str(text),
        (Overlay::Variables(view), _) => view.filter.insert(text),
        (Overlay::Models(panel), _) => {
            panel.filter.insert(text);
            panel.chosen = None;
        }
        (_, Pane::Answer) => {
            if let (Some(answer), Phase::Running(_)) = (&mut screen.answer, state.phase()) {
                answer.line.insert(text);
            }
        }
        (_, Pane::Left) => super::side::insert(screen, state, text),
        _ => screen.composer.insert_str(text),
    }
}

/// A paste goes where text is typed, as text; elsewhere it does nothing.
pub(super) fn paste(screen: &mut Screen, state: &State, text: &str) {
    if !focus::is_typing(screen) {
        screen.tell(Toast::PasteElsewhere);
        return;
    }
    let mut text = clean(text);
    if text.len() > MAX_PASTE {
        let cut = (0..=MAX_PASTE).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.truncate(cut);
        screen.tell(Toast::PasteCut);
    }
    let folds = screen.focus == Pane::Composer && matches!(screen.overlay, Overlay::None);
    let word = if folds { screen.pastes.fold(&text, screen.locale) } else { None };
    insert(screen, state, word.as_deref().unwrap_or(&text));
}

/// After every input: what stands for a paste is one piece, and the draft is kept once the hand rests.
pub(super) fn typed(screen: &mut Screen) {
    if screen.focus != Pane::Composer {
        return;
    }
    if screen.pastes.words().next().is_some() {
        screen.composer.guard(screen.pastes.words());
    }
    if matches!(screen.overlay, Overlay::None) {
        screen.keeps_at = Some(screen.now + KEEPS);
    }
}

/// Line ends become one kind; everything else that a terminal would obey is left out.
fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect()
}

pub(super) fn act(screen: &mut Screen, action: Action) {
    match (&mut screen.overlay, screen.focus) {
        (Overlay::Reason { line, .. }, _) => return line.act(action),
        (Overlay::Recall(recall), _) => return super::recall::act(recall, action),
        (Overlay::Edit { editor, .. }, Pane::Code) => return edit(editor, action),
        (Overlay::Telling(told), _) => {
            if let Some(editor) = &mut told.editor {
                edit(editor, action);
            }
            return;
        }
        _ => {}
    }
    match action {
        Action::PageUp | Action::PageDown => scrolling::move_by(&mut screen.chat, action),
        _ if screen.focus == Pane::Answer => {
            if let Some(answer) = &mut screen.answer {
                answer.line.act(action);
            }
        }
        Action::Up if screen.is_composer_empty() && !screen.queue.is_empty() => {
            let prompt = screen.queue.take_back().unwrap_or_default();
            screen.composer.set_text(&prompt);
        }
        Action::Up if screen.composer.is_at_top() => {
            let current = screen.draft();
            if let Some(text) = screen.history.earlier(&current) {
                screen.composer.set_text(&text);
            }
        }
        Action::Down if screen.composer.is_at_bottom() => {
            if let Some(text) = screen.history.later() {
                screen.composer.set_text(&text);
            }
        }
        _ => edit(&mut screen.composer, action),
    }
}

/// Selects while moving; whether the action is one that does.
pub(super) fn select(editor: &mut Editor, action: Action) -> bool {
    let (code, held) = match action {
        Action::SelectLeft => (KeyCode::Left, KeyModifiers::NONE),
        Action::SelectRight => (KeyCode::Right, KeyModifiers::NONE),
        Action::SelectUp => (KeyCode::Up, KeyModifiers::NONE),
        Action::SelectDown => (KeyCode::Down, KeyModifiers::NONE),
        Action::SelectToStart => (KeyCode::Home, KeyModifiers::NONE),
        Action::SelectToEnd => (KeyCode::End, KeyModifiers::NONE),
        _ => return false,
    };
    editor.input(KeyEvent::new(code, held | KeyModifiers::SHIFT));
    true
}

/// The editor's own word for an action.
fn edit(editor: &mut Editor, action: Action) {
    let (code, held) = match action {
        Action::Newline => return editor.newline(),
        Action::Indent => return editor.insert_str("    "),
        Action::Undo => {
            editor.undo();
            return;
        }
        Action::Redo => {
            editor.redo();
            return;
        }
        Action::Left => (KeyCode::Left, KeyModifiers::NONE),
        Action::Right => (KeyCode::Right, KeyModifiers::NONE),
        Action::Up => (KeyCode::Up, KeyModifiers::NONE),
        Action::Down => (KeyCode::Down, KeyModifiers::NONE),
        Action::WordLeft => (KeyCode::Left, KeyModifiers::CONTROL),
        Action::WordRight => (KeyCode::Right, KeyModifiers::CONTROL),
        Action::LineStart => (KeyCode::Home, KeyModifiers::NONE),
        Action::LineEnd => (KeyCode::End, KeyModifiers::NONE),
        Action::PageUp => (KeyCode::PageUp, KeyModifiers::NONE),
        Action::PageDown => (KeyCode::PageDown, KeyModifiers::NONE),
        Action::Backspace => (KeyCode::Backspace, KeyModifiers::NONE),
        Action::Delete => (KeyCode::Delete, KeyModifiers::NONE),
        Action::DeleteWord => (KeyCode::Char('w'), KeyModifiers::CONTROL),
        Action::DeleteToStart => (KeyCode::Char('u'), KeyModifiers::CONTROL),
        Action::DeleteToEnd => (KeyCode::Char('k'), KeyModifiers::CONTROL),
        _ => return,
    };
    editor.input(KeyEvent::new(code, held));
}
