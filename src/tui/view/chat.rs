//! The conversation: only rows in sight are built, whatever came before.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::cache::Rows;
use super::pane::{self, Mood};
use super::parts::{self, Part};
use super::{entry, found, status};
use crate::engine::{Phase, State};
use crate::tui::layout;
use crate::tui::screen::{Pane, Screen};
use crate::tui::scroll::{Place, Scroll, Wish};
use crate::tui::side::Seek;
use crate::tui::theme::Theme;
use crate::tui::widget::text;
use crate::words::{Note, Title};

/// Entries whose rows are counted to say how many rows are below.
const COUNTED: usize = 200;

/// The chat as a list of entries with rows, the growing reply last.
pub(super) struct Chat<'a> {
    pub(super) state: &'a State,
    pub(super) screen: &'a Screen,
    pub(super) theme: &'a Theme,
    pub(super) width: usize,
    /// Rows by which a growing reply moves up at once: row by row would paint everything again for each.
    pub(super) stride: usize,
    pub(super) look: Look,
}

/// How much of the messages is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// What is shown: what is folded stays so.
    Shown,
    /// All of it, without the colours of code: to be looked through.
    Whole,
}

impl<'a> Chat<'a> {
    /// The chat within an area.
    pub(super) fn within(
        inner: Rect,
        state: &'a State,
        screen: &'a Screen,
        theme: &'a Theme,
        look: Look,
    ) -> Self {
        let (width, stride) = (usize::from(inner.width.max(1)), pane::stride(inner.height.into()));
        Self { state, screen, theme, width, stride, look }
    }

    /// Whether a message is laid out as a whole.
    pub(super) fn is_open(&self, at: usize) -> bool {
        self.look == Look::Whole || self.screen.folds.is_open(at)
    }

    /// Lines of code in their colours, where those will be seen.
    pub(super) fn marked(&self, language: &str, code: &str) -> Vec<Line<'static>> {
        match self.look {
            Look::Shown => self.screen.cache.highlighter.highlight(language, code, self.theme),
            Look::Whole => {
                text::sanitize(code).split('\n').map(|line| Line::raw(line.to_owned())).collect()
            }
        }
    }

    fn len(&self) -> usize {
        let live = matches!(self.state.phase(), Phase::Thinking(_));
        self.state.transcript().entries().len() + usize::from(live)
    }

    fn rows(&self, at: usize) -> Rows {
        entry::rows(self, at)
    }

    /// The first row of the last page.
    fn end(&self, height: usize) -> Place {
        let mut missing = height;
        for entry in (0..self.len()).rev() {
            let rows = self.rows(entry).len();
            if rows >= missing {
                return Place { entry, line: rows - missing };
            }
            missing -= rows;
        }
        Place::default()
    }

    fn moved(&self, from: Place, by: isize) -> Place {
        let Place { mut entry, mut line } = from;
        let mut left = by.unsigned_abs();
        if by < 0 {
            while left > line {
                left -= line;
                if entry == 0 {
                    return Place::default();
                }
                entry -= 1;
                line = self.rows(entry).len();
            }
            return Place { entry, line: line - left };
        }
        loop {
            let rest = self.rows(entry).len().saturating_sub(line);
            if left < rest || entry + 1 >= self.len() {
                return Place { entry, line: line + left };
            }
            left -= rest;
            (entry, line) = (entry + 1, 0);
        }
    }

    fn settle(&self, scroll: Scroll, height: usize) -> (Scroll, Place) {
        if self.len() == 0 {
            return (Scroll { wish: Wish::Stay, ..scroll }, Place::default());
        }
        let end = self.end(height);
        if let (Wish::Around, Some(top)) = (scroll.wish, scroll.top) {
            let context = isize::try_from(height / 3).unwrap_or(0);
            let place = self.moved(self.valid(top), -context).min(end);
            return (Scroll { top: Some(place), wish: Wish::Stay }, place);
        }
        let by = scroll.wished(height);
        let from = scroll.top.map_or(end, |top| self.valid(top).min(end));
        let place = if by == 0 { from } else { self.moved(from, by).min(end) };
        let follows = place == end && (scroll.top.is_none() || by > 0);
        (Scroll { top: (!follows).then_some(place), wish: Wish::Stay }, place)
    }

    /// The place of the heading that the panel led to.
    fn sought(&self) -> Option<Scroll> {
        let Some(Seek::Words { entry, text }) = &self.screen.left.seek else { return None };
        if *entry >= self.len() {
            return None;
        }
        let says = |row: &Line<'_>| {
            let row: String = row.spans.iter().map(|span| span.content.as_ref()).collect();
            let row = row.trim().trim_start_matches('#').trim().to_owned();
            !row.is_empty() && (text.starts_with(&row) || row.starts_with(text.as_str()))
        };
        let line = self.rows(*entry).iter().position(says)?;
        Some(Scroll { top: Some(Place { entry: *entry, line }), wish: Wish::Stay })
    }

    /// A place from before the window changed.
    fn valid(&self, place: Place) -> Place {
        let entry = place.entry.min(self.len().saturating_sub(1));
        Place { entry, line: place.line.min(self.rows(entry).len().saturating_sub(1)) }
    }

    /// The rows from a place on, as many as fit, and what is below them.
    fn page(&self, from: Place, height: usize) -> (Vec<Rows>, String) {
        let (mut page, mut room, mut entry) = (Vec::new(), height + from.line, from.entry);
        while room > 0 && entry < self.len() {
            let rows = self.rows(entry);
            room = room.saturating_sub(rows.len());
            page.push(rows);
            entry += 1;
        }
        let shown: usize = page.iter().map(|rows| rows.len()).sum();
        let cut = shown.saturating_sub(height + from.line);
        let below = if self.len() - entry > COUNTED {
            self.screen.locale.fill(Note::MessagesBelow, &[&(self.len() - entry)])
        } else {
            let rest: usize = (entry..self.len()).map(|entry| self.rows(entry).len()).sum();
            pane::below(cut + rest, self.screen.locale)
        };
        (page, below)
    }
}

/// What drawing the chat found out.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub(super) scroll: Scroll,
    /// The place of the first row.
    pub(super) top: Place,
    /// What can be taken out of it, or folded, where that was asked for.
    pub(super) parts: Vec<Part>,
}

/// Draws the chat.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    state: &State,
    screen: &Screen,
    theme: &Theme,
) -> Drawn {
    let inner = layout::inside(area, Pane::Chat, screen);
    let height = usize::from(inner.height);
    let chat = Chat::within(inner, state, screen, theme, Look::Shown);
    let (scroll, from) = chat.settle(chat.sought().unwrap_or(screen.chat), height);
    let (page, below) = if height == 0 { Default::default() } else { chat.page(from, height) };
    let title = match state.model() {
        crate::engine::ModelStatus::Ready(info) => {
            screen.locale.fill(Title::ChatWith, &[&info.name])
        }
        _ => screen.locale.text(Title::ChatPane).to_owned(),
    };
    let look = (Pane::Chat, Mood::Calm);
    pane::of_workspace(frame, area, (&title, &below), look, screen, theme);
    if chat.len() == 0 {
        let welcome = status::welcome(state, screen, theme, chat.width);
        pane::rows(frame, inner, welcome.iter());
    }
    pane::rows(frame, inner, page.iter().flat_map(|rows| rows.iter()).skip(from.line));
    let in_sight = in_sight(&page, from, inner.height);
    found::mark(frame, inner, in_sight.iter().map(Sight::shown), Pane::Chat, screen, theme);
    let parts = in_sight.iter().flat_map(|sight| parts::of_entry(&chat, sight, screen));
    Drawn { scroll, top: from, parts: parts.collect() }
}

/// The rows of an entry that are on the screen.
pub(super) struct Sight<'a> {
    pub(super) entry: usize,
    /// The first of them within the entry, and where it is drawn.
    pub(super) first: usize,
    pub(super) y: u16,
    pub(super) rows: Vec<&'a Line<'static>>,
}

impl<'a> Sight<'a> {
    fn shown(&self) -> found::Shown<'a> {
        let place = Place { entry: self.entry, line: self.first };
        found::Shown { place, apart: true, rows: self.rows.clone(), y: self.y }
    }
}

fn in_sight(page: &[Rows], from: Place, height: u16) -> Vec<Sight<'_>> {
    let (mut sights, mut y) = (Vec::new(), 0_u16);
    for (n, rows) in page.iter().enumerate() {
        let first = if n == 0 { from.line } else { 0 };
        let room = usize::from(height.saturating_sub(y));
        let rows: Vec<_> = rows.iter().skip(first).take(room).collect();
        let taken = u16::try_from(rows.len()).unwrap_or(u16::MAX);
        sights.push(Sight { entry: from.entry + n, first, y, rows });
        y = y.saturating_add(taken);
    }
    sights
}
