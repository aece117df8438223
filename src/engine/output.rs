//! What a step printed, bounded: the head and the tail are kept, the middle is counted.

use serde::{Deserialize, Serialize};

/// Bytes kept from the beginning.
pub const HEAD: usize = 64 * 1024;
/// Bytes kept up to the end.
pub const TAIL: usize = 192 * 1024;

/// Where what a step printed is kept in full, while its session lasts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutputFile {
    /// A private file; gone with the session, or for newer ones.
    pub path: String,
    /// How much it holds, from the first byte on.
    pub bytes: u64,
    /// Whether that is everything so far.
    pub whole: bool,
}

/// Printed text in order, escapes included; never more than [`HEAD`] + 2 × [`TAIL`] bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    head: String,
    tail: String,
    omitted: u64,
    total: u64,
    /// Not for the journal: a later session does not find it.
    #[serde(skip)]
    file: Option<OutputFile>,
    /// How much had been printed when that was told.
    #[serde(skip)]
    filed: u64,
}

impl Output {
    /// The beginning.
    #[must_use]
    pub fn head(&self) -> &str {
        &self.head
    }

    /// The end, where the beginning alone does not hold everything.
    #[must_use]
    pub fn tail(&self) -> &str {
        &self.tail
    }

    /// Bytes dropped between head and tail.
    #[must_use]
    pub fn omitted(&self) -> u64 {
        self.omitted
    }

    /// Bytes printed in all; changes whenever the text does.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Where all of it is kept, if it is.
    #[must_use]
    pub fn file(&self) -> Option<&OutputFile> {
        self.file.as_ref()
    }

    /// How much had been printed when the file was told.
    #[must_use]
    pub fn filed(&self) -> u64 {
        self.filed
    }

    /// Whether nothing was printed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// What was printed behind the first `bytes`, as far as it is kept, in two parts.
    #[must_use]
    pub fn since(&self, bytes: u64) -> (&str, &str) {
        let cut = |text: &'_ str, start: u64| {
            let at = usize::try_from(bytes.saturating_sub(start)).unwrap_or(usize::MAX);
            ceil_boundary(text, at.min(text.len()))
        };
        let tail_starts = self.head.len() as u64 + self.omitted;
        (&self.head[cut(&self.head, 0)..], &self.tail[cut(&self.tail, tail_starts)..])
    }

    pub(in crate::engine) fn push(&mut self, text: &str) {
        self.total += text.len() as u64;
        let mut rest = text;
        if self.tail.is_empty() && self.omitted == 0 && self.head.len() < HEAD {
            let cut = floor_boundary(rest, HEAD - self.head.len());
            let (fits, over) = rest.split_at(cut);
            self.head.push_str(fits);
            rest = over;
        }
        self.tail.push_str(rest);
        // Trimmed only when twice too long, so that a flood costs amortised constant time a byte.
        if self.tail.len() > 2 * TAIL {
            let cut = line_start(&self.tail, self.tail.len() - TAIL);
            self.tail.drain(..cut);
            self.omitted += cut as u64;
        }
    }

    /// Counts bytes that were printed but never reached the engine; what stood before them is no end any more.
    pub(in crate::engine) fn skip(&mut self, bytes: u64) {
        self.omitted += bytes + self.tail.len() as u64;
        self.tail.clear();
        self.total += bytes;
    }

    pub(in crate::engine) fn keep(&mut self, file: Option<OutputFile>) {
        self.file = file;
        self.filed = self.total;
    }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The next line's start, so that no escape is cut in two; in an endless line, any character's.
fn line_start(text: &str, at: usize) -> usize {
    let at = ceil_boundary(text, at);
    let window = &text[at..ceil_boundary(text, at + 4096)];
    window.find('\n').map_or(at, |line| at + line + 1)
}

fn ceil_boundary(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_output_is_kept_whole() {
        let mut output = Output::default();
        output.push("a\n");
        output.push("b\n");
        assert_eq!((output.head(), output.tail(), output.omitted()), ("a\nb\n", "", 0));
    }

    #[test]
    fn what_came_since_is_told_from_head_and_tail() {
        let mut output = Output::default();
        output.push("abc");
        output.push("dé");
        assert_eq!(output.since(0), ("abcdé", ""));
        assert_eq!(output.since(3), ("dé", ""));
        assert_eq!(output.since(99), ("", ""));
        output.skip(10);
        output.push("xyz");
        assert_eq!(output.since(2), ("cdé", "xyz"));
        assert_eq!(output.since(output.total() - 1), ("", "z"));
    }

    #[test]
    fn a_flood_keeps_its_head_and_tail_and_counts_the_rest() {
        let mut output = Output::default();
        for n in 0..200_000 {
            output.push(&format!("line {n} ü\n"));
        }
        assert!(output.head().starts_with("line 0 ü\n"));
        assert!(output.tail().starts_with("line "));
        assert!(output.tail().ends_with("line 199999 ü\n"));
        let kept = (output.head().len() + output.tail().len()) as u64;
        assert_eq!(kept + output.omitted(), output.total());
        assert!(kept <= (HEAD + 2 * TAIL) as u64);
    }
}
