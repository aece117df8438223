//! Looks for words in a file piece by piece, so that other wishes are heard in between.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::sync::Arc;

use crate::engine::screen_text::ScreenText;
use crate::tui::scroll::Place;
use crate::tui::search::{Hit, MOST, Query};

/// Bytes looked at in one go.
const PIECE: usize = 1 << 20;
/// A longer line is looked at in parts.
const LONGEST: usize = 4 << 20;

/// Words to look for; none to stop.
pub type Wanted = Option<Arc<Query>>;

/// Lines of a file that contain words, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matches {
    /// The words.
    pub query: Arc<Query>,
    /// Where they stand; `entry` is 0, `line` a line of the file.
    pub hits: Vec<Hit>,
    /// How much of the file was looked at; 100 at the end.
    pub percent: u8,
}

/// A search on its way through a file.
pub(super) struct Finder {
    query: Arc<Query>,
    at: u64,
    bytes: u64,
    line: usize,
    /// The beginning of a line that the last piece cut.
    cut: Vec<u8>,
    found: usize,
    told: u8,
}

impl Finder {
    pub(super) fn new(query: Arc<Query>, bytes: u64) -> Self {
        Self { query, at: 0, bytes, line: 0, cut: Vec::new(), found: 0, told: 0 }
    }

    /// Looks at the next piece; what is new, and whether that was the last one.
    pub(super) fn piece(&mut self, file: &mut File) -> io::Result<(Option<Matches>, bool)> {
        file.seek(SeekFrom::Start(self.at))?;
        let room = usize::try_from(self.bytes - self.at).unwrap_or(PIECE).min(PIECE);
        let mut text = std::mem::take(&mut self.cut);
        let old = text.len();
        text.resize(old + room, 0);
        let read = file.read(&mut text[old..])?;
        text.truncate(old + read);
        self.at += read as u64;
        let last = read == 0 || self.at >= self.bytes;
        let whole = if last || text.len() > LONGEST {
            text.len()
        } else {
            text.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1)
        };
        let hits = self.look(&text[..whole]);
        self.found += hits.len();
        text.drain(..whole);
        self.cut = text;
        let over = last || self.found >= MOST;
        let done = self.at.saturating_mul(100) / self.bytes.max(1);
        let percent = if over { 100 } else { u8::try_from(done).unwrap_or(99).min(99) };
        let tells = over || !hits.is_empty() || percent != self.told;
        self.told = percent;
        let query = Arc::clone(&self.query);
        Ok((tells.then_some(Matches { query, hits, percent }), over))
    }

    /// Matches in whole lines.
    fn look(&mut self, text: &[u8]) -> Vec<Hit> {
        let mut hits = Vec::new();
        let ends = |text: &[u8]| text.iter().filter(|byte| **byte == b'\n').count();
        let mut from = 0;
        // Lines with escapes may hide the words or hold them in pieces. Each is looked for again only once passed.
        let (mut found, mut escaped) = (Some(0), Some(0));
        while from < text.len() && hits.len() < MOST {
            if found.is_some_and(|at| at <= from) {
                found = self.query.next_in(&text[from..]).map(|range| from + range.start);
            }
            if escaped.is_some_and(|at| at <= from) {
                let escape = |byte: &u8| matches!(byte, b'\x1b' | b'\r' | 8);
                escaped = text[from..].iter().position(escape).map(|at| from + at);
            }
            let Some(at) = [found, escaped].into_iter().flatten().min() else { break };
            let at = at - from;
            let start = text[from..from + at].iter().rposition(|byte| *byte == b'\n');
            let start = start.map_or(from, |at| from + at + 1);
            let end = text[start..].iter().position(|byte| *byte == b'\n');
            let end = end.map_or(text.len(), |at| start + at);
            self.line += ends(&text[from..start]);
            let place = Place { entry: 0, line: self.line };
            let count = self.count(&text[start..end]);
            hits.extend((0..count).map(|nth| Hit::new(place, nth)));
            let next = (end + 1).min(text.len());
            self.line += ends(&text[start..next]);
            from = next;
        }
        self.line += ends(&text[from..]);
        hits
    }

    /// How often a line contains the words, as a terminal would show it.
    fn count(&self, line: &[u8]) -> usize {
        if !line.iter().any(|byte| *byte < b' ' && *byte != b'\t') {
            return self.query.count_in(line);
        }
        let mut shown = ScreenText::new(1);
        shown.push(&String::from_utf8_lossy(line));
        let shown = shown.lines().next_back().map(|line| line.plain()).unwrap_or_default();
        self.query.find(&shown).count()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn found(text: &str, query: &str) -> Vec<usize> {
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(text.as_bytes()).expect("written");
        let query = Arc::new(Query::new(query).expect("words"));
        let mut finder = Finder::new(query, text.len() as u64);
        let mut lines = Vec::new();
        loop {
            let (matches, over) = finder.piece(&mut file).expect("read");
            lines.extend(matches.iter().flat_map(|m| &m.hits).map(|hit| hit.place().line));
            if over {
                assert_eq!(matches.map(|m| m.percent), Some(100));
                return lines;
            }
        }
    }

    #[test]
    fn words_are_found_across_pieces_with_their_lines() {
        let line =
            |n: usize| format!("{n} {}\n", if n % 50_000 == 7 { "Needle needle" } else { "hay" });
        let text: String = (0..400_000).map(line).collect();
        let wanted: Vec<usize> = (0..8).flat_map(|n| [n * 50_000 + 7; 2]).collect();
        assert_eq!(found(&text, "needle"), wanted);
        assert_eq!(found(&text, "Needle").len(), 8);
        assert_eq!(found(&text, "nothing"), Vec::<usize>::new());
    }

    #[test]
    fn words_are_found_as_the_screen_shows_them() {
        let text = "a\n\x1b[31mnee\x1b[0mdle\n[31m\nhidden\rneedle\nneedle";
        assert_eq!(found(text, "needle"), [1, 3, 4]);
        assert_eq!(found(text, "[31m"), [2]);
    }
}
