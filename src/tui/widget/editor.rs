//! A text field of many lines. The only file that names the text area underneath.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::highlight::Highlighter;
use crate::tui::theme::Theme;

/// What a key did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handled {
    /// The key means nothing here.
    Ignored,
    /// The cursor moved, or could have.
    Moved,
    /// The text changed.
    Changed,
}

/// What a field is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Prose: wrapped, no line numbers.
    Prose,
    /// Code: line numbers, lines scroll sideways.
    Code,
}

/// Whether keys go to the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// They do: the cursor line shows.
    Here,
    /// They do not.
    Elsewhere,
}

/// Text being written, with cursor and history.
#[derive(Debug)]
pub struct Editor {}

impl Editor {
    /// An empty field.
    #[must_use]
    pub fn new(_purpose: Purpose) -> Self {
        Self {}
    }

    /// Marks code in this language.
    pub fn set_language(&mut self, _language: &str) {}

    /// What an empty field says.
    pub fn set_placeholder(&mut self, _text: &str) {}

    /// Takes a key; Enter starts a line, so the caller keeps back the keys that send.
    pub fn input(&mut self, _key: KeyEvent) -> Handled {
        Handled::Ignored
    }

    /// Inserts text at the cursor, as a paste does.
    pub fn insert_str(&mut self, _text: &str) {}

    /// Starts a line at the cursor.
    pub fn newline(&mut self) {}

    /// Takes back the last change.
    pub fn undo(&mut self) -> Handled {
        Handled::Ignored
    }

    /// Does it again.
    pub fn redo(&mut self) -> Handled {
        Handled::Ignored
    }

    /// All of the text, without a final line end of its own.
    #[must_use]
    pub fn text(&self) -> String {
        String::new()
    }

    /// Replaces the text, forgets the history, and goes to the end.
    pub fn set_text(&mut self, _text: &str) {}

    /// Whether nothing is written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        true
    }

    /// How many lines there are, at least one.
    #[must_use]
    pub fn line_count(&self) -> usize {
        1
    }

    /// The cursor: line and character, from 0.
    #[must_use]
    pub fn cursor(&self) -> (usize, usize) {
        (0, 0)
    }

    /// Whether the cursor is in the first line: Up may mean something else there.
    #[must_use]
    pub fn is_at_top(&self) -> bool {
        true
    }

    /// Whether the cursor is in the last line.
    #[must_use]
    pub fn is_at_bottom(&self) -> bool {
        true
    }

    /// The rows it would take in this width.
    #[must_use]
    pub fn height(&self, _width: u16) -> u16 {
        1
    }

    /// Draws it and tells where the terminal's own cursor belongs, for input methods and screen readers.
    pub fn draw(
        &self,
        _area: Rect,
        _buffer: &mut Buffer,
        _theme: &Theme,
        _highlighter: &Highlighter,
        _focus: Focus,
    ) -> Option<Position> {
        None
    }
}
