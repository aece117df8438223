//! The UI side of the kernels: effects in, events out; one runner process a language, started when first needed.

use std::path::Path;

use tokio::sync::mpsc::Sender;

use crate::config::Config;
use crate::engine::{Event, Language, StepId};

/// Owns the runner processes.
#[derive(Debug)]
pub struct Kernels {}

impl Kernels {
    /// Kernels that report to `outbox` and start in `cwd`; no process runs yet.
    #[must_use]
    pub fn new(_config: &Config, _cwd: &Path, _outbox: Sender<Event>) -> Self {
        Self {}
    }

    /// Runs approved code, starting the kernel if need be.
    pub fn run(&mut self, _step: StepId, _lang: Language, _code: String) {}

    /// Interrupts a step; each further call is harder.
    pub fn interrupt(&mut self, _step: StepId, _lang: Language) {}

    /// Answers a program that waits for input.
    pub fn answer(&mut self, _step: StepId, _lang: Language, _text: Option<String>) {}

    /// Starts a kernel afresh.
    pub fn restart(&mut self, _lang: Language) {}
}
