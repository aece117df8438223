//! What the header of a found file says, as far as a list of models needs it.

use serde::{Deserialize, Serialize};

use crate::model::Runner;
use crate::model::catalogue::Shape;
use crate::model::gguf::{Header, judge_header};

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A model that answers in words.
    Chat,
    /// Turns text into vectors.
    Embedding,
    /// The eyes of another model.
    Projector,
    /// A change to another model.
    Adapter,
    /// A later part of a file that was cut.
    Part,
    /// Something else: pictures, sound, a vocabulary, statistics.
    Other,
}

/// What a header says; 0 where it says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// What it is for.
    pub kind: Kind,
    /// `llama`, `qwen2`, …
    pub architecture: String,
    /// The model's own name; empty where it has none.
    pub title: String,
    /// The licence that it states.
    pub licence: Option<String>,
    /// Number of weights.
    pub parameters: u64,
    /// Weights that are read for a token, where these are not all of them.
    pub active: Option<u64>,
    /// `Q4_K_M`, …
    pub quantisation: String,
    /// Most tokens of its context window.
    pub context: u32,
    /// The sizes that decide how much memory it takes.
    pub shape: Shape,
    /// What will probably run it; loading has the last word.
    pub engines: Vec<Runner>,
}

impl Facts {
    /// What a header says, with whether a `tokenizer.json` lies beside its file.
    #[must_use]
    pub fn of(header: &Header, tokenizer_beside: bool) -> Self {
        let number = |key: &str| header.of_architecture(key).unwrap_or(0);
        let (heads, embedding) = (number("attention.head_count"), number("embedding_length"));
        let head_dim = match number("attention.key_length") {
            0 if heads > 0 => embedding / heads,
            known => known,
        };
        let vocabulary = match header.tokens().len() as u64 {
            0 => number("vocab_size"),
            tokens => tokens,
        };
        Self {
            kind: kind(header),
            architecture: header.architecture().unwrap_or_default().to_owned(),
            title: header.text("general.name").unwrap_or_default().trim().to_owned(),
            licence: header.text("general.license").map(|text| text.trim().to_owned()),
            parameters: header.parameters(),
            active: active(header),
            quantisation: header.quantisation(),
            context: u32::try_from(number("context_length")).unwrap_or(u32::MAX),
            shape: Shape {
                bytes: header.file_bytes,
                layers: number("block_count"),
                heads,
                kv_heads: header.of_architecture("attention.head_count_kv").unwrap_or(heads),
                head_dim,
                embedding,
                vocabulary,
            },
            engines: engines(header, tokenizer_beside),
        }
    }
}

fn kind(header: &Header) -> Kind {
    let architecture = header.architecture().unwrap_or_default();
    match header.text("general.type") {
        Some("mmproj") => return Kind::Projector,
        Some("adapter") => return Kind::Adapter,
        Some("imatrix" | "vocab") => return Kind::Other,
        _ => {}
    }
    if architecture == "clip" {
        Kind::Projector
    } else if header.makes_vectors() {
        Kind::Embedding
    } else if header.number("split.no").is_some_and(|part| part > 0) {
        Kind::Part
    } else if header.tensors.is_empty() || header.text("tokenizer.ggml.model").is_none() {
        Kind::Other
    } else {
        Kind::Chat
    }
}

/// All weights but those of the experts that do not take their turn.
fn active(header: &Header) -> Option<u64> {
    let experts = header.of_architecture("expert_count").filter(|count| *count > 0)?;
    let used = header.of_architecture("expert_used_count")?.min(experts);
    let of_experts = header.tensors.iter().filter(|tensor| tensor.name.contains("_exps."));
    let in_turns = of_experts.fold(0_u64, |sum, tensor| sum.saturating_add(tensor.weights));
    Some(header.parameters() - in_turns + in_turns / experts * used)
}

/// The engines that the preflight lets through; a tokenizer beside the file stands in for one that Kalosm lacks.
fn engines(header: &Header, tokenizer_beside: bool) -> Vec<Runner> {
    let Ok(summary) = judge_header("", header) else { return Vec::new() };
    let mut engines = summary.runners();
    let known = matches!(header.architecture(), Some("llama" | "qwen2" | "phi3"));
    let pieces = header.text("tokenizer.ggml.model") != Some("gpt2");
    if tokenizer_beside && known && pieces && !engines.contains(&Runner::Kalosm) {
        engines.push(Runner::Kalosm);
    }
    engines
}
