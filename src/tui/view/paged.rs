//! Texts that a pane shows page by page, wherever their lines are.

use std::borrow::Cow;

use crate::engine::screen_text::{ScreenText, TextLine};
use crate::tui::whole::Pages;

/// A text whose lines have numbers.
pub(super) trait Paged {
    /// Number of lines.
    fn len(&self) -> usize;
    /// One of them.
    fn line(&self, at: usize) -> Option<Cow<'_, TextLine>>;
}

impl Paged for ScreenText {
    fn len(&self) -> usize {
        self.len()
    }

    fn line(&self, at: usize) -> Option<Cow<'_, TextLine>> {
        self.line(at)
    }
}

impl Paged for Pages {
    fn len(&self) -> usize {
        self.len()
    }

    fn line(&self, at: usize) -> Option<Cow<'_, TextLine>> {
        self.line(at)
    }
}
