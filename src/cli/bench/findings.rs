//! What a measurement found: medians, and every run.

use serde::Serialize;

use super::contender::Contender;
use crate::engine::{ModelInfo, Stats};

/// What a measurement found; rates in tokens per second.
#[derive(Debug, Serialize)]
pub(super) struct Findings {
    pub(super) model: ModelInfo,
    pub(super) load_s: f64,
    pub(super) prompt_tokens: u32,
    pub(super) generated_tokens: u32,
    pub(super) ttft_ms: f64,
    pub(super) prefill_tps: f64,
    pub(super) decode_tps: f64,
    pub(super) peak_memory_bytes: Option<u64>,
    pub(super) runs: Vec<Stats>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) baseline: Option<Baseline>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) repair: Option<Repair>,
}

/// The backend alone, and ours divided by it.
#[derive(Debug, Serialize)]
pub(super) struct Baseline {
    pub(super) prefill_tps: f64,
    pub(super) decode_tps: f64,
    pub(super) prefill_ratio: f64,
    pub(super) decode_ratio: f64,
    pub(super) runs: Vec<Stats>,
}

/// A turn in which code is repaired: ours, with guesses, and the backend alone.
#[derive(Debug, Serialize)]
pub(super) struct Repair {
    pub(super) decode_tps: f64,
    pub(super) alone_tps: f64,
    pub(super) ratio: f64,
    pub(super) generated_tokens: u32,
    pub(super) runs: Vec<Stats>,
    pub(super) alone: Vec<Stats>,
}

/// All runs of one contender.
#[derive(Debug, Default)]
pub(super) struct Runs {
    pub(super) own: Vec<Stats>,
    pub(super) bare: Vec<Stats>,
    pub(super) repair: Vec<Stats>,
    pub(super) repair_bare: Vec<Stats>,
}

impl Findings {
    /// Sums up what was measured.
    pub(super) fn new(contender: &Contender, runs: Runs) -> Self {
        let Runs { own, bare, repair, repair_bare } = runs;
        let last = own.last().copied().unwrap_or_default();
        let (prefill, decode) = (median(&own, |s| s.prefill_tps), median(&own, |s| s.decode_tps));
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of a load fit a float")]
        let load_s = contender.info.load_ms as f64 / 1000.0;
        Self {
            model: contender.info.clone(),
            load_s,
            prompt_tokens: last.prompt_tokens,
            generated_tokens: last.generated_tokens,
            ttft_ms: median(&own, |s| s.ttft_ms),
            prefill_tps: prefill,
            decode_tps: decode,
            peak_memory_bytes: contender.peak_memory(),
            runs: own,
            baseline: baseline(bare, prefill, decode),
            repair: mended(repair, repair_bare),
        }
    }
}

fn baseline(bare: Vec<Stats>, prefill: f64, decode: f64) -> Option<Baseline> {
    let alone = (median(&bare, |s| s.prefill_tps), median(&bare, |s| s.decode_tps));
    (!bare.is_empty()).then(|| Baseline {
        prefill_tps: alone.0,
        decode_tps: alone.1,
        prefill_ratio: prefill / alone.0,
        decode_ratio: decode / alone.1,
        runs: bare,
    })
}

fn mended(own: Vec<Stats>, alone: Vec<Stats>) -> Option<Repair> {
    let generated_tokens = own.last()?.generated_tokens;
    let decode_tps = median(&own, |s| s.decode_tps);
    let alone_tps = median(&alone, |s| s.decode_tps);
    let ratio = decode_tps / alone_tps;
    Some(Repair { decode_tps, alone_tps, ratio, generated_tokens, runs: own, alone })
}

pub(super) fn median(runs: &[Stats], figure: impl Fn(&Stats) -> f64) -> f64 {
    let mut figures: Vec<_> = runs.iter().map(figure).collect();
    figures.sort_by(f64::total_cmp);
    let middle = figures.len() / 2;
    match figures.len() {
        0 => 0.0,
        length if length % 2 == 1 => figures[middle],
        _ => f64::midpoint(figures[middle - 1], figures[middle]),
    }
}
