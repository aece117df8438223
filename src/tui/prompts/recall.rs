//! Earlier prompts to choose from, by what they contain.

use crate::engine::TurnId;
use crate::tui::fuzzy::{Fit, Fuzzy};
use crate::tui::line_edit::LineEdit;

/// Prompts that are looked through.
const MOST: usize = 5000;
/// Prompts that are listed.
const LISTED: usize = 200;

/// A prompt that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its words.
    pub text: String,
    /// The turn of this session to ask again from; `None` of a prompt of earlier days.
    pub turn: Option<TurnId>,
}

/// The list, what is typed and which is chosen.
#[derive(Debug, Clone, Default)]
pub struct Recall {
    items: Vec<Item>,
    /// What the prompt must contain.
    pub line: LineEdit,
    hits: Vec<(usize, Fit)>,
    /// The chosen one, by its place in the list.
    pub at: usize,
}

impl Recall {
    /// A list of these, the newest first.
    #[must_use]
    pub fn of(items: impl Iterator<Item = Item>) -> Self {
        let mut recall = Self { items: items.take(MOST).collect(), ..Self::default() };
        recall.search();
        recall
    }

    /// Looks again, after what is typed has changed.
    pub fn search(&mut self) {
        let mut fuzzy = Fuzzy::new(self.line.text());
        let fit = |(n, item): (usize, &Item)| fuzzy.fit(&item.text).map(|fit| (n, fit));
        self.hits = self.items.iter().enumerate().filter_map(fit).collect();
        // The sort is stable: of those that fit alike the newest stays first.
        self.hits.sort_by_key(|(_, fit)| std::cmp::Reverse(fit.score));
        self.hits.truncate(LISTED);
        self.at = 0;
    }

    /// Moves the choice, as far as there is one.
    pub fn choose(&mut self, by: isize) {
        let last = self.hits.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
    }

    /// What is chosen.
    #[must_use]
    pub fn chosen(&self) -> Option<&Item> {
        self.hits.get(self.at).map(|(n, _)| &self.items[*n])
    }

    /// The listed prompts with the letters that fit.
    pub fn listed(&self) -> impl Iterator<Item = (&Item, &Fit)> {
        self.hits.iter().map(|(n, fit)| (&self.items[*n], fit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_comes_first_and_a_better_fit_before_it() {
        let texts = ["plot the sales", "sum of sales.csv", "what is left"];
        let items = texts.map(|text| Item { text: text.into(), turn: None });
        let mut recall = Recall::of(items.into_iter());
        assert_eq!(recall.chosen().map(|item| item.text.as_str()), Some("plot the sales"));
        recall.line.insert("sums");
        recall.search();
        let listed: Vec<_> = recall.listed().map(|(item, _)| item.text.as_str()).collect();
        assert_eq!(listed, ["sum of sales.csv"]);
        recall.choose(5);
        assert_eq!(recall.at, 0);
    }
}
