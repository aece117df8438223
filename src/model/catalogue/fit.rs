//! The memory that a model takes, and whether it fits into what is free.

use serde::{Deserialize, Serialize};

use crate::model::Runner;
use crate::model::gguf::Summary;

/// What loading takes beside the weights: tokenizer tables and buffers, measured at 80 to 105 MiB.
const OVERHEAD: u64 = 128 << 20;

/// Most prompt tokens that are computed at once.
const PREFILL_CHUNK: u64 = 256;

/// What llama.cpp computes in, beside the weights and the keys and values.
const COMPUTE: u64 = 300_000_000;

/// The sizes of a model that decide how much memory it takes; 0 where one is not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// Bytes of its file.
    pub bytes: u64,
    /// Transformer blocks.
    pub layers: u64,
    /// Attention heads.
    pub heads: u64,
    /// Attention heads of keys and values.
    pub kv_heads: u64,
    /// Numbers of a head.
    pub head_dim: u64,
    /// Width of the hidden state.
    pub embedding: u64,
    /// Tokens of its vocabulary.
    pub vocabulary: u64,
}

impl Shape {
    /// Memory in bytes at the peak with this many tokens of context, in Kalosm.
    ///
    /// The engine expands the embedding table to `f32`, and keeps keys and values of every head as `f32`.
    #[must_use]
    pub fn memory(&self, context: u32) -> u64 {
        let context = u64::from(context);
        sum([
            self.bytes,
            OVERHEAD,
            product([self.vocabulary, self.embedding, 4, 1]),
            product([self.layers, self.embedding, 8, context]),
            product([self.heads, PREFILL_CHUNK, 8, context]),
        ])
    }

    /// Memory in bytes at the peak with this many tokens of context, in this engine.
    #[must_use]
    pub fn memory_on(&self, engine: Runner, context: u32) -> u64 {
        match engine {
            Runner::Kalosm => self.memory(context),
            Runner::LlamaCpp => {
                let cell = product([self.kv_heads, self.head_dim, 4, u64::from(context)]);
                sum([self.bytes, COMPUTE, self.layers.saturating_mul(cell)])
            }
        }
    }

    /// The sizes that a file's own header tells.
    #[must_use]
    pub fn of(summary: &Summary) -> Self {
        Self {
            bytes: summary.file_bytes,
            layers: summary.layers,
            heads: summary.heads,
            kv_heads: summary.kv_heads,
            head_dim: summary.head_width / 2,
            embedding: summary.embedding,
            vocabulary: summary.vocabulary,
        }
    }

    /// Whether the memory of a context can be told, and not only that of the weights.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.layers > 0 && self.kv_heads > 0 && self.head_dim > 0
    }
}

fn product(factors: [u64; 4]) -> u64 {
    factors.into_iter().fold(1, u64::saturating_mul)
}

fn sum<const N: usize>(parts: [u64; N]) -> u64 {
    parts.into_iter().fold(0, u64::saturating_add)
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

    #[test]
    fn llama_cpp_keeps_two_bytes_for_each_number_of_each_kept_head() {
        let shape = Shape {
            bytes: 1_000,
            layers: 28,
            heads: 12,
            kv_heads: 2,
            head_dim: 128,
            embedding: 1536,
            vocabulary: 151_936,
        };
        let need = shape.memory_on(Runner::LlamaCpp, 4096);
        assert_eq!(need, 1_000 + 300_000_000 + 2 * 28 * 2 * 128 * 2 * 4096);
        assert_eq!(shape.memory_on(Runner::Kalosm, 4096), shape.memory(4096));
        let odd = Shape { layers: u64::MAX, kv_heads: u64::MAX, ..shape };
        assert_eq!(odd.memory_on(Runner::LlamaCpp, u32::MAX), u64::MAX);
    }
}
