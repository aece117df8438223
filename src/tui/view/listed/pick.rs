//! A short list to choose from: a mark at the chosen row, and the letters that fit.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};

use crate::tui::fuzzy::Fit;
use crate::tui::theme::Theme;
use crate::tui::widget::glyphs::Glyphs;
use crate::tui::widget::text;

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
        let mut spans = vec![Span::styled(mark, if here { style } else { theme.ui.accent })];
        let found = found.add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
        spans.extend(marked(item, fit, usize::from(area.width).saturating_sub(2), (style, found)));
        frame.render_widget(Paragraph::new(Line::from(spans)).style(style), row);
    }
}

/// A text in one row, the letters that fit in a style of their own.
fn marked(
    item: &str,
    fit: &Fit,
    room: usize,
    (usual, found): (Style, Style),
) -> Vec<Span<'static>> {
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut used = 0;
    for (n, c) in item.chars().enumerate() {
        let c = if c.is_control() { ' ' } else { c };
        let shown = text::sanitize(c.encode_utf8(&mut [0; 4])).into_owned();
        used += text::width(&shown);
        if used > room {
            break;
        }
        let fits = fit.letters.binary_search(&n).is_ok();
        let style = if fits { found } else { usual };
        match spans.last_mut() {
            Some(last) if last.style == style => last.content.to_mut().push_str(&shown),
            _ => spans.push(Span::styled(shown, style)),
        }
    }
    spans
}
