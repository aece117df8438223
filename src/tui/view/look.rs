//! Looks for words in what a pane shows or could show, a bounded piece at a time.

use std::borrow::Cow;

use ratatui::layout::Rect;

use super::cache::key;
use super::chat::{Chat, Look};
use super::paged::Paged;
use super::{code, entry, output, status, step_line};
use crate::engine::{Entry, State};
use crate::tui::layout;
use crate::tui::screen::{Pane, Screen};
use crate::tui::scroll::Place;
use crate::tui::search::{Hit, Looked, Query, Search, marks};
use crate::tui::theme::Theme;

/// Bytes of messages that are looked over in one piece.
const BYTES: usize = 128 * 1024;
/// Bytes that laying a message out counts for besides its own.
const LAYING: usize = 2 * 1024;
/// Bytes of a message that is laid out count so many times.
const LAID: usize = 8;
/// Lines of output that are looked at in one piece.
const LINES: usize = 2_000;

/// The next piece of a search; what does not change between two pieces is its `layout`.
#[must_use]
pub fn look(state: &State, screen: &Screen, theme: &Theme, search: &Search) -> Looked {
    let areas = layout::areas(screen.size, screen);
    let area = match search.pane {
        Pane::Chat => areas.chat,
        Pane::Code => areas.code,
        Pane::Output => areas.output,
        Pane::Answer | Pane::Composer | Pane::Left => None,
    };
    let (Some(area), Some(query)) = (area, &search.query) else { return Looked::default() };
    let inner = layout::inside(area, search.pane, screen);
    match search.pane {
        Pane::Chat => in_chat((state, screen, theme), inner, search, query),
        Pane::Code => in_code((state, screen, theme), inner, search, query),
        _ => in_output((state, screen, theme), inner, search, query),
    }
}

type Scene<'a> = (&'a State, &'a Screen, &'a Theme);

fn in_chat(
    (state, screen, theme): Scene<'_>,
    inner: Rect,
    search: &Search,
    query: &Query,
) -> Looked {
    let layout = key(("chat", inner.width));
    let entries = state.transcript().entries();
    let chat = Chat::within(inner, state, screen, theme, Look::Whole);
    let mut at = if search.knows(layout) { search.next() } else { 0 };
    let (mut hits, mut spent) = (Vec::new(), 0);
    while at < entries.len() && spent < BYTES {
        let (bytes, possible) = weigh(&chat, at, &entries[at], query);
        spent += bytes;
        if possible {
            spent += LAYING + bytes * LAID;
            let rows = entry::laid(&chat, at).rows;
            let found = marks(query, &rows, chat.width, theme.ui.line_number);
            let begun = first_parts(&found);
            hits.extend(begun.map(|(line, nth)| Hit::new(Place { entry: at, line }, nth)));
        }
        at += 1;
    }
    Looked { layout, hits, next: at, of: entries.len() }
}

/// How many bytes an entry has, and whether the words can be among what it shows.
fn weigh(chat: &Chat<'_>, at: usize, entry: &Entry, query: &Query) -> (usize, bool) {
    let texts: Vec<Cow<'_, str>> = match entry {
        Entry::Prompt { text, .. } => vec![text.into()],
        Entry::Reply { text, .. } => {
            let step = entry::proposed(chat, at);
            let folded = step.map(|step| {
                step_line::folded(step, chat.screen.locale, chat.theme, true).to_string()
            });
            vec![text.into(), folded.unwrap_or_default().into()]
        }
        Entry::Step(id) => {
            let Some(step) = chat.state.transcript().step(*id) else { return (0, false) };
            let rows = step_line::rows(step, chat.screen.locale, chat.theme, chat.width);
            let said = rows.iter().map(ToString::to_string).collect::<Vec<_>>().concat();
            vec![step.output.head().into(), step.output.tail().into(), said.into()]
        }
        Entry::Nudge { text, .. } | Entry::Taken { text, .. } | Entry::Notice { text, .. } => {
            return (text.len(), true);
        }
        Entry::Draft { .. } | Entry::End { .. } => return (0, true),
    };
    let bytes = texts.iter().map(|text| text.len()).sum();
    (bytes, texts.iter().any(|text| query.may_be_in(text)))
}

fn in_code(
    (state, screen, theme): Scene<'_>,
    inner: Rect,
    search: &Search,
    query: &Query,
) -> Looked {
    let Some(step) = status::code_step(state, screen) else { return Looked::default() };
    let rows = code::shown(step, inner.width.max(1).into(), state, screen, theme);
    let layout = key(("code", inner.width, step.id, &step.code, rows.len()));
    if search.knows(layout) && search.next() > 0 {
        return Looked { layout, hits: Vec::new(), next: 1, of: 1 };
    }
    let found = marks(query, rows.iter(), inner.width.into(), theme.ui.line_number);
    let hits = first_parts(&found).map(|(line, nth)| Hit::new(Place { entry: 0, line }, nth));
    Looked { layout, hits: hits.collect(), next: 1, of: 1 }
}

fn in_output(
    (state, screen, theme): Scene<'_>,
    inner: Rect,
    search: &Search,
    query: &Query,
) -> Looked {
    let Some(step) = status::shown_step(state, screen) else { return Looked::default() };
    let room = (inner.width.max(1).into(), inner.height.into());
    let rows = output::rows_below(step, state, screen, theme, room);
    let read = screen.pages.as_ref().filter(|pages| pages.is_ready() && pages.is_of(step));
    let look = |printed: &dyn Paged, filed: usize, dropped: u64| {
        let behind = if rows.is_empty() { 0 } else { printed.len() };
        let layout = key(("output", inner.width, step.id, filed, dropped, (behind, rows.len())));
        let of = printed.len() + rows.len();
        let known = if search.knows(layout) { search.next() } else { 0 };
        // What was the last line may have grown since.
        let mut at = if known < of { known.saturating_sub(1) } else { known };
        at = at.max(filed).min(of);
        let to = (at + LINES).min(of);
        let mut hits = Vec::new();
        for line in at..to {
            let text = match printed.line(line) {
                Some(text) => text.plain(),
                None => rows[line - printed.len()].to_string(),
            };
            let found = query.find(&text).enumerate();
            hits.extend(found.map(|(nth, _)| Hit::new(Place { entry: 0, line }, nth)));
        }
        Looked { layout, hits, next: to, of }
    };
    match read {
        Some(pages) => look(pages, pages.filed(), 0),
        None => screen.cache.with_output(step.id, &step.output, screen.locale, |printed| {
            look(printed, 0, printed.dropped())
        }),
    }
}

/// The rows in which matches begin.
fn first_parts(found: &[crate::tui::search::Mark]) -> impl Iterator<Item = (usize, usize)> + '_ {
    found.iter().filter(|mark| mark.row == mark.begins).map(|mark| (mark.begins, mark.nth))
}
