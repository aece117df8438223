//! What an edit changed, line by line and word by word.

use ratatui::text::Line;

use crate::tui::theme::Theme;

/// How many lines an edit brought in and took out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Lines brought in.
    pub added: usize,
    /// Lines taken out.
    pub removed: usize,
}

/// Counts the lines that differ.
#[must_use]
pub fn tally(_old: &str, _new: &str) -> Tally {
    Tally::default()
}

/// Both texts in one: `+` and `-` lines with the old and new line numbers, changed words emphasised.
#[must_use]
pub fn unified(_old: &str, _new: &str, _theme: &Theme) -> Vec<Line<'static>> {
    Vec::new()
}
