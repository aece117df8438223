//! The panel's frame, its line of what is shown, and where table and details stand.

use ratatui::Frame;
use ratatui::layout::{Margin, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};

use super::{detail, table};
use crate::engine::State;
use crate::model::stock::{Model, Order, words};
use crate::tui::panel::{Ask, Panel};
use crate::tui::screen::Screen;
use crate::tui::theme::Theme;
use crate::tui::view::composer::{self, Mask};
use crate::tui::view::pane::{self, Mood};
use crate::tui::widget::text;
use crate::words::{Locale, Note, Panel as Words, Title};

/// From this width on the details stand beside the table.
const WIDE: u16 = 132;
/// Cells that the details have there.
const BESIDE: u16 = 46;

/// Draws it over everything but the footer; returns the cursor of the filter.
pub(in crate::tui::view) fn draw(
    frame: &mut Frame<'_>,
    full: Rect,
    panel: &Panel,
    state: &State,
    screen: &Screen,
    theme: &Theme,
) -> Option<Position> {
    let area = Rect { height: full.height.saturating_sub(1), ..full };
    let area = area.inner(Margin::new(if full.width < 100 { 0 } else { full.width / 40 }, 0));
    frame.render_widget(Clear, area);
    let mood = if panel.ask.is_some() { Mood::Asks } else { Mood::Calm };
    let (shown, locale) = (panel.shown(), screen.locale);
    let note = match &panel.stock {
        Some(stock) if stock.cut => locale.text(Note::SearchCut),
        _ => "",
    };
    let inner = pane::frame(
        frame,
        area,
        locale.text(Title::Models),
        note,
        mood,
        true,
        (theme, screen.glyphs),
    );
    let (head, rest) = split(inner, 1);
    pane::rows(frame, head, [says(panel, &shown, usize::from(head.width), locale, theme)].iter());
    let asked =
        panel.ask.is_some().then(|| detail::needed(panel, rest.width, (state, screen), theme));
    let (list, below) = places(rest, asked);
    if shown.is_empty() {
        let words = if panel.stock.is_none() { Words::Looking } else { Words::NoneLike };
        pane::rows(frame, list, [Line::styled(locale.text(words), theme.ui.muted)].iter());
    } else {
        let place = panel.place(&shown);
        let lines = table::lines(&shown, place, (list.width, list.height), (state, screen), theme);
        pane::rows(frame, list, lines.iter());
    }
    let mut lines = Vec::new();
    let beside = below.y == list.y;
    if !beside {
        let (_, more) = table::window(shown.len(), panel.place(&shown), list.height);
        lines.push(rule(panel, more, usize::from(below.width), screen, theme));
    }
    let room = usize::from(below.height).saturating_sub(lines.len());
    lines.extend(detail::lines(panel, usize::from(below.width), room, (state, screen), theme));
    pane::rows(frame, below, lines.iter());
    if !panel.typing {
        return None;
    }
    frame.render_widget(Clear, head);
    frame.render_widget(Paragraph::new(Line::styled("/", theme.ui.accent)), head);
    let field = Rect { x: head.x + 1, width: head.width.saturating_sub(1), ..head };
    composer::line(frame, field, &panel.filter, Mask::Shown, theme)
}

fn split(area: Rect, rows: u16) -> (Rect, Rect) {
    let rows = rows.min(area.height);
    let rest = Rect { y: area.y + rows, height: area.height - rows, ..area };
    (Rect { height: rows, ..area }, rest)
}

/// Where the table stands, and where the details; a question takes the room that it needs.
fn places(area: Rect, asked: Option<u16>) -> (Rect, Rect) {
    if area.width >= WIDE {
        let width = area.width - BESIDE;
        let beside = Rect { x: area.x + width, width: BESIDE, ..area };
        return (Rect { width: width - 2, ..area }, beside);
    }
    let usual = (area.height / 2).clamp(4, 11);
    let most = area.height.saturating_sub(3).max(usual);
    let below = asked.map_or(usual, |rows| (rows + 1).clamp(usual, most)).min(area.height);
    split(area, area.height - below)
}

/// What is free, what is shown and in which order; or what is wrong with the user's own list.
fn says(
    panel: &Panel,
    shown: &[&Model],
    width: usize,
    locale: Locale,
    theme: &Theme,
) -> Line<'static> {
    let Some(stock) = &panel.stock else {
        return Line::styled(locale.text(Words::Searched), theme.ui.muted);
    };
    if let Some(problem) = &stock.problem {
        let words = text::sanitize(&problem.to_string()).replace('\n', " ");
        return Line::styled(text::clip(&words, width).into_owned(), theme.ui.danger);
    }
    let filter = panel.filter.text();
    let free = locale.fill(Words::Free, &[&words::megabytes(stock.available)]);
    let order = locale.fill(Words::SortedBy, &[&locale.text(by(panel.order))]);
    let count = if filter.is_empty() {
        locale.fill(Words::Count, &[&stock.models.len()])
    } else {
        locale.fill(Words::Filtered, &[&filter, &shown.len(), &stock.models.len()])
    };
    let look = if filter.is_empty() { theme.ui.muted } else { theme.ui.accent };
    let rest = format!(" · {order} · {free}");
    let room = width.saturating_sub(text::width(&count));
    Line::from(vec![
        Span::styled(text::clip(&count, width).into_owned(), look),
        Span::styled(text::clip(&rest, room).into_owned(), theme.ui.muted),
    ])
}

fn by(order: Order) -> Words {
    match order {
        Order::Suited => Words::Suited,
        Order::Name => Words::ByName,
        Order::Size => Words::BySize,
        Order::Memory => Words::ByMemory,
        Order::Speed => Words::BySpeed,
    }
}

/// The line between table and details; it says what is asked, or how much more there is.
fn rule(panel: &Panel, more: usize, width: usize, screen: &Screen, theme: &Theme) -> Line<'static> {
    let dash = screen.glyphs.pick("─", "-");
    match &panel.ask {
        None if more == 0 => Line::styled(dash.repeat(width), theme.ui.border),
        None => {
            let note = format!(" {} ", pane::below(more, screen.locale));
            let before = dash.repeat(width.saturating_sub(text::width(&note) + 1));
            Line::from(vec![
                Span::styled(before, theme.ui.border),
                Span::styled(note, theme.ui.muted),
                Span::styled(dash, theme.ui.border),
            ])
        }
        Some(ask) => {
            let what = match ask {
                Ask::Fetch(..) => Words::AskDownload,
                Ask::Remove(_) => Words::AskDelete,
            };
            let what = format!(" {} ", screen.locale.text(what));
            let rest = dash.repeat(width.saturating_sub(2 + text::width(&what)));
            Line::styled(format!("{}{what}{rest}", dash.repeat(2)), theme.ui.border_ask)
        }
    }
}
