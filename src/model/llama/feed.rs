//! The KV cache: feeding tokens to it, cutting it back, and the logits that come of it.

use std::collections::VecDeque;

use llama_cpp_2::context::LlamaContext;
use llama_cpp_2::llama_batch::LlamaBatch;
use llama_cpp_2::token::LlamaToken;

use super::super::backend::Failure;
use super::super::held::Held;
use super::super::template::CUT;
use super::vocabulary::{Spelled, Vocabulary};

/// Most tokens that are computed at once; also the size of llama.cpp's buffers.
pub(super) const BATCH: usize = 512;
/// Candidates that a token is drawn from.
const CANDIDATES: usize = 128;

/// llama.cpp's context with our own account of what it holds.
pub(super) struct Feed {
    context: LlamaContext<'static>,
    batch: LlamaBatch<'static>,
    pub(super) held: Held,
    /// What the cache is sure to hold; drafts stand behind it.
    tokens: Vec<LlamaToken>,
    drafted: usize,
    pub(super) waiting: VecDeque<Fragment>,
}

/// What is fed next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fragment {
    /// A token.
    Token(Spelled),
    /// What follows was tokenised apart.
    Cut,
}

impl Feed {
    pub(super) fn new(context: LlamaContext<'static>) -> Self {
        Self {
            context,
            batch: LlamaBatch::new(BATCH, 1),
            held: Held::default(),
            tokens: Vec::new(),
            drafted: 0,
            waiting: VecDeque::new(),
        }
    }

    /// Tokens in the cache, in order.
    pub(super) fn tokens(&self) -> &[LlamaToken] {
        &self.tokens
    }

    /// Empties the cache.
    pub(super) fn reset(&mut self) {
        self.context.clear_kv_cache();
        (self.held, self.drafted) = (Held::default(), 0);
        self.tokens.clear();
        self.waiting.clear();
    }

    /// Cuts the cache back to its first tokens; `false` says that it could only be emptied, as where
    /// a model keeps a state instead of a token's keys and values.
    pub(super) fn rewind(&mut self, keep: usize) -> Result<bool, Failure> {
        if keep == self.tokens.len() && self.drafted == 0 {
            return Ok(true);
        }
        let from = u32::try_from(keep).map_err(broken)?;
        let removed = self.context.clear_kv_cache_seq(Some(0), Some(from), None).map_err(broken)?;
        if !removed {
            self.reset();
            return Ok(keep == 0);
        }
        self.tokens.truncate(keep);
        self.held.truncate(keep);
        self.drafted = 0;
        Ok(true)
    }

    /// Lines text up to be fed; returns how many tokens it has.
    pub(super) fn line_up(&mut self, text: &str, words: &Vocabulary) -> usize {
        self.waiting.clear();
        for (index, part) in text.split(CUT).enumerate() {
            if index > 0 {
                self.waiting.push_back(Fragment::Cut);
            }
            let goes_on = index > 0 || !self.tokens.is_empty();
            self.waiting.extend(words.spell(part, goes_on).into_iter().map(Fragment::Token));
        }
        self.waiting_tokens()
    }

    /// Tokens that wait to be fed.
    pub(super) fn waiting_tokens(&self) -> usize {
        self.waiting.iter().filter(|one| matches!(one, Fragment::Token(_))).count()
    }

    /// Computes what waits, at most so many tokens of it; the last one of all brings logits.
    pub(super) fn compute(&mut self, most: usize) -> Result<usize, Failure> {
        self.batch.clear();
        let all = self.waiting_tokens();
        let mut noted = Vec::new();
        let mut fed = 0;
        while fed < most.min(BATCH)
            && let Some(fragment) = self.waiting.pop_front()
        {
            if let Fragment::Token(spelled) = &fragment {
                fed += 1;
                self.add(spelled.token, self.tokens.len() + fed - 1, fed == all)?;
            }
            noted.push(fragment);
        }
        if fed > 0 {
            self.context.decode(&mut self.batch).map_err(broken)?;
        }
        for fragment in noted {
            match fragment {
                Fragment::Token(spelled) => self.note(&spelled),
                Fragment::Cut => self.held.cut(),
            }
        }
        Ok(fed)
    }

    /// Computes a token and a draft of what may follow; each brings logits, counted from 0.
    pub(super) fn try_out(&mut self, token: &Spelled, draft: &[LlamaToken]) -> Result<(), Failure> {
        self.batch.clear();
        let begin = self.tokens.len();
        for (at, token) in std::iter::once(&token.token).chain(draft).enumerate() {
            self.add(*token, begin + at, true)?;
        }
        self.context.decode(&mut self.batch).map_err(broken)?;
        self.note(token);
        self.drafted = draft.len();
        Ok(())
    }

    /// Takes the next token of the draft for good.
    pub(super) fn confirm(&mut self, token: &Spelled) {
        self.note(token);
        self.drafted = self.drafted.saturating_sub(1);
    }

    /// Drops what is left of a draft.
    pub(super) fn drop_draft(&mut self) -> Result<(), Failure> {
        if self.drafted > 0 && !self.rewind(self.tokens.len())? {
            return Err(Failure::Broken("the engine could not take back a draft".into()));
        }
        Ok(())
    }

    /// The likeliest tokens behind the last computed ones; `row` counts those that brought logits.
    pub(super) fn candidates(&self, row: usize) -> Vec<(u32, f32)> {
        let row = i32::try_from(row).unwrap_or(i32::MAX);
        likeliest(self.context.get_logits_ith(row))
    }

    /// The likeliest token that is not one of these; `row` as for [`candidates`](Self::candidates).
    pub(super) fn best(&self, row: usize, forbidden: &[u32]) -> Option<u32> {
        let logits = self.context.get_logits_ith(i32::try_from(row).unwrap_or(i32::MAX));
        let mut best: Option<(u32, f32)> = None;
        for (token, logit) in (0_u32..).zip(logits) {
            if best.is_none_or(|(_, most)| *logit > most) && !forbidden.contains(&token) {
                best = Some((token, *logit));
            }
        }
        best.map(|(token, _)| token)
    }

    /// The row of the only token of the last batch that brought logits.
    pub(super) fn last_row(&self) -> usize {
        usize::try_from(self.batch.n_tokens() - 1).unwrap_or(0)
    }

    fn add(&mut self, token: LlamaToken, position: usize, logits: bool) -> Result<(), Failure> {
        let position = i32::try_from(position).map_err(broken)?;
        self.batch.add(token, position, &[0], logits).map_err(broken)
    }

    fn note(&mut self, spelled: &Spelled) {
        self.tokens.push(spelled.token);
        self.held.push(&spelled.text, spelled.whole);
    }
}

/// The largest logits with their tokens, in no order.
fn likeliest(logits: &[f32]) -> Vec<(u32, f32)> {
    let mut best: Vec<(u32, f32)> = Vec::with_capacity(2 * CANDIDATES);
    let mut least = f32::NEG_INFINITY;
    for (token, logit) in (0_u32..).zip(logits) {
        if *logit > least {
            best.push((token, *logit));
            if best.len() == best.capacity() {
                best.select_nth_unstable_by(CANDIDATES - 1, |one, other| other.1.total_cmp(&one.1));
                best.truncate(CANDIDATES);
                least = best[CANDIDATES - 1].1;
            }
        }
    }
    best
}

/// A failure that only a new process mends.
pub(super) fn broken(error: impl std::fmt::Display) -> Failure {
    let text = error.to_string();
    Failure::Broken(format!("the engine failed: {}", text.lines().next().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likeliest_tokens_are_found_among_many_and_noughts_of_numbers_are_not() {
        let mut logits: Vec<f32> = (0..5000_u16).map(|n| f32::from(n % 977)).collect();
        logits[4321] = 5000.0;
        logits[17] = f32::NAN;
        let found = likeliest(&logits);
        assert!(found.len() >= CANDIDATES);
        assert!(found.contains(&(4321, 5000.0)));
        assert!(found.iter().all(|(token, _)| *token != 17));
        assert!(found.iter().filter(|(_, logit)| *logit >= 976.0).count() == 6);
    }
}
