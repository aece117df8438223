//! The table of contents: read entry by entry as the session grows, so that a long one costs no more than its end.

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use crate::engine::{Entry, State, StepId};
use crate::tui::line_edit::LineEdit;
use crate::tui::scroll::Scroll;

/// Letters of a prompt or heading that are kept.
const LETTERS: usize = 200;
/// Headings of one answer that are kept.
const HEADINGS: usize = 100;
/// Bytes of an answer that are looked through.
const LOOKED: usize = 1 << 18;

/// What a line of the contents stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A turn, by its prompt.
    Turn(String),
    /// A step.
    Step(StepId),
    /// A heading of an answer.
    Heading(Heading),
}

/// A heading of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// From 1.
    pub level: usize,
    /// Its words.
    pub text: String,
}

/// A line of the contents, and the chat entry it leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Which entry.
    pub entry: usize,
    /// What stands there.
    pub kind: Kind,
}

/// The contents of the session, and the line under the cursor.
#[derive(Debug, Default)]
pub struct Contents {
    /// All lines, in order.
    pub items: Vec<Item>,
    /// The line under the cursor; `None` follows the place that is looked at.
    pub chosen: Option<usize>,
    /// What lines must contain.
    pub filter: LineEdit,
    /// Whether the filter takes the keys.
    pub typing: bool,
    /// Entries that were read, and what the last of them was.
    read: (usize, u64),
}

impl Contents {
    /// Reads what has been added since; all of it where the session is another one.
    pub fn follow(&mut self, state: &State) {
        let entries = state.transcript().entries();
        let (read, last) = self.read;
        if read > entries.len() || read > 0 && mark(&entries[read - 1]) != last {
            self.items.clear();
            self.chosen = None;
            self.read = (0, 0);
        }
        for (at, entry) in entries.iter().enumerate().skip(self.read.0) {
            self.add(at, entry);
        }
        self.read = (entries.len(), entries.last().map_or(0, mark));
    }

    fn add(&mut self, entry: usize, what: &Entry) {
        match what {
            Entry::Prompt { text, .. } => {
                let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
                self.items.push(Item { entry, kind: Kind::Turn(short(first.trim())) });
            }
            Entry::Step(id) => self.items.push(Item { entry, kind: Kind::Step(*id) }),
            Entry::Reply { text, .. } => {
                let found = headings(text).into_iter();
                self.items.extend(found.map(|one| Item { entry, kind: Kind::Heading(one) }));
            }
            _ => {}
        }
    }

    /// The lines that the filter lets through, by their place in all.
    #[must_use]
    pub fn shown(&self, state: &State) -> Vec<usize> {
        let wanted = self.filter.text().to_lowercase();
        let all = self.items.iter().enumerate();
        all.filter(|(_, item)| wanted.is_empty() || says(item, state).contains(&wanted))
            .map(|(n, _)| n)
            .collect()
    }

    /// The line that is looked at now: that of the step that is shown, or of the chat's upmost entry.
    #[must_use]
    pub fn here(&self, browsed: Option<StepId>, chat: &Scroll) -> Option<usize> {
        if let Some(step) = browsed {
            return self.items.iter().rposition(|item| item.kind == Kind::Step(step));
        }
        match chat.top {
            None => self.items.len().checked_sub(1),
            Some(top) => {
                let behind = self.items.partition_point(|item| item.entry <= top.entry);
                Some(behind.saturating_sub(1)).filter(|_| !self.items.is_empty())
            }
        }
    }
}

/// Tells an entry from another one cheaply.
fn mark(entry: &Entry) -> u64 {
    let (kind, size) = match entry {
        Entry::Prompt { turn, text, .. } => (1, u64::from(turn.0) ^ ((text.len() as u64) << 20)),
        Entry::Reply { turn, text, .. } => (2, u64::from(turn.0) ^ ((text.len() as u64) << 20)),
        Entry::Step(id) => (3, u64::from(id.0)),
        Entry::Nudge { text, .. } => (4, text.len() as u64),
        Entry::Draft { text, .. } => (5, text.len() as u64),
        Entry::Taken { text, .. } => (6, text.len() as u64),
        Entry::Notice { text, .. } => (7, text.len() as u64),
        Entry::End { turn, .. } => (8, u64::from(turn.0)),
    };
    size << 4 | kind
}

/// What a line says, for the filter.
fn says(item: &Item, state: &State) -> String {
    match &item.kind {
        Kind::Turn(text) => text.to_lowercase(),
        Kind::Heading(heading) => heading.text.to_lowercase(),
        Kind::Step(id) => {
            let lang = state.transcript().step(*id).map_or("", |step| step.lang.name());
            format!("{} {lang}", id.0)
        }
    }
}

fn short(text: &str) -> String {
    text.chars().take(LETTERS).collect()
}

fn headings(reply: &str) -> Vec<Heading> {
    if !reply.contains('#') && !reply.contains("\n=") && !reply.contains("\n-") {
        return Vec::new();
    }
    let end = (0..=LOOKED.min(reply.len())).rev().find(|at| reply.is_char_boundary(*at));
    let mut found: Vec<Heading> = Vec::new();
    let mut open = None;
    for event in Parser::new(&reply[..end.unwrap_or(0)]) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => open = Some((level, String::new())),
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, words)) = &mut open {
                    words.push_str(&text);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some((level, words)) = open.take() {
                    found.push(Heading { level: number(level), text: short(words.trim()) });
                }
            }
            _ => {}
        }
        if found.len() >= HEADINGS {
            break;
        }
    }
    found
}

fn number(level: HeadingLevel) -> usize {
    level as usize
}
