//! Which messages of the chat are unfolded; everything long begins folded.

use std::collections::BTreeSet;

/// The unfolded messages, by their place in the transcript.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folds {
    open: BTreeSet<usize>,
    /// The one that a search has unfolded, which goes back when the search goes on.
    lent: Option<usize>,
}

impl Folds {
    /// Whether a message is shown as a whole.
    #[must_use]
    pub fn is_open(&self, at: usize) -> bool {
        self.lent == Some(at) || self.open.contains(&at)
    }

    /// Folds or unfolds a message.
    pub fn turn(&mut self, at: usize) {
        let open = self.is_open(at);
        self.lent.take_if(|lent| *lent == at);
        if open {
            self.open.remove(&at);
        } else {
            self.open.insert(at);
        }
    }

    /// Unfolds a message for as long as a search stands there.
    pub fn lend(&mut self, at: Option<usize>) {
        self.lent = at;
    }

    /// What a search has unfolded stays so.
    pub fn keep_lent(&mut self) {
        self.open.extend(self.lent.take());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_search_unfolds_is_folded_again_unless_it_ends_there() {
        let mut folds = Folds::default();
        folds.lend(Some(3));
        folds.lend(Some(5));
        assert!(folds.is_open(5) && !folds.is_open(3));
        folds.keep_lent();
        folds.lend(None);
        assert!(folds.is_open(5));
        folds.turn(5);
        assert!(!folds.is_open(5));
    }
}
