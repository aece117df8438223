//! The output pane as a terminal, while a program runs there that is typed at.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::pane::{self, Mood};
use crate::tui::console::{Console, Emulator};
use crate::tui::keymap::Context;
use crate::tui::screen::Screen;
use crate::tui::theme::{Theme, ansi};
use crate::tui::{Action, update};
use crate::words::Title;

/// Draws the pane; returns the program's cursor where keys go to it.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    console: &Console,
    screen: &Screen,
    theme: &Theme,
) -> Option<Position> {
    let focused = update::typed_at(screen).is_some();
    let key = screen.keymap.key_for(&[Context::Terminal], Action::LeaveTerminal);
    let key = key.map(|key| key.to_string()).unwrap_or_default();
    let locale = screen.locale;
    let way = if focused {
        locale.fill(Title::LeavesTerminal, &[&key])
    } else {
        locale.text(Title::TypesHere).to_owned()
    };
    let title = locale.fill(Title::Terminal, &[&console.step.0, &way]);
    let looks = (theme, screen.glyphs);
    let inner = pane::frame(frame, area, &title, "", Mood::Calm, focused, looks);
    cells(frame, inner, console.emulator(), theme);
    let (column, row) = console.emulator().cursor()?;
    let inside = column < inner.width && row < inner.height;
    (focused && inside).then(|| Position::new(inner.x + column, inner.y + row))
}

fn cells(frame: &mut Frame<'_>, inner: Rect, emulator: &Emulator, theme: &Theme) {
    let buffer = frame.buffer_mut();
    for row in 0..inner.height {
        for column in 0..inner.width {
            let Some(glyph) = emulator.glyph(column, row) else { continue };
            let fits = column + glyph.width <= inner.width;
            let style = ansi::printed(&glyph.style, theme.ui.stdout, theme.depth);
            if let Some(cell) = buffer.cell_mut((inner.x + column, inner.y + row)) {
                cell.set_symbol(if fits { glyph.text } else { " " }).set_style(style);
            }
        }
    }
}
