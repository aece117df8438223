//! Streamed words in pieces that a screen reader reads well: whole lines and sentences, else whole words.

use std::time::{Duration, Instant};

/// Longest time that words wait for the end of their sentence.
const PATIENCE: Duration = Duration::from_secs(2);
/// Bytes of an unfinished sentence that are enough to be read.
const ENOUGH: usize = 160;

/// Text on its way, held back to the end of a sentence.
#[derive(Debug, Default)]
pub(super) struct Pace {
    held: String,
    since: Option<Instant>,
}

impl Pace {
    /// Takes in more; returns what is ready to be read.
    pub(super) fn push(&mut self, text: &str, now: Instant) -> String {
        self.held.push_str(text);
        let ready = cut(&self.held);
        let out: String = self.held.drain(..ready).collect();
        match (self.held.is_empty(), out.is_empty()) {
            (true, _) => self.since = None,
            (false, false) => self.since = Some(now),
            (false, true) => self.since = self.since.or(Some(now)),
        }
        out
    }

    /// When words have waited long enough.
    pub(super) fn due(&self) -> Option<Instant> {
        self.since.map(|since| since + PATIENCE)
    }

    /// Whole words that have waited too long.
    pub(super) fn overdue(&mut self, now: Instant) -> String {
        if self.due().is_none_or(|due| now < due) {
            return String::new();
        }
        let end = self.held.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let end = self.held.ceil_char_boundary(end);
        // A single word goes on waiting.
        self.since = (end < self.held.len()).then_some(now);
        self.held.drain(..end).collect()
    }

    /// All that is left.
    pub(super) fn finish(&mut self) -> String {
        self.since = None;
        std::mem::take(&mut self.held)
    }
}

/// Up to where a text can be read: the end of a line or sentence, or of a word where it is long.
fn cut(text: &str) -> usize {
    let mut ends = 0;
    let mut word = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let behind = at + c.len_utf8();
        let blank = letters.peek().map(|(_, next)| *next).filter(|next| next.is_whitespace());
        match c {
            '\n' | '。' | '！' | '？' => ends = behind,
            '.' | '!' | '?' | ':' => ends = blank.map_or(ends, |blank| behind + blank.len_utf8()),
            c if c.is_whitespace() => word = behind,
            _ => {}
        }
    }
    if text.len() - ends > ENOUGH { word.max(ends) } else { ends }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_come_whole_and_long_ones_in_words() {
        let now = Instant::now();
        let mut pace = Pace::default();
        assert_eq!(pace.push("Let me s", now), "");
        assert_eq!(pace.push("ee. It is 3.1", now), "Let me see. ");
        assert_eq!(pace.push("4!\nAnd", now), "It is 3.14!\n");
        assert_eq!(pace.overdue(now), "");
        assert_eq!(pace.overdue(now + PATIENCE), "");
        pace.push(" more to", now);
        assert_eq!(pace.overdue(now + 3 * PATIENCE), "And more ");
        assert_eq!(pace.finish(), "to");
        let long = "word ".repeat(40);
        assert_eq!(pace.push(&(long.clone() + "begun"), now), long);
        assert_eq!(pace.push("。", now), "begun。");
    }
}
