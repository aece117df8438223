//! Large pastes: one word stands for each in the composer, and all of it is sent.

use crate::words::{Composer, Locale};

/// Lines from which on a paste is folded.
const LINES: usize = 10;
/// Characters from which on it is.
const CHARACTERS: usize = 1000;
/// Pastes that are remembered; undo can bring an older word back, which then stands for itself.
const KEPT: usize = 32;

/// The words in the composer and what they stand for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pastes {
    kept: Vec<(String, String)>,
    count: usize,
}

impl Pastes {
    /// The word for a paste, if it is too large to be shown.
    pub fn fold(&mut self, text: &str, locale: Locale) -> Option<String> {
        let lines = text.lines().count();
        if lines < LINES && text.chars().count() < CHARACTERS {
            return None;
        }
        self.count += 1;
        let word = locale.fill(Composer::Pasted, &[&self.count, &lines]);
        if self.kept.len() == KEPT {
            self.kept.remove(0);
        }
        self.kept.push((word.clone(), text.to_owned()));
        Some(word)
    }

    /// The text with every paste in place of its word.
    #[must_use]
    pub fn unfold(&self, text: &str) -> String {
        // From left to right, so that what a paste holds is not read again.
        let mut whole = String::new();
        let mut rest = text;
        let next = |rest: &str| {
            let found = self.kept.iter().filter_map(|paste| Some((rest.find(&paste.0)?, paste)));
            found.min_by_key(|(at, _)| *at)
        };
        while let Some((at, (word, paste))) = next(rest) {
            whole.push_str(&rest[..at]);
            whole.push_str(paste);
            rest = &rest[at + word.len()..];
        }
        whole.push_str(rest);
        whole
    }

    /// The words that stand for pastes.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.kept.iter().map(|(word, _)| word.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_paste_is_one_word_and_comes_back_whole() {
        let mut pastes = Pastes::default();
        assert_eq!(pastes.fold("one\ntwo", Locale::En), None);
        let long = "line\n".repeat(40);
        let first = pastes.fold(&long, Locale::En).expect("a word");
        let second = pastes.fold(&format!("{long}{first}"), Locale::En).expect("a word");
        assert_eq!(first, "[paste 1: 40 lines]");
        let sent = pastes.unfold(&format!("Sum {first} and {second}."));
        assert_eq!(sent, format!("Sum {long} and {long}{first}."));
        assert_eq!(pastes.unfold("[paste 9: 40 lines]"), "[paste 9: 40 lines]");
    }
}
