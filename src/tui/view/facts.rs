//! A page of facts, and a question: small boxes over the panes.

use ratatui::Frame;
use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::pane::{self, Mood};
use crate::engine::State;
use crate::tui::Action;
use crate::tui::asking::Asking;
use crate::tui::facts::Facts;
use crate::tui::keymap::Context;
use crate::tui::screen::Screen;
use crate::tui::scroll::Scroll;
use crate::tui::theme::Theme;
use crate::tui::widget::{text, wrap};
use crate::words::{HelpText, Question};

/// Widest box.
const WIDE: u16 = 80;

/// Draws a page of facts; returns its settled position.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    full: Rect,
    (facts, scroll): (Facts, Scroll),
    state: &State,
    screen: &Screen,
    theme: &Theme,
) -> Scroll {
    let width = full.width.min(WIDE);
    let inside = usize::from(width.saturating_sub(2).max(1));
    let facts_lines = facts.lines(state, screen.locale);
    let names = facts_lines.iter().map(|(name, _)| text::width(name)).max().unwrap_or(0);
    let mut lines = Vec::new();
    for (name, value) in &facts_lines {
        let pad = " ".repeat(names.saturating_sub(text::width(name)) + 2);
        let value = text::sanitize(value).replace('\n', " ");
        let room = inside.saturating_sub(names + 3).max(8);
        let parts = wrap::wrap(&Line::styled(value, theme.ui.text), room, &[]);
        for (n, part) in parts.into_iter().enumerate() {
            let head = if n == 0 { format!(" {name}{pad}") } else { " ".repeat(names + 3) };
            let spans = std::iter::once(Span::styled(head, theme.ui.muted)).chain(part.spans);
            lines.push(Line::from(spans.collect::<Vec<_>>()));
        }
    }
    let area = middle(full, width, lines.len());
    frame.render_widget(Clear, area);
    let height = usize::from(area.height.saturating_sub(2));
    let (settled, first) = scroll.settle(lines.len(), height);
    let rest = lines.len().saturating_sub(first + height);
    let note = if rest == 0 { String::new() } else { screen.locale.fill(HelpText::More, &[&rest]) };
    let looks = (theme, screen.glyphs);
    let title = screen.locale.text(facts.title());
    let inner = pane::frame(frame, area, title, &note, Mood::Calm, true, looks);
    pane::rows(frame, inner, lines.iter().skip(first));
    settled
}

/// Draws a question and the keys that answer it.
pub(super) fn ask(
    frame: &mut Frame<'_>,
    full: Rect,
    asked: &Asking,
    screen: &Screen,
    theme: &Theme,
) {
    let width = full.width.min(WIDE);
    let inside = usize::from(width.saturating_sub(4).max(1));
    let words = text::sanitize(&asked.words(screen.locale)).into_owned();
    let mut lines = wrap::wrap(&Line::styled(words, theme.ui.text), inside, &[]);
    let key = |run| {
        let key = screen.keymap.key_for(&[Context::Asks], run);
        key.map_or_else(|| "–".to_owned(), |key| key.to_string())
    };
    let (yes, no) = (key(Action::Confirm), key(Action::Cancel));
    lines.push(Line::default());
    let answer = screen.locale.fill(Question::Answer, &[&yes, &no]);
    lines.push(Line::styled(answer, theme.ui.border_ask));
    let area = middle(full, width, lines.len());
    frame.render_widget(Clear, area);
    let title = screen.locale.text(Question::Title);
    let looks = (theme, screen.glyphs);
    let inner = pane::frame(frame, area, title, "", Mood::Asks, true, looks);
    pane::rows(frame, inner.inner(Margin::new(1, 0)), lines.iter());
}

fn middle(full: Rect, width: u16, lines: usize) -> Rect {
    let below = full.height.saturating_sub(1);
    let height = u16::try_from(lines + 2).unwrap_or(below).min(below);
    let (x, y) = ((full.width - width) / 2, (below - height) / 3);
    Rect { x: full.x + x, y: full.y + y, width, height }
}
