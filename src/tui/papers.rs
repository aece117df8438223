//! What a session can be written as, and where that goes.

/// A way to write a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// The conversation for people.
    Markdown,
    /// The steps for Jupyter.
    Notebook,
    /// The journal itself.
    Journal,
}

impl Paper {
    /// The ending of its files.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Notebook => "ipynb",
            Self::Journal => "jsonl",
        }
    }
}
