//! A search as the screen holds it: its words, what was found, the match that is meant, and how far it has come.

use std::sync::Arc;

use super::Query;
use crate::tui::line_edit::LineEdit;
use crate::tui::screen::Pane;
use crate::tui::scroll::Place;

/// Matches beyond are not counted.
pub const MOST: usize = 50_000;

/// Where a match begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    entry: u32,
    line: u32,
    nth: u32,
}

impl Hit {
    /// The match that is number `nth` of those that begin at a place.
    #[must_use]
    pub fn new(place: Place, nth: usize) -> Self {
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { entry: small(place.entry), line: small(place.line), nth: small(nth) }
    }

    /// Where it begins.
    #[must_use]
    pub fn place(&self) -> Place {
        Place { entry: self.entry as usize, line: self.line as usize }
    }
}

/// Whether the words are still being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// They are.
    Typing,
    /// Keys go from match to match.
    Going,
}

/// A piece of looking.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Looked {
    /// What it depends on: with another one everything is looked at again.
    pub layout: u64,
    /// What was found, in order.
    pub hits: Vec<Hit>,
    /// Where to go on.
    pub next: usize,
    /// How much there is.
    pub of: usize,
}

/// Looking for words in one pane.
#[derive(Debug, Clone)]
pub struct Search {
    /// Where.
    pub pane: Pane,
    /// The words as they are typed.
    pub line: LineEdit,
    /// Whether they still are.
    pub stage: Stage,
    /// The words as they are looked for.
    pub query: Option<Arc<Query>>,
    /// Where the pane stood, from where the nearest match is meant.
    pub from: Place,
    hits: Vec<Hit>,
    current: Option<Hit>,
    layout: u64,
    next: usize,
    of: usize,
    /// How much of a file is still to be looked through, in percent; `None` where none is.
    pub file: Option<u8>,
}

impl Search {
    /// A search that begins where the pane stands.
    #[must_use]
    pub fn new(pane: Pane, from: Place) -> Self {
        Self {
            pane,
            line: LineEdit::default(),
            stage: Stage::Typing,
            query: None,
            from,
            hits: Vec::new(),
            current: None,
            layout: 0,
            next: 0,
            of: usize::MAX,
            file: None,
        }
    }

    /// Looks for what is typed now.
    pub fn renew(&mut self) {
        let query = Query::new(self.line.text()).map(Arc::new);
        if query != self.query {
            self.query = query;
            self.current = None;
            self.again();
        }
    }

    /// Looks at everything again; the match that was meant stays meant.
    pub fn again(&mut self) {
        self.hits.clear();
        (self.next, self.of, self.file) = (0, usize::MAX, None);
    }

    /// Where to go on looking.
    #[must_use]
    pub fn next(&self) -> usize {
        self.next
    }

    /// Whether something is still to be looked at by the screen itself.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.query.is_some() && self.next < self.of && !self.is_full()
    }

    /// Whether nothing is left to be looked at.
    #[must_use]
    pub fn is_over(&self) -> bool {
        !self.is_busy() && self.file.is_none()
    }

    /// How much was looked at, in percent, where that is not all.
    #[must_use]
    pub fn progress(&self) -> Option<u8> {
        if self.is_over() {
            return None;
        }
        let own = u8::try_from(self.next.saturating_mul(100) / self.of.max(1)).unwrap_or(99);
        Some(self.file.unwrap_or(own).min(99))
    }

    /// Whether there are more matches than are counted.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.hits.len() >= MOST
    }

    /// Whether this is the layout that was looked at so far.
    #[must_use]
    pub fn knows(&self, layout: u64) -> bool {
        self.layout == layout
    }

    /// Takes in a piece of looking; whether another match is meant now.
    pub fn take(&mut self, looked: Looked) -> bool {
        if self.layout != looked.layout {
            self.layout = looked.layout;
            self.again();
        }
        (self.next, self.of) = (looked.next, looked.of);
        self.add(looked.hits)
    }

    /// Takes in matches; whether another one is meant now.
    pub fn add(&mut self, hits: Vec<Hit>) -> bool {
        let room = MOST.saturating_sub(self.hits.len());
        let sorted = match (self.hits.last(), hits.first()) {
            (Some(last), Some(first)) => last < first,
            _ => true,
        };
        self.hits.extend(hits.into_iter().take(room));
        if !sorted {
            self.hits.sort_unstable();
            self.hits.dedup();
        }
        self.choose()
    }

    /// The nearest match from where the pane stood, downwards first.
    fn choose(&mut self) -> bool {
        if self.current.is_some_and(|current| self.hits.binary_search(&current).is_ok()) {
            return false;
        }
        if self.current.is_some() && !self.is_over() {
            return false;
        }
        let wanted = self.current.map_or(self.from, |current| current.place());
        let at = self.hits.partition_point(|hit| hit.place() < wanted);
        let below = self.hits.get(at);
        let before = || self.hits.last().filter(|_| self.is_over());
        let chosen = below.or_else(before).copied();
        let changed = chosen != self.current;
        self.current = chosen;
        changed && chosen.is_some()
    }

    /// Goes so many matches on, around the end.
    pub fn go(&mut self, by: isize) {
        let Some(last) = self.hits.len().checked_sub(1) else { return };
        let at = self.current.map_or(0, |current| {
            self.hits.binary_search(&current).unwrap_or_else(|at| at.min(last))
        });
        let next = match at.checked_add_signed(by) {
            None => last,
            Some(next) if next > last => 0,
            Some(next) => next,
        };
        self.current = self.hits.get(next).copied();
    }

    /// The match that is meant.
    #[must_use]
    pub fn current(&self) -> Option<Hit> {
        self.current
    }

    /// Its number from 1, and how many there are so far.
    #[must_use]
    pub fn count(&self) -> (usize, usize) {
        let at = self.current.and_then(|current| self.hits.binary_search(&current).ok());
        (at.map_or(0, |at| at + 1), self.hits.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(lines: &[usize]) -> Vec<Hit> {
        lines.iter().map(|line| Hit::new(Place { entry: 0, line: *line }, 0)).collect()
    }

    #[test]
    fn the_nearest_match_is_meant_and_going_on_leads_around_the_end() {
        let mut search = Search::new(Pane::Code, Place { entry: 0, line: 5 });
        search.line.insert("x");
        search.renew();
        let looked = Looked { layout: 1, hits: hits(&[1, 3]), next: 5, of: 10 };
        assert!(!search.take(looked));
        assert!(search.take(Looked { layout: 1, hits: hits(&[7, 9]), next: 10, of: 10 }));
        assert_eq!(search.count(), (3, 4));
        search.go(1);
        search.go(1);
        assert_eq!(search.count(), (1, 4));
        search.go(-1);
        assert_eq!(search.current(), hits(&[9]).pop());
        // Another layout: it stays with the match that is there again.
        search.take(Looked { layout: 2, hits: hits(&[9, 12]), next: 10, of: 10 });
        assert_eq!(search.count(), (1, 2));
    }

    #[test]
    fn without_a_match_below_the_last_one_above_is_meant() {
        let mut search = Search::new(Pane::Chat, Place { entry: 9, line: 0 });
        search.line.insert("x");
        search.renew();
        assert!(search.take(Looked { layout: 1, hits: hits(&[1, 3]), next: 4, of: 4 }));
        assert_eq!(search.count(), (2, 2));
    }
}
