//! Kalosm alone, with the least sampler there is: what our own loop is measured against.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use llm_samplers::prelude::{HasSamplerResources, Logits, Sampler};

use super::super::backend::Failure;
use super::super::measure::{SENTENCE, bare_stats};
use super::feed::Feed;
use super::vocabulary::{Piece, Vocabulary};
use crate::engine::Stats;

/// Takes the likeliest token that ends nothing, so many times.
#[derive(Debug)]
struct Greedy {
    left: u32,
    forbidden: Vec<u32>,
    times: Arc<Mutex<Vec<Instant>>>,
}

impl Sampler for Greedy {
    fn sample<'a>(
        &mut self,
        _resources: &mut dyn HasSamplerResources,
        logits: &'a mut Logits,
    ) -> anyhow::Result<&'a mut Logits> {
        Ok(logits)
    }

    fn sample_token(
        &mut self,
        _resources: &mut dyn HasSamplerResources,
        logits: &mut Logits,
    ) -> anyhow::Result<Option<u32>> {
        let allowed = logits.iter().filter(|logit| !self.forbidden.contains(&logit.token_id));
        let best = allowed.max_by(|one, other| one.logit.total_cmp(&other.logit));
        self.times.lock().unwrap_or_else(PoisonError::into_inner).push(Instant::now());
        self.left = self.left.saturating_sub(1);
        if self.left == 0 {
            anyhow::bail!("enough");
        }
        Ok(best.map(|logit| logit.token_id))
    }
}

/// Times one prompt, fed at once, and a reply.
pub(super) fn measure(
    feed: &mut Feed,
    text: &str,
    prompt_tokens: u32,
    tokens: u32,
    forbidden: Vec<u32>,
) -> Result<Stats, Failure> {
    let times = Arc::<Mutex<Vec<Instant>>>::default();
    let greedy = Greedy { left: tokens, forbidden, times: times.clone() };
    let begun = Instant::now();
    let sampled = feed.sample(&Piece { text: text.to_owned(), ends: Vec::new() }, greedy);
    let times = std::mem::take(&mut *times.lock().unwrap_or_else(PoisonError::into_inner));
    match (times.is_empty(), sampled) {
        (true, Err(failure)) => Err(failure),
        _ => bare_stats(prompt_tokens as usize, begun, &times),
    }
}

/// Some text of exactly that many tokens.
pub(super) fn filler(words: &Vocabulary, tokens: u32) -> Result<String, Failure> {
    let most = tokens as usize;
    let text = SENTENCE.repeat(most / 8 + 1);
    let pieces = words.pieces(&text, most.max(1)).map_err(Failure::Request)?;
    match pieces.into_iter().next() {
        Some(piece) if piece.ends.len() == most => Ok(piece.text),
        _ => Err(Failure::Request(format!("no text of exactly {tokens} tokens was found"))),
    }
}
