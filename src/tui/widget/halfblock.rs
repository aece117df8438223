//! A figure as cells: each shows two pixels, one above the other.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::theme::Theme;

/// A decoded figure.
#[derive(Debug, Clone)]
pub struct Picture {}

impl Picture {
    /// Decodes a PNG of reasonable size.
    pub fn decode(_png: &[u8]) -> Result<Self, String> {
        Err("not a picture".to_owned())
    }

    /// The cells it takes within a room, its shape kept: columns and rows.
    #[must_use]
    pub fn fitted(&self, columns: u16, rows: u16) -> (u16, u16) {
        (columns, rows)
    }

    /// Draws it into the upper left of an area.
    pub fn draw(&self, _area: Rect, _buffer: &mut Buffer, _theme: &Theme) {}
}
