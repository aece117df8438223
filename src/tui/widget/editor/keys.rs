//! What keys mean in a text field.

use crossterm::event::{KeyCode, KeyModifiers};
use tui_textarea::{CursorMove, Scrolling, TextArea};

/// Where a key leads.
#[derive(Clone, Copy)]
pub(super) enum Motion {
    Cursor(CursorMove),
    Page(Scrolling),
}

/// The motion that a key means.
pub(super) fn motion(code: KeyCode, held: KeyModifiers) -> Option<Motion> {
    const NONE: KeyModifiers = KeyModifiers::NONE;
    const CTRL: KeyModifiers = KeyModifiers::CONTROL;
    const ALT: KeyModifiers = KeyModifiers::ALT;
    Some(Motion::Cursor(match (code, held) {
        (KeyCode::Left, NONE) => CursorMove::Back,
        (KeyCode::Right, NONE) => CursorMove::Forward,
        (KeyCode::Up, NONE) => CursorMove::Up,
        (KeyCode::Down, NONE) => CursorMove::Down,
        (KeyCode::Home, NONE) | (KeyCode::Char('a'), CTRL) => CursorMove::Head,
        (KeyCode::End, NONE) | (KeyCode::Char('e'), CTRL) => CursorMove::End,
        (KeyCode::Left, CTRL | ALT) | (KeyCode::Char('b'), ALT) => CursorMove::WordBack,
        (KeyCode::Right, CTRL | ALT) | (KeyCode::Char('f'), ALT) => CursorMove::WordForward,
        (KeyCode::Home, CTRL) => CursorMove::Top,
        (KeyCode::End, CTRL) => CursorMove::Bottom,
        (KeyCode::PageUp, NONE) => return Some(Motion::Page(Scrolling::PageUp)),
        (KeyCode::PageDown, NONE) => return Some(Motion::Page(Scrolling::PageDown)),
        _ => return None,
    }))
}

/// The change that a key means.
pub(super) fn edit(
    code: KeyCode,
    held: KeyModifiers,
) -> Option<fn(&mut TextArea<'static>) -> bool> {
    const NONE: KeyModifiers = KeyModifiers::NONE;
    const CTRL: KeyModifiers = KeyModifiers::CONTROL;
    const ALT: KeyModifiers = KeyModifiers::ALT;
    Some(match (code, held) {
        (KeyCode::Backspace, NONE) | (KeyCode::Char('h'), CTRL) => TextArea::delete_char,
        (KeyCode::Delete, NONE) | (KeyCode::Char('d'), CTRL) => TextArea::delete_next_char,
        (KeyCode::Backspace, CTRL | ALT) | (KeyCode::Char('w'), CTRL) => TextArea::delete_word,
        (KeyCode::Delete, CTRL | ALT) | (KeyCode::Char('d'), ALT) => TextArea::delete_next_word,
        (KeyCode::Char('k'), CTRL) => TextArea::delete_line_by_end,
        (KeyCode::Char('u'), CTRL) => TextArea::delete_line_by_head,
        (KeyCode::Char('z'), CTRL) => TextArea::undo,
        (KeyCode::Char('y'), CTRL) => TextArea::redo,
        _ => return None,
    })
}
