//! A short list to choose from: a mark at the chosen row, and the letters that fit.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};

use crate::tui::fuzzy::Fit;
use crate::tui::theme::Theme;
use crate::tui::widget::glyphs::Glyphs;
use crate::tui::widget::matched;

/// Draws as many rows as fit, the chosen one among them.
pub(in crate::tui::view) fn rows<'a>(
    frame: &mut Frame<'_>,
    area: Rect,
    items: impl Iterator<Item = (&'a str, &'a Fit)>,
    chosen: usize,
    (theme, glyphs): (&Theme, Glyphs),
) {
    frame.render_widget(Clear, area);
    let height = usize::from(area.height);
    let skip = (chosen + 1).saturating_sub(height);
    for (n, (item, fit)) in items.enumerate().skip(skip).take(height) {
        let here = n == chosen;
        let row = Rect { y: area.y + u16::try_from(n - skip).unwrap_or(0), height: 1, ..area };
        let mark = if here { glyphs.pick("› ", "> ") } else { "  " };
        let style = if here { theme.ui.selection } else { theme.ui.text };
        // On the ground of the choice its own ink reads best.
        let found = if here { style } else { theme.ui.accent };
        let mut spans = vec![Span::styled(mark, found)];
        let room = usize::from(area.width).saturating_sub(2);
        spans.extend(matched::spans(item, &fit.letters, room, (style, found)));
        frame.render_widget(Paragraph::new(Line::from(spans)).style(style), row);
    }
}
