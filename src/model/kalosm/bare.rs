//! Kalosm alone, with the least sampler there is: what our own loop is measured against.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use llm_samplers::prelude::{HasSamplerResources, Logits, Sampler};

use super::super::answer::rate;
use super::super::backend::Failure;
use super::backend::number;
use super::feed::Feed;
use super::vocabulary::{Piece, Vocabulary};
use crate::engine::Stats;

const SENTENCE: &str =
    "The quick brown fox jumps over the lazy dog while the machine counts its words. ";

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
    words: &Vocabulary,
    prompt_tokens: u32,
    tokens: u32,
) -> Result<Stats, Failure> {
    let text = filler(words, prompt_tokens)?;
    let times = Arc::<Mutex<Vec<Instant>>>::default();
    let greedy = Greedy { left: tokens, forbidden: words.ends(), times: times.clone() };
    let begun = Instant::now();
    let sampled = feed.sample(&Piece { text, ends: Vec::new() }, greedy);
    let times = std::mem::take(&mut *times.lock().unwrap_or_else(PoisonError::into_inner));
    let (Some(first), Some(last)) = (times.first(), times.last()) else {
        return Err(sampled.err().unwrap_or_else(|| Failure::Broken("nothing was sampled".into())));
    };
    let reading = first.saturating_duration_since(begun).as_secs_f64();
    let sampled = number(times.len());
    Ok(Stats {
        prompt_tokens,
        cached_tokens: 0,
        generated_tokens: sampled,
        ttft_ms: reading * 1000.0,
        prefill_tps: rate(prompt_tokens, reading),
        decode_tps: rate(sampled - 1, last.saturating_duration_since(*first).as_secs_f64()),
    })
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
