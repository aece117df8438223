//! What every engine needs before it loads a file: a judged header, a template, and a window that fits the memory.

use std::collections::BTreeSet;
use std::path::Path;

use super::gguf::{Header, Summary, preflight, preflight_for};
use super::protocol::Load;
use super::runner::{Runner, Wanted};
use super::template::{Parts, Template};
use super::window::window;
use crate::hardware::Machine;

/// Names of tokens that end a reply, whatever their file says of them.
const ENDS: [&str; 7] = [
    "<|im_end|>",
    "<|endoftext|>",
    "<|eot_id|>",
    "<|end_of_text|>",
    "<|end|>",
    "<\u{ff5c}end\u{2581}of\u{2581}sentence\u{ff5c}>",
    "</s>",
];

/// How a file will be run.
pub(super) struct Plan {
    pub(super) summary: Summary,
    pub(super) template: Template,
    /// Texts of tokens that are read as a whole.
    pub(super) marks: Vec<String>,
    /// Tokens that end a reply.
    pub(super) ends: Vec<u32>,
    /// Tokens of the context window.
    pub(super) context: u32,
}

impl Plan {
    /// Judges a file for an engine, and looks for room.
    pub(super) fn make(load: &Load, path: &Path, runner: Runner) -> Result<Self, String> {
        let summary = preflight_for(path, runner).map_err(|refusal| refusal.to_string())?;
        for warning in &summary.warnings {
            tracing::warn!("{}: {warning}", path.display());
        }
        let context = window(&summary, runner, load.context, Machine::available_memory())?;
        let header = Header::open(path).map_err(|error| error.to_string())?;
        let template = template(&header, &summary)?;
        let marks = header.control_tokens().into_iter().map(str::to_owned).collect();
        let ends = ends(&header, &summary);
        Ok(Self { summary, template, marks, ends, context })
    }
}

/// The engine that runs a file: the one that is wanted, else the first of this build that can.
pub(super) fn runner(wanted: Wanted, path: &Path) -> Result<Runner, String> {
    let missing = |runner: Runner, feature: &str| {
        format!("this build holds no {}: build it with the feature `{feature}`", runner.name())
    };
    match wanted.named() {
        Some(runner) if runner.is_built_in() => Ok(runner),
        Some(runner @ Runner::Kalosm) => Err(missing(runner, "kalosm")),
        Some(runner @ Runner::LlamaCpp) => Err(missing(runner, "llama-cpp")),
        None => {
            let summary = preflight(path).map_err(|refusal| refusal.to_string())?;
            let here = Runner::built_in();
            let found = here.iter().find(|runner| summary.against(**runner).is_none());
            // Where none can, the first says why.
            found.or_else(|| here.first()).copied().ok_or_else(|| missing(Runner::Kalosm, "kalosm"))
        }
    }
}

/// What the processor's kernels were compiled for; other features of the machine lie idle.
pub(super) fn processor() -> &'static str {
    if cfg!(target_feature = "avx512f") {
        "CPU (AVX-512)"
    } else if cfg!(target_feature = "avx2") {
        "CPU (AVX2)"
    } else if cfg!(target_feature = "avx") {
        "CPU (AVX)"
    } else if cfg!(target_feature = "neon") {
        "CPU (NEON)"
    } else {
        "CPU (no SIMD)"
    }
}

fn ends(header: &Header, summary: &Summary) -> Vec<u32> {
    let named = (0_u32..).zip(header.tokens()).filter(|(_, text)| ENDS.contains(&text.as_str()));
    let mut ends: BTreeSet<u32> = named.map(|(id, _)| id).collect();
    ends.extend(header.control_ids());
    ends.extend(u32::try_from(summary.eos));
    ends.into_iter().collect()
}

fn template(header: &Header, summary: &Summary) -> Result<Template, String> {
    let named = |key| header.token_named(key).unwrap_or_default().to_owned();
    let parts = Parts {
        source: summary.chat_template.clone(),
        bos: named("tokenizer.ggml.bos_token_id"),
        eos: named("tokenizer.ggml.eos_token_id"),
        controls: header.control_tokens().into_iter().map(str::to_owned).collect(),
        adds_bos: summary.adds_bos,
    };
    let usual = Parts { source: None, ..parts.clone() };
    Template::new(parts).or_else(|error| {
        tracing::warn!("{error}; a usual template stands in for it");
        Template::new(usual).map_err(|error| error.to_string())
    })
}
