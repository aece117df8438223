//! The contract of whatever runs a model inside the model process.

use super::cancel::Cancel;
use super::protocol::Task;
use super::reply::Reply;
use crate::engine::{ModelInfo, Prompt, Stats, StopCause};

/// Why a backend could not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Failure {
    /// The request failed; the next one may succeed.
    #[error("{0}")]
    Request(String),
    /// The backend is broken; only a new process helps.
    #[error("{0}")]
    #[cfg_attr(not(feature = "weights"), expect(dead_code, reason = "scripts do not break"))]
    Broken(String),
}

/// How much of a prompt there is to compute.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Work {
    /// Tokens of the whole rendered prompt.
    pub(super) prompt: u32,
    /// Those that the cache still holds from before.
    pub(super) cached: u32,
}

impl Work {
    /// Tokens to compute.
    #[must_use]
    pub(super) fn new_tokens(self) -> u32 {
        self.prompt.saturating_sub(self.cached)
    }
}

/// Runs one loaded model. One request at a time goes through `count`, `begin`, `prefill`, `generate`,
/// and may end after each of them: what was computed stays in the cache for the next one.
pub(super) trait Backend {
    /// The model as it is shown.
    fn info(&self) -> &ModelInfo;

    /// Tokens of each message with its share of the template; together they are the whole prompt.
    fn count(&mut self, prompt: &Prompt) -> Result<Vec<u32>, Failure>;

    /// Whether `count` only estimates: nobody here can count for a server.
    fn estimates(&self) -> bool {
        false
    }

    /// Takes a prompt up: the cache is cut back to what it shares with it. Computes nothing.
    fn begin(&mut self, prompt: &Prompt) -> Result<Work, Failure>;

    /// As `begin`, for a prompt whose last message goes on; nothing will be generated for it.
    fn begin_ahead(&mut self, prompt: &Prompt) -> Result<Work, Failure> {
        // Where others compute, nothing is sent before it is asked.
        let _ = prompt;
        Ok(Work::default())
    }

    /// As `begin`, on an empty cache, for a reply of so many tokens: of text, to a prompt of exactly that size and
    /// with no end token allowed, or of another task.
    fn begin_measure(&mut self, prompt: u32, tokens: u32, task: Task) -> Result<Work, Failure>;

    /// Computes the new part of the prompt but its last piece; tells how many tokens are done after each
    /// piece, and returns early once cancelled.
    fn prefill(&mut self, cancel: &Cancel, done: &mut dyn FnMut(u32)) -> Result<(), Failure>;

    /// Computes all of it, the last piece too; for `begin_ahead`.
    fn prefill_all(&mut self, cancel: &Cancel, done: &mut dyn FnMut(u32)) -> Result<(), Failure> {
        let _ = (cancel, done);
        Ok(())
    }

    /// Computes the last piece and samples until `reply` has enough; returns it with why it ended.
    fn generate(&mut self, reply: Reply) -> Result<(Reply, StopCause), Failure>;

    /// The same work done by the backend alone, for comparison.
    fn measure_bare(&mut self, prompt: u32, tokens: u32, task: Task) -> Result<Stats, Failure> {
        let _ = (prompt, tokens, task);
        Err(Failure::Request("this kind of model has nothing to compare with".into()))
    }
}
