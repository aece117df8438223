//! llama.cpp alone, with the least sampler there is: what our own loop is measured against.

use std::time::Instant;

use super::super::backend::Failure;
use super::super::measure::bare_stats;
use super::feed::{BATCH, Feed};
use super::vocabulary::Spelled;
use crate::engine::Stats;

/// Times the prompt that waits, fed in the largest pieces there are, and a reply of the likeliest tokens that end nothing.
pub(super) fn measure(feed: &mut Feed, tokens: u32, ends: &[u32]) -> Result<Stats, Failure> {
    let prompt = feed.waiting_tokens();
    let begun = Instant::now();
    while feed.waiting_tokens() > 0 {
        feed.compute(BATCH)?;
    }
    let mut times = Vec::new();
    let mut row = feed.last_row();
    for _ in 0..tokens {
        let best = feed.best(row, ends);
        let Some(id) = best.and_then(|best| i32::try_from(best).ok()) else { break };
        times.push(Instant::now());
        let token = llama_cpp_2::token::LlamaToken(id);
        feed.try_out(&Spelled { token, text: String::new(), whole: false }, &[])?;
        row = 0;
    }
    bare_stats(prompt, begun, &times)
}
