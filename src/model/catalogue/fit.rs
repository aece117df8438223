//! The memory that a model takes, and whether it fits into what is free.

use serde::{Deserialize, Serialize};

/// What loading takes beside the weights: tokenizer tables and buffers, measured at 80 to 105 MiB.
const OVERHEAD: u64 = 128 << 20;

/// Most prompt tokens that are computed at once.
const PREFILL_CHUNK: u64 = 256;

/// The sizes of a model that decide how much memory it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Bytes of its file.
    pub bytes: u64,
    /// Transformer blocks.
    pub layers: u64,
    /// Attention heads.
    pub heads: u64,
    /// Width of the hidden state.
    pub embedding: u64,
    /// Tokens of its vocabulary.
    pub vocabulary: u64,
}

impl Shape {
    /// Memory in bytes at the peak with this many tokens of context.
    ///
    /// The engine expands the embedding table to `f32`, and keeps keys and values of every head as `f32`.
    #[must_use]
    pub fn memory(&self, context: u32) -> u64 {
        let product = |factors: [u64; 4]| factors.into_iter().fold(1, u64::saturating_mul);
        let context = u64::from(context);
        [
            self.bytes,
            OVERHEAD,
            product([self.vocabulary, self.embedding, 4, 1]),
            product([self.layers, self.embedding, 8, context]),
            product([self.heads, PREFILL_CHUNK, 8, context]),
        ]
        .into_iter()
        .fold(0, u64::saturating_add)
    }
}

/// How a need compares with the free memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// Takes at most 80 % of it.
    Fits,
    /// Takes at most 95 % of it.
    Tight,
    /// Takes more than there is to give.
    WontFit,
}

impl Fit {
    /// The verdict in words.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Fits => "fits",
            Self::Tight => "tight",
            Self::WontFit => "won't fit",
        }
    }
}

/// Judges a need against the free memory, both in bytes.
#[must_use]
pub fn fit(need: u64, available: u64) -> Fit {
    let (need, available) = (u128::from(need) * 100, u128::from(available));
    if need <= available * 80 {
        Fit::Fits
    } else if need <= available * 95 {
        Fit::Tight
    } else {
        Fit::WontFit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verdict_turns_at_80_and_95_percent() {
        let verdicts = [80, 81, 95, 96].map(|need| fit(need, 100));
        assert_eq!(verdicts, [Fit::Fits, Fit::Tight, Fit::Tight, Fit::WontFit]);
        assert_eq!(fit(u64::MAX, u64::MAX), Fit::WontFit);
        assert_eq!(fit(1, 0), Fit::WontFit);
    }
}
