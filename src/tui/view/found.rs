//! What a search found, on the screen: matches underlined, the one that is meant reversed, and the line below them.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};

use super::composer::{self, Mask};
use crate::tui::layout;
use crate::tui::screen::{Pane, Screen};
use crate::tui::scroll::Place;
use crate::tui::search::{Hit, Search, Stage, marks};
use crate::tui::theme::Theme;
use crate::tui::widget::text;
use crate::words::Reading;

/// Rows of one text on the screen, from a row on.
pub(super) struct Shown<'a> {
    /// Where the first of them stands in its pane.
    pub(super) place: Place,
    /// Whether each row has a place of its own; else they share that of the first.
    pub(super) apart: bool,
    pub(super) rows: Vec<&'a Line<'static>>,
    /// The row of the area that the first is drawn in.
    pub(super) y: u16,
}

/// Marks the matches of the pane's search in rows that were drawn.
pub(super) fn mark<'a>(
    frame: &mut Frame<'_>,
    area: Rect,
    texts: impl IntoIterator<Item = Shown<'a>>,
    pane: Pane,
    screen: &Screen,
    theme: &Theme,
) {
    let Some(search) = screen.search.as_ref().filter(|search| search.pane == pane) else { return };
    let Some(query) = &search.query else { return };
    let any =
        theme.ui.selection.remove_modifier(Modifier::REVERSED).add_modifier(Modifier::UNDERLINED);
    let meant = theme.ui.accent.add_modifier(Modifier::REVERSED | Modifier::BOLD);
    for shown in texts {
        let rows = shown.rows.iter().copied();
        for mark in marks(query, rows, area.width.into(), theme.ui.line_number) {
            let below = if shown.apart { mark.begins } else { 0 };
            let place = Place { line: shown.place.line + below, ..shown.place };
            let hit = Hit::new(place, mark.nth);
            let style = if search.current() == Some(hit) { meant } else { any };
            let row: String =
                shown.rows[mark.row].iter().map(|span| span.content.as_ref()).collect();
            let from = text::width(row.get(..mark.bytes.start).unwrap_or_default());
            let size = text::width(row.get(mark.bytes.clone()).unwrap_or_default());
            let y = area.y.saturating_add(shown.y).saturating_add(small(mark.row));
            paint(frame, area, (area.x.saturating_add(small(from)), y, small(size)), style);
        }
    }
}

fn small(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

fn paint(frame: &mut Frame<'_>, area: Rect, (x, y, width): (u16, u16, u16), style: Style) {
    let spot = Rect { x, y, width, height: 1 }.intersection(area);
    frame.buffer_mut().set_style(spot, style);
}

/// The search's line at the foot of its pane: what is typed, and which match this is. The cursor while it is typed.
pub(super) fn line(
    frame: &mut Frame<'_>,
    area: Rect,
    screen: &Screen,
    theme: &Theme,
) -> Option<Position> {
    let search = screen.search.as_ref()?;
    let bare = layout::is_bare(screen);
    let edge = u16::from(!bare) * 2;
    let room = area.width.saturating_sub(edge * 2);
    let foot =
        Rect { x: area.x + edge, y: area.bottom().saturating_sub(1), width: room, height: 1 };
    if room < 8 || area.height == 0 {
        return None;
    }
    let count = count(search, screen);
    let style = if search.is_over() && search.current().is_none() && search.query.is_some() {
        theme.ui.warning
    } else {
        theme.ui.notice
    };
    let count = text::clip(&count, usize::from(room / 2)).into_owned();
    let said = if count.is_empty() { 0 } else { small(text::width(&count)) + 2 };
    let typed = small(text::width(search.line.text())) + 1;
    let field = (room - said - 3).min(if search.stage == Stage::Typing { room } else { typed });
    frame.render_widget(Clear, Rect { width: field + 3 + said, ..foot });
    let sign = Span::styled(" / ", theme.ui.key);
    frame.render_widget(Paragraph::new(Line::from(sign)), Rect { width: 3, ..foot });
    let place = Rect { x: foot.x + 3, width: field, ..foot };
    let cursor = composer::line(frame, place, &search.line, Mask::Shown, theme);
    let said = Rect { x: place.right(), width: said, ..foot };
    frame.render_widget(Paragraph::new(Line::styled(format!("{count} "), style)), said);
    cursor.filter(|_| search.stage == Stage::Typing)
}

/// `3 of 41`, as far as is known.
fn count(search: &Search, screen: &Screen) -> String {
    let locale = screen.locale;
    if search.query.is_none() {
        return String::new();
    }
    let (at, of) = search.count();
    let more = if search.is_full() { "+" } else { "" };
    let found = match (of, search.is_over()) {
        (0, true) => return locale.text(Reading::NoMatch).to_owned(),
        (0, false) => String::new(),
        _ => locale.fill(Reading::Matches, &[&at, &format!("{of}{more}")]),
    };
    match search.progress() {
        Some(percent) => {
            let going = locale.fill(Reading::Searching, &[&percent]);
            if found.is_empty() { going } else { format!("{found} · {going}") }
        }
        None => found,
    }
}
