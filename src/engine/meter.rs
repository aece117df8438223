//! Tokens, rates and the context window, as counted; no clock in here, the workers measure.

use std::collections::VecDeque;

use super::Stats;

/// How many replies are remembered.
pub const HISTORY: usize = 60;

/// What the gauge line shows of the model.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Meter {
    /// The last finished reply.
    pub last: Option<Stats>,
    /// The last finished replies, oldest first.
    pub replies: VecDeque<Stats>,
    /// Tokens of the context window in use: the last prompt and, once it is over, its reply.
    pub context_used: u32,
}

impl Meter {
    /// A prompt of so many tokens is being read.
    pub(in crate::engine) fn read(&mut self, prompt: u32) {
        self.context_used = prompt;
    }

    pub(in crate::engine) fn finish(&mut self, stats: Stats) {
        self.context_used = stats.prompt_tokens + stats.generated_tokens;
        if self.replies.len() == HISTORY {
            self.replies.pop_front();
        }
        self.replies.push_back(stats);
        self.last = Some(stats);
    }
}
