//! What can be copied or folded, with letters beside it, while one of it is being chosen.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::chat::{Chat, Sight};
use super::output::{Block, Page};
use super::{entry, fold};
use crate::engine::{Entry, Step};
pub(super) use crate::tui::picking::Part;
use crate::tui::picking::{Picking, Purpose, What};
use crate::tui::screen::{Pane, Screen};
use crate::tui::theme::Theme;

fn purpose(screen: &Screen, pane: Pane) -> Option<Purpose> {
    screen.picking.as_ref().filter(|picking| picking.pane == pane).map(|picking| picking.purpose)
}

/// What an entry of the chat offers.
pub(super) fn of_entry(chat: &Chat<'_>, sight: &Sight<'_>, screen: &Screen) -> Vec<Part> {
    let Some(purpose) = purpose(screen, Pane::Chat) else { return Vec::new() };
    if sight.rows.is_empty() {
        return Vec::new();
    }
    let laid = entry::laid(chat, sight.entry);
    if purpose == Purpose::Fold {
        let part = Part { y: first_text(sight), what: What::Message(sight.entry) };
        return if laid.folds { vec![part] } else { Vec::new() };
    }
    let mut parts = Vec::new();
    if let Some(text) = message(chat, sight.entry) {
        parts.push(Part { y: first_text(sight), what: What::Text(text) });
    }
    let end = sight.first + sight.rows.len();
    let is_step =
        matches!(chat.state.transcript().entries().get(sight.entry), Some(Entry::Step(_)));
    for block in laid.blocks {
        let seen = block.rows.start < end && block.rows.end > sight.first;
        if seen && !is_step && !block.text.is_empty() {
            let row = block.rows.start.max(sight.first) - sight.first;
            let y = sight.y.saturating_add(u16::try_from(row).unwrap_or(u16::MAX));
            parts.push(Part { y, what: What::Text(block.text) });
        }
    }
    parts
}

/// The first row that is not blank.
fn first_text(sight: &Sight<'_>) -> u16 {
    let blank = sight.rows.iter().take_while(|row| row.width() == 0).count();
    let blank = if blank == sight.rows.len() { 0 } else { blank };
    sight.y.saturating_add(u16::try_from(blank).unwrap_or(0))
}

/// The text of a message as it was written.
pub(super) fn message(chat: &Chat<'_>, at: usize) -> Option<String> {
    match chat.state.transcript().entries().get(at)? {
        Entry::Prompt { text, .. }
        | Entry::Reply { text, .. }
        | Entry::Taken { text, .. }
        | Entry::Notice { text, .. } => Some(text.trim().to_owned()),
        Entry::Step(id) => {
            let step = chat.state.transcript().step(*id)?;
            (!step.output.is_empty()).then(|| fold::plain(step))
        }
        Entry::Nudge { .. } | Entry::Draft { .. } | Entry::End { .. } => None,
    }
    .filter(|text| !text.is_empty())
}

/// What the output pane offers: what was printed, then each thing below it.
pub(super) fn of_output(page: &Page, blocks: &[Block], step: &Step, screen: &Screen) -> Vec<Part> {
    if purpose(screen, Pane::Output).is_none() {
        return Vec::new();
    }
    let mut parts = Vec::new();
    let y = |row: usize| u16::try_from(row).unwrap_or(u16::MAX);
    let mut begin = page.printed;
    if page.lines.first().is_some_and(|first| *first < begin) && !step.output.is_empty() {
        parts.push(Part { y: 0, what: printed(step) });
    }
    for block in blocks {
        let end = begin + block.rows.len();
        let row = page.lines.iter().position(|line| (begin..end).contains(line));
        if let Some(row) = row.filter(|_| !block.text.is_empty()) {
            parts.push(Part { y: y(row), what: What::Text(block.text.clone()) });
        }
        begin = end;
    }
    parts
}

/// What a step printed, or where that is, if it is more than memory holds.
pub(in crate::tui) fn printed(step: &Step) -> What {
    match step.output.file() {
        Some(file) if step.output.omitted() > 0 => What::Filed(file.path.clone()),
        _ => What::Text(fold::plain(step)),
    }
}

/// Draws the letters; a choice of one is none.
pub(super) fn letters(
    frame: &mut Frame<'_>,
    inner: Rect,
    parts: &[Part],
    pane: Pane,
    screen: &Screen,
    theme: &Theme,
) {
    if purpose(screen, pane).is_none() || parts.len() < 2 {
        return;
    }
    let style = theme.ui.key.add_modifier(Modifier::REVERSED | Modifier::BOLD);
    let mut before = None;
    let mut x = 0;
    for (n, part) in parts.iter().enumerate() {
        let Some(letter) = Picking::letter_of(n) else { return };
        // Two that begin in one row stand side by side.
        x = if before == Some(part.y) { x + 2 } else { 0 };
        before = Some(part.y);
        let left = inner.x.saturating_sub(1).saturating_add(x);
        let spot = Rect::new(left, inner.y.saturating_add(part.y), 1, 1);
        let spot = spot.intersection(frame.area());
        if !spot.is_empty() {
            frame.buffer_mut().set_string(spot.x, spot.y, letter.to_string(), style);
        }
    }
}
