//! A part of a text that is worth taking away as a whole: code, a table, a message.

use std::ops::Range;

/// Rows that belong together, and what they say without wraps and signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Where it is drawn.
    pub rows: Range<usize>,
    /// The text; cells of a table are parted by tabs.
    pub text: String,
}

impl Block {
    /// The same block so many rows lower.
    #[must_use]
    pub fn lower(self, by: usize) -> Self {
        Self { rows: self.rows.start + by..self.rows.end + by, text: self.text }
    }
}
