//! The palette: what was typed, what fits it, its key, and why something cannot be done now.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};

use super::composer::{self, Mask};
use super::pane::{self, Mood};
use crate::engine::State;
use crate::tui::keymap::Context;
use crate::tui::palette::{Palette, Row};
use crate::tui::screen::Screen;
use crate::tui::theme::Theme;
use crate::tui::widget::{matched, text};
use crate::words::{PaletteText, Title as PaneTitle};

/// Widest palette.
const WIDE: u16 = 92;
/// Most lines in sight.
const LINES: u16 = 16;

/// Draws the palette over everything but the footer; returns the cursor of what is typed.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    full: Rect,
    palette: &Palette,
    state: &State,
    screen: &Screen,
    theme: &Theme,
) -> Option<Position> {
    let rows = palette.rows(screen, state);
    let total = Palette::total(screen, state);
    let area = place(full, total);
    frame.render_widget(Clear, area);
    let looks = (theme, screen.glyphs);
    let title = screen.locale.text(PaletteText::Title);
    let note = screen.locale.fill(PaletteText::Count, &[&rows.len(), &total]);
    let inner = pane::frame(frame, area, title, &note, Mood::Calm, true, looks);
    let [head, list] = split(inner);
    let sign = screen.glyphs.pick("› ", "> ");
    frame.render_widget(Paragraph::new(Line::styled(sign, theme.ui.user)), head);
    let field = Rect { x: head.x + 2.min(head.width), width: head.width.saturating_sub(2), ..head };
    let cursor = composer::line(frame, field, &palette.filter, Mask::Shown, theme);
    let height = usize::from(list.height);
    let chosen = palette.chosen.min(rows.len().saturating_sub(1));
    let first = (chosen + 1).saturating_sub(height);
    let width = usize::from(list.width);
    let mut lines: Vec<Line<'static>> = rows
        .iter()
        .enumerate()
        .skip(first)
        .take(height)
        .map(|(n, row)| line(row, n == chosen, width, screen, theme))
        .collect();
    if rows.is_empty() {
        lines.push(Line::styled(screen.locale.text(PaletteText::Nothing), theme.ui.warning));
    }
    pane::rows(frame, list, lines.iter());
    cursor
}

/// In the middle, from the second row on; as high as it needs to be, and no higher while it is narrowed.
fn place(full: Rect, lines: usize) -> Rect {
    let below = full.height.saturating_sub(1);
    let width = full.width.min(WIDE);
    let wanted = u16::try_from(lines).unwrap_or(LINES).min(LINES) + 3;
    let height = wanted.min(below);
    let y = u16::from(below > height + 2);
    Rect { x: full.x + (full.width - width) / 2, y: full.y + y, width, height }
}

fn split(inner: Rect) -> [Rect; 2] {
    let head = Rect { height: inner.height.min(1), ..inner };
    let list = Rect { y: inner.y + head.height, height: inner.height - head.height, ..inner };
    [head, list]
}

/// One line: the sign of the cursor, the words, then the name in the composer and the key at the right.
fn line(row: &Row, chosen: bool, width: usize, screen: &Screen, theme: &Theme) -> Line<'static> {
    let (plain, aside) = match (chosen, row.why_not.is_some()) {
        (true, _) => (theme.ui.selection, theme.ui.selection),
        (false, true) => (theme.ui.faint, theme.ui.faint),
        (false, false) => (theme.ui.text, theme.ui.muted),
    };
    let key = key(row, screen);
    let slash = row.slash.map(|name| format!("/{name}")).unwrap_or_default();
    let right = match row.why_not {
        Some(why) => why.to_owned(),
        None if slash.is_empty() => key.clone(),
        None if key.is_empty() => slash,
        None => format!("{slash}  {key}"),
    };
    let right = text::clip(&right, width / 2).into_owned();
    let room = width.saturating_sub(text::width(&right) + 4);
    let words = text::clip(&row.text, room).into_owned();
    let marked = if chosen { Style::default() } else { theme.ui.accent };
    let mut spans = vec![Span::styled(if chosen { "> " } else { "  " }, plain)];
    spans.extend(matched::spans(&words, &row.letters, room, (plain, marked)));
    let gap = width.saturating_sub(2 + text::width(&words) + text::width(&right));
    spans.push(Span::styled(" ".repeat(gap), plain));
    let style =
        if chosen || row.why_not.is_some() || key.is_empty() { aside } else { theme.ui.key };
    match right.strip_suffix(key.as_str()).filter(|_| row.why_not.is_none() && !key.is_empty()) {
        Some(before) => {
            spans.push(Span::styled(before.to_owned(), aside));
            spans.push(Span::styled(key, style));
        }
        None => spans.push(Span::styled(right, aside)),
    }
    Line::from(spans)
}

/// The key; where it works in another pane only, with that pane.
fn key(row: &Row, screen: &Screen) -> String {
    match &row.key {
        Some((key, None)) => key.to_string(),
        Some((key, Some(context))) => format!("{}: {key}", screen.locale.text(place_of(*context))),
        None => String::new(),
    }
}

fn place_of(context: Context) -> PaneTitle {
    match context {
        Context::Approval | Context::Code => PaneTitle::CodePane,
        Context::Running | Context::Output => PaneTitle::OutputPane,
        Context::Composer => PaneTitle::Ask,
        _ => PaneTitle::ChatPane,
    }
}
