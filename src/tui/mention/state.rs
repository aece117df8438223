//! The list of paths below the composer's `@word`.

use std::sync::Arc;

use crate::tui::fuzzy::{Fit, Fuzzy};

/// Paths that are listed.
const LISTED: usize = 8;

/// What is known of the folder, and what fits the word at the cursor.
#[derive(Debug, Clone, Default)]
pub struct Mention {
    /// Every path below the working directory, once they were listed.
    paths: Option<Arc<Vec<String>>>,
    /// What stands behind the sign, where the cursor is; `None` where it stands elsewhere.
    word: Option<String>,
    hits: Vec<(String, Fit)>,
    /// The chosen one.
    pub at: usize,
    /// The word whose list was closed.
    closed: Option<String>,
}

impl Mention {
    /// Follows the word at the cursor; says whether the folder must be listed.
    pub fn follow(&mut self, word: Option<&str>) -> bool {
        if self.word.as_deref() == word {
            return false;
        }
        let begins = self.word.is_none();
        self.word = word.map(str::to_owned);
        if word.is_none() {
            self.closed = None;
        }
        self.search();
        begins && word.is_some()
    }

    /// Takes what was listed.
    pub fn take(&mut self, paths: Vec<String>) {
        self.paths = Some(Arc::new(paths));
        self.search();
    }

    fn search(&mut self) {
        self.hits.clear();
        self.at = 0;
        let (Some(word), Some(paths)) = (&self.word, &self.paths) else { return };
        let mut fuzzy = Fuzzy::new(word);
        let fits = paths.iter().filter_map(|path| Some((path, fuzzy.fit(path)?)));
        let mut fits: Vec<_> = fits.collect();
        fits.sort_by_key(|(path, fit)| (std::cmp::Reverse(fit.score), path.matches('/').count()));
        fits.truncate(LISTED);
        self.hits = fits.into_iter().map(|(path, fit)| (path.clone(), fit)).collect();
    }

    /// Whether the list is shown.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let Some(word) = &self.word else { return false };
        // A word that is complete needs no list.
        let done = matches!(self.hits.as_slice(), [(only, _)] if only == word);
        !self.hits.is_empty() && !done && self.closed.as_ref() != Some(word)
    }

    /// Closes the list until another word is typed.
    pub fn close(&mut self) {
        self.closed.clone_from(&self.word);
    }

    /// Moves the choice.
    pub fn choose(&mut self, by: isize) {
        let last = self.hits.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
    }

    /// What is typed behind the sign, and the path to put in its place.
    #[must_use]
    pub fn chosen(&self) -> Option<(&str, &str)> {
        let (path, _) = self.hits.get(self.at)?;
        Some((self.word.as_deref()?, path))
    }

    /// The listed paths with the letters that fit.
    pub fn listed(&self) -> impl Iterator<Item = (&str, &Fit)> {
        self.hits.iter().map(|(path, fit)| (path.as_str(), fit))
    }
}
