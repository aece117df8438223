//! The UI side of the model process: effects in, events out.

use tokio::sync::mpsc::Sender;

use crate::config::{Config, Paths};
use crate::engine::{Event, Prompt, RequestId};

/// Owns the model process.
#[derive(Debug)]
pub struct ModelWorker {}

impl ModelWorker {
    /// A worker that reports to `outbox`; starts no process yet.
    #[must_use]
    pub fn new(_config: &Config, _paths: &Paths, _outbox: Sender<Event>) -> Self {
        Self {}
    }

    /// Ends the process that runs, if any, and starts one on `model`.
    pub fn load(&mut self, _model: String) {}

    /// Answers a prompt, after loading where that still goes on.
    pub fn generate(&mut self, _request: RequestId, _prompt: Prompt) {}

    /// Stops a request within one token.
    pub fn stop(&mut self, _request: RequestId) {}

    /// The model process, for the gauge.
    #[must_use]
    pub fn watch_pid(&self) -> tokio::sync::watch::Receiver<Option<u32>> {
        tokio::sync::watch::channel(None).1
    }

    /// Ends it.
    pub async fn shutdown(self) {}
}
