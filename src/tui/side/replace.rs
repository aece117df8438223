//! Replacing over steps: each change is looked at as a diff before anything comes of it.

use std::hash::{DefaultHasher, Hasher as _};

use super::{Find, Pattern};
use crate::engine::{Language, State, StepId, Verdict};
use crate::tui::scroll::Scroll;

/// Steps that one replacing may change.
const CHANGED: usize = 100;

/// One step as it was, and as it would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Which step.
    pub step: StepId,
    /// Which kernel runs it.
    pub lang: Language,
    /// Its code.
    pub before: String,
    /// Its code with the words replaced.
    pub after: String,
    /// Whether it still waits for a decision, so that it can be changed in place.
    pub waits: bool,
    /// Whether it is left as it is.
    pub left_out: bool,
    /// Whether its diff has been on screen to its end.
    pub seen: bool,
}

/// The changes, and the one that is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacing {
    /// In the order of the steps.
    pub changes: Vec<Change>,
    /// The one that is looked at.
    pub at: usize,
    /// Where its diff stands.
    pub scroll: Scroll,
}

impl Replacing {
    /// What the words of the panel would change; `None` where that is nothing.
    #[must_use]
    pub fn of(find: &Find, state: &State) -> Option<Self> {
        let pattern = Pattern::new(find.pattern.text(), find.syntax).ok()?;
        let waits = state.proposal().map(|step| step.id);
        let mut changes = Vec::new();
        for step in state.transcript().steps() {
            let rejected = step.decision.as_ref().is_some_and(|d| d.verdict == Verdict::Rejected);
            if rejected || step.result.is_none() && waits != Some(step.id) {
                continue;
            }
            let after = pattern.replace(&step.code, find.with.text(), find.syntax);
            if after != step.code && changes.len() < CHANGED {
                let (before, lang) = (step.code.clone(), step.lang);
                let waits = waits == Some(step.id);
                let (left_out, seen) = (false, false);
                changes.push(Change { step: step.id, lang, before, after, waits, left_out, seen });
            }
        }
        (!changes.is_empty()).then(|| Self { changes, at: 0, scroll: Scroll::at_top() })
    }

    /// The change that is looked at.
    #[must_use]
    pub fn current(&self) -> Option<&Change> {
        self.changes.get(self.at)
    }

    /// Goes to another change.
    pub fn step(&mut self, by: isize) {
        let last = self.changes.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
        self.scroll = Scroll::at_top();
    }

    /// The end of the diff that is looked at has been on screen.
    pub fn was_seen(&mut self) {
        if let Some(change) = self.changes.get_mut(self.at) {
            change.seen = true;
        }
    }

    /// Goes to a change that would be made and was not seen to its end; says whether there is one.
    pub fn go_to_unseen(&mut self) -> bool {
        let unseen = |change: &Change| !change.left_out && !change.seen;
        let Some(at) = self.changes.iter().position(unseen) else { return false };
        if at == self.at {
            self.scroll.pages(1);
        } else {
            (self.at, self.scroll) = (at, Scroll::at_top());
        }
        true
    }

    /// The changes that are to be made.
    pub fn kept(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| !change.left_out)
    }
}

/// Tells a text from another one.
pub(super) fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(text.as_bytes());
    hasher.finish()
}
