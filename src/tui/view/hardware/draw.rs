//! The view in its frame: one column, or two from a certain width on; plots as high as fits.

use ratatui::Frame;
use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::pen::Pen;
use super::{graphics, machine, model};
use crate::engine::State;
use crate::tui::screen::Screen;
use crate::tui::scroll::Scroll;
use crate::tui::theme::Theme;
use crate::tui::view::pane::{self, Mood};
use crate::tui::widget::{text as cells, wrap};
use crate::words::{Locale, Machine, Title};

/// From this width on the machine stands beside the model.
const WIDE: usize = 108;
/// Columns between them.
const GAP: usize = 3;
/// Wider columns only make bars longer.
const COLUMN: usize = 100;
/// Rows of the highest plot.
const HIGH: usize = 5;

/// Draws the view over everything but the footer, and returns its settled position.
pub(in crate::tui::view) fn draw(
    frame: &mut Frame<'_>,
    full: Rect,
    scroll: Scroll,
    state: &State,
    screen: &Screen,
    theme: &Theme,
) -> Scroll {
    let area = area(full);
    frame.render_widget(Clear, area);
    let (width, height) = inside(area);
    let rows = rows(state, screen, theme, (width, height));
    let (settled, first) = scroll.settle(rows.len(), height);
    let rest = rows.len().saturating_sub(first + height);
    let note = pane::below(rest, screen.locale);
    let title = screen.locale.text(Title::Hardware);
    let inner = pane::frame(frame, area, title, &note, Mood::Calm, true, (theme, screen.glyphs));
    let inner = inner.inner(Margin::new(1, 0));
    pane::rows(frame, inner, rows.iter().skip(first));
    settled
}

/// What it says, as text; it is drawn again only when this changes.
pub(in crate::tui::view) fn text(state: &State, screen: &Screen, theme: &Theme) -> String {
    let full = Rect::new(0, 0, screen.size.width, screen.size.height);
    let rows = rows(state, screen, theme, inside(area(full)));
    rows.iter().flat_map(|row| row.spans.iter().map(|span| span.content.as_ref())).collect()
}

fn area(full: Rect) -> Rect {
    Rect { height: full.height.saturating_sub(1), ..full }
}

fn inside(area: Rect) -> (usize, usize) {
    (usize::from(area.width.saturating_sub(4)), usize::from(area.height.saturating_sub(2)))
}

fn rows(
    state: &State,
    screen: &Screen,
    theme: &Theme,
    (width, height): (usize, usize),
) -> Vec<Line<'static>> {
    let mut rows = advice(state, screen.locale, theme, width);
    let room = height.saturating_sub(rows.len());
    let pen = |width: usize| Pen {
        width: width.min(COLUMN),
        rows: 1,
        theme,
        glyphs: screen.glyphs,
        locale: screen.locale,
    };
    let of_model = |pen: Pen<'_>| model::rows(state, screen, pen);
    let of_machine = |pen: Pen<'_>| {
        let mut rows = machine::rows(state, pen);
        rows.extend(graphics::rows(state, pen));
        rows
    };
    if width < WIDE {
        let both = |pen: Pen<'_>| [of_model(pen), of_machine(pen)].concat();
        rows.extend(highest(both, pen(width), room));
        return rows;
    }
    let half = pen((width - GAP) / 2);
    let (left, right) = (highest(of_model, half, room), highest(of_machine, half, room));
    rows.extend(beside(left, right, half.width));
    rows
}

/// With plots as high as all of it fits.
fn highest<'a>(
    build: impl Fn(Pen<'a>) -> Vec<Line<'static>>,
    pen: Pen<'a>,
    room: usize,
) -> Vec<Line<'static>> {
    let tall = (2..=HIGH).rev().map(|rows| build(Pen { rows, ..pen }));
    tall.into_iter().find(|rows| rows.len() <= room).unwrap_or_else(|| build(pen))
}

fn beside(left: Vec<Line<'static>>, right: Vec<Line<'static>>, width: usize) -> Vec<Line<'static>> {
    let rows = left.len().max(right.len());
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    let row = |_| {
        let mut spans = left.next().unwrap_or_default().spans;
        let used: usize = spans.iter().map(|span| cells::width(&span.content)).sum();
        spans.push(Span::raw(" ".repeat((width + GAP).saturating_sub(used))));
        spans.extend(right.next().unwrap_or_default().spans);
        Line::from(spans)
    };
    (0..rows).map(row).collect()
}

/// What stands in the way, or that nothing does.
fn advice(state: &State, locale: Locale, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    let (text, style) = match state.advice() {
        Some(advice) if advice.urgent => (advice.text.clone(), theme.ui.warning),
        Some(advice) => (advice.text.clone(), theme.ui.notice),
        None => (locale.text(Machine::Clear).into(), theme.ui.muted),
    };
    let line = Line::from(Span::styled(cells::sanitize(&text).replace('\n', " "), style));
    wrap::wrap(&line, width, &[])
}
