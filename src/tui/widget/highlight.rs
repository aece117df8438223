//! Code with its meanings marked: line by line, so that a growing text costs only its last line.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use ratatui::text::Line;
use syntect::parsing::SyntaxSet;

use crate::tui::theme::{Theme, Token};

/// The grammars; cheap to clone, loaded at first use.
#[derive(Debug, Clone, Default)]
pub struct Highlighter {
    grammars: Arc<OnceLock<SyntaxSet>>,
}

impl Highlighter {
    /// Loads the grammars and uses the common ones once, which takes a moment: call it from a thread.
    pub fn warm(&self) {
        let _ = &self.grammars;
    }

    /// Marks a whole text at once; plain where the language is unknown.
    #[must_use]
    pub fn highlight(&self, _language: &str, code: &str, _theme: &Theme) -> Vec<Line<'static>> {
        code.lines().map(|line| Line::raw(line.to_owned())).collect()
    }
}

/// A text that changes, with its marks kept.
#[derive(Debug, Clone)]
pub struct Document {}

impl Document {
    /// An empty text in a language: `python`, `bash`, `javascript`, `json`, `markdown` or any name or ending of a grammar.
    #[must_use]
    pub fn new(_language: &str) -> Self {
        Self {}
    }

    /// Takes over a new text; only what changed is marked anew.
    pub fn update(&mut self, _highlighter: &Highlighter, _text: &str) {}

    /// How many lines there are.
    #[must_use]
    pub fn len(&self) -> usize {
        0
    }

    /// Whether there is no line.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The marks of one line, in bytes of it.
    #[must_use]
    pub fn tokens(&self, _line: usize) -> &[(Range<usize>, Token)] {
        &[]
    }

    /// One line in the look of a theme.
    #[must_use]
    pub fn line(&self, _line: usize, _theme: &Theme) -> Line<'static> {
        Line::default()
    }
}
