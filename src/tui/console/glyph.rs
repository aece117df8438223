//! What stands in one cell of a terminal, fit to be drawn.

use crate::engine::screen_text::{AnsiColor, Sgr};
use crate::tui::widget::text;

/// A character with its marks, and how the program wanted it to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph<'a> {
    /// One or two cells wide, nothing that a terminal would obey.
    pub text: &'a str,
    /// Cells that it takes.
    pub width: u16,
    /// Its look.
    pub style: Sgr,
}

impl<'a> Glyph<'a> {
    /// The glyph of a cell; `None` where a wide one before covers it.
    pub(super) fn of(cell: &'a vt100::Cell) -> Option<Self> {
        if cell.is_wide_continuation() {
            return None;
        }
        let width = if cell.is_wide() { 2 } else { 1 };
        let contents = cell.contents();
        let harmless = text::sanitize(contents) == contents;
        let text = match contents {
            "" => " ",
            fits if harmless && text::width(fits) == usize::from(width) => fits,
            _ => ["?", "??"][usize::from(width) - 1],
        };
        let style = Sgr {
            fg: color(cell.fgcolor()),
            bg: color(cell.bgcolor()),
            bold: cell.bold(),
            dim: cell.dim(),
            italic: cell.italic(),
            underline: cell.underline(),
            reverse: cell.inverse(),
        };
        Some(Self { text, width, style })
    }
}

fn color(color: vt100::Color) -> Option<AnsiColor> {
    match color {
        vt100::Color::Default => None,
        vt100::Color::Idx(index) => Some(AnsiColor::Indexed(index)),
        vt100::Color::Rgb(r, g, b) => Some(AnsiColor::Rgb(r, g, b)),
    }
}
