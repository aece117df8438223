//! The step that `ci-tui kernel` is running.

use std::fmt::Write as _;

use crate::engine::{Display, Language};

/// The step that runs, and what it gave so far.
#[derive(Debug)]
pub(super) struct Current {
    pub(super) n: u32,
    pub(super) lang: Language,
    pub(super) output: String,
    /// Bytes left out since the last text.
    pub(super) omitted: u64,
    pub(super) display: Vec<Display>,
    /// Whether it waits for input.
    pub(super) asking: bool,
}

impl Current {
    /// One that has just begun.
    pub(super) fn new(n: u32, lang: Language) -> Self {
        Self { n, lang, output: String::new(), omitted: 0, display: Vec::new(), asking: false }
    }

    /// Says in the output how much is left out at this place.
    pub(super) fn note_omission(&mut self) {
        let bytes = std::mem::take(&mut self.omitted);
        if bytes > 0 {
            let _ = write!(self.output, "\n[... {bytes} bytes omitted ...]\n");
        }
    }
}
