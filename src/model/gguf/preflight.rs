//! Says before any weight is read whether a file can run here, and if not, why and what to do.

use std::io;
use std::path::Path;

use super::{Error, Header, kalosm, sound};
use crate::model::Runner;

/// What a sound file offers.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// `llama`, `qwen2`, `gemma3`, …
    pub architecture: String,
    /// The model's own name; empty where it has none.
    pub name: String,
    /// Number of weights.
    pub parameters: u64,
    /// `Q4_K_M`, …
    pub quantisation: String,
    /// Tokens it was trained to look back on.
    pub context_length: u64,
    /// Blocks.
    pub layers: u64,
    /// Attention heads; 0 where they differ from block to block.
    pub heads: u64,
    /// Attention heads of keys and values; 0 where they differ from block to block.
    pub kv_heads: u64,
    /// Values that a key and a value of one head hold together.
    pub head_width: u64,
    /// Width of a token's vector.
    pub embedding: u64,
    /// Tokens of the vocabulary.
    pub vocabulary: u64,
    /// The token that ends a reply.
    pub eos: u64,
    /// The token that begins a text.
    pub bos: Option<u64>,
    /// Whether every text must begin with `bos`.
    pub adds_bos: bool,
    /// Jinja source; `None` means that a usual one is assumed.
    pub chat_template: Option<String>,
    /// `gpt2`, `llama`, …
    pub tokenizer: String,
    /// How text is split before it is tokenised.
    pub splitter: String,
    /// Length of the file.
    pub file_bytes: u64,
    /// What works, but not as well as it might.
    pub warnings: Vec<String>,
    /// Why Kalosm cannot run it; `None` where it can.
    pub kalosm: Option<String>,
}

impl Summary {
    /// What stands against running the file with this engine, as a sentence behind its name.
    #[must_use]
    pub fn against(&self, runner: Runner) -> Option<&str> {
        match runner {
            Runner::Kalosm => self.kalosm.as_deref(),
            Runner::LlamaCpp => None,
        }
    }

    /// The engines that can run it, the usually faster one first.
    #[must_use]
    pub fn runners(&self) -> Vec<Runner> {
        Runner::ALL.into_iter().filter(|runner| self.against(*runner).is_none()).collect()
    }

    /// Memory in bytes of the weights once loaded, with the engine's buffers.
    #[must_use]
    pub fn weight_bytes(&self, runner: Runner) -> u64 {
        let buffers = match runner {
            // It expands the embedding to floats.
            Runner::Kalosm => {
                self.vocabulary.saturating_mul(self.embedding).saturating_mul(4) + (150 << 20)
            }
            // Measured at 300 MiB for a vocabulary of 150,000: logits, scratch space, tokenizer.
            Runner::LlamaCpp => 320 << 20,
        };
        self.file_bytes.saturating_add(buffers)
    }

    /// Memory in bytes that one token of context takes.
    #[must_use]
    pub fn token_bytes(&self, runner: Runner) -> u64 {
        match runner {
            // Keys and values of every head, shared or not, as floats.
            Runner::Kalosm => self.layers.saturating_mul(self.embedding).saturating_mul(8),
            // Shared heads once, as halves; unknown where blocks differ, so all of them are assumed.
            Runner::LlamaCpp => {
                let heads = if self.kv_heads > 0 { self.kv_heads } else { self.heads.max(1) };
                self.layers.saturating_mul(heads).saturating_mul(self.head_width).saturating_mul(2)
            }
        }
    }
}

/// Why a file cannot be used, as one sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(pub String);

/// Reads the header of a file and judges it; a sound file may still be too much for one engine.
pub fn preflight(path: &Path) -> Result<Summary, Refusal> {
    let refuse = |why: String| Refusal(format!("`{}` {why}", path.display()));
    let kind = std::fs::metadata(path).map_err(|error| refuse(unreadable(&error)))?;
    if !kind.is_file() {
        return Err(refuse("is not a file: name the .gguf file itself".into()));
    }
    let header = Header::open(path).map_err(|error| refuse(unreadable_header(&error)))?;
    let beside = path.with_file_name("tokenizer.json").is_file();
    let ends_in_gguf = path.extension().is_some_and(|extension| extension == "gguf");
    sound::judge(&header).map_err(refuse)?;
    Ok(summary(&header, kalosm::judge(&header, beside, ends_in_gguf)))
}

/// As [`preflight`], for one engine.
pub fn preflight_for(path: &Path, runner: Runner) -> Result<Summary, Refusal> {
    let summary = preflight(path)?;
    match summary.against(runner) {
        Some(why) => Err(Refusal(format!("`{}` {why}", path.display()))),
        None => Ok(summary),
    }
}

/// Judges a header that was read from elsewhere, such as a file that is not here yet.
pub fn judge_header(name: &str, header: &Header) -> Result<Summary, Refusal> {
    sound::judge(header).map_err(|why| Refusal(format!("`{name}` {why}")))?;
    Ok(summary(header, kalosm::judge(header, false, true)))
}

fn unreadable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => {
            "does not exist: check the path, or run `ci-tui models list`".into()
        }
        io::ErrorKind::PermissionDenied => "may not be read: check its permissions".into(),
        _ => format!("cannot be read: {error}"),
    }
}

fn unreadable_header(error: &Error) -> String {
    match error {
        Error::Io(error) => unreadable(error),
        Error::Magic => format!("is not a GGUF model: {error}; name a .gguf file"),
        Error::Version(_) => format!("cannot be read: {error}; fetch a newer conversion"),
        Error::Truncated | Error::Damaged(_) => format!("is incomplete: {error}; fetch it again"),
    }
}

fn summary(header: &Header, kalosm: Option<String>) -> Summary {
    let text = |key: &str| header.text(key).unwrap_or_default().to_owned();
    let own = |key: &str| header.of_architecture(key).unwrap_or_default();
    let (heads, embedding) = (own("attention.head_count"), own("embedding_length"));
    let usual = embedding / heads.max(1);
    let width = |key| header.of_architecture(key).unwrap_or(usual);
    let head = width("attention.key_length").saturating_add(width("attention.value_length"));
    Summary {
        architecture: text("general.architecture"),
        name: text("general.name"),
        parameters: header.parameters(),
        quantisation: header.quantisation(),
        context_length: own("context_length"),
        layers: own("block_count"),
        heads,
        kv_heads: header.of_architecture("attention.head_count_kv").unwrap_or(heads),
        head_width: head,
        embedding,
        vocabulary: header.tokens().len() as u64,
        eos: header.number("tokenizer.ggml.eos_token_id").unwrap_or_default(),
        bos: header.number("tokenizer.ggml.bos_token_id"),
        adds_bos: header.metadata.get("tokenizer.ggml.add_bos_token")
            == Some(&super::Value::Bool(true)),
        chat_template: header.text("tokenizer.chat_template").map(str::to_owned),
        tokenizer: text("tokenizer.ggml.model"),
        splitter: text("tokenizer.ggml.pre"),
        file_bytes: header.file_bytes,
        warnings: warnings(header, kalosm.is_none()),
        kalosm,
    }
}

fn warnings(header: &Header, runs_on_kalosm: bool) -> Vec<String> {
    let mut warnings = Vec::new();
    let slow: f64 =
        header.dtypes().iter().filter(|(dtype, _)| dtype.is_slow()).map(|(_, share)| share).sum();
    if runs_on_kalosm && slow > 0.2 {
        let percent = slow * 100.0;
        warnings
            .push(format!("{percent:.0} % of its weights are slow under Kalosm; prefer Q4_K_M"));
    }
    if runs_on_kalosm && header.has_tensor("rope_freqs.weight") {
        warnings.push("Kalosm only approximates its rotary scaling (Llama 3.1 and later)".into());
    }
    let scaling = header.architecture().map(|own| format!("{own}.rope.scaling.type"));
    let scaled = scaling.and_then(|key| header.text(&key)).filter(|kind| *kind != "none");
    if let Some(kind) = scaled.filter(|_| runs_on_kalosm) {
        warnings
            .push(format!("Kalosm ignores its rotary scaling ({kind}): keep the context short"));
    }
    if header.text("tokenizer.chat_template").is_none() {
        warnings.push("it has no chat template; a usual one is assumed".into());
    }
    warnings
}
