//! The step that `ci-tui kernel` is running.

use std::fmt::Write as _;

use super::wire::Reply;
use crate::engine::output::OutputFile;
use crate::engine::{Display, Language, StepResult};

/// The step that runs, and what it gave so far.
#[derive(Debug)]
pub(super) struct Current {
    pub(super) n: u32,
    pub(super) lang: Language,
    pub(super) output: String,
    /// Bytes left out since the last text.
    pub(super) omitted: u64,
    /// Bytes left out in all.
    pub(super) left_out: u64,
    /// Where all of the output is kept.
    pub(super) file: Option<OutputFile>,
    pub(super) display: Vec<Display>,
    /// Whether it waits for input.
    pub(super) asking: bool,
}

impl Current {
    /// One that has just begun.
    pub(super) fn new(n: u32, lang: Language) -> Self {
        let (output, display) = (String::new(), Vec::new());
        Self { n, lang, output, omitted: 0, left_out: 0, file: None, display, asking: false }
    }

    /// The line that answers it.
    pub(super) fn done(mut self, result: StepResult) -> Reply {
        self.note_omission();
        let lacks = self.left_out > 0;
        let StepResult { status, result, error, traceback, cwd, duration_ms } = result;
        Reply::Done {
            n: self.n,
            status,
            output: self.output,
            omitted: lacks.then_some(self.left_out),
            output_file: self.file.filter(|_| lacks).map(|file| file.path),
            result,
            error,
            traceback,
            cwd,
            duration_ms,
            display: self.display,
        }
    }

    /// Says in the output how much is left out at this place.
    pub(super) fn note_omission(&mut self) {
        let bytes = std::mem::take(&mut self.omitted);
        self.left_out += bytes;
        if bytes > 0 {
            let _ = write!(self.output, "\n[... {bytes} bytes omitted ...]\n");
        }
    }
}
