//! Questions that wait for a yes before something that cannot be taken back lightly.

use super::papers::Paper;
use crate::words::{Locale, Question};

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asking {
    /// Whether every step may run unasked.
    AutoRun,
    /// Whether all turns may be taken back.
    Reset {
        /// How many there are.
        turns: usize,
    },
    /// Whether a file may be replaced.
    Overwrite {
        /// What would be written.
        paper: Paper,
        /// Where.
        path: String,
    },
}

impl Asking {
    /// The question in words.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        match self {
            Self::AutoRun => locale.text(Question::AutoRun).to_owned(),
            Self::Reset { turns } => locale.fill(Question::Reset, &[turns]),
            Self::Overwrite { path, .. } => locale.fill(Question::Overwrite, &[path]),
        }
    }
}
