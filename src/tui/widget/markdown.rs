//! Markdown as a chat needs it, drawn into lines of a width.

use ratatui::text::Line;

use super::glyphs::Glyphs;
use crate::tui::theme::Theme;

/// Draws fenced code: its language and text become lines, not yet wrapped.
pub type DrawCode<'a> = &'a mut dyn FnMut(&str, &str) -> Vec<Line<'static>>;

/// The lines of a text, none wider than `width`.
#[must_use]
pub fn render(
    text: &str,
    width: usize,
    theme: &Theme,
    glyphs: Glyphs,
    code: DrawCode<'_>,
) -> Vec<Line<'static>> {
    let _ = (width, theme, glyphs, code);
    text.lines().map(|line| Line::raw(line.to_owned())).collect()
}

/// Splits a growing text: what more text can no longer change, and the tail to draw again.
#[must_use]
pub fn split_stable(text: &str) -> (&str, &str) {
    ("", text)
}
