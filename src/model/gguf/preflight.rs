//! Says before any weight is read whether a file can run here, and if not, why and what to do.

use std::io;
use std::path::Path;

use super::{Error, Header};

const KNOWN: [&str; 3] = ["llama", "qwen2", "phi3"];
const ADVICE: &str = "choose a dense llama, qwen2 or phi3 model, such as qwen2.5-coder-1.5b";

/// What a sound file offers.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// `llama`, `qwen2` or `phi3`.
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
    /// Attention heads.
    pub heads: u64,
    /// Attention heads of keys and values.
    pub kv_heads: u64,
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
}

impl Summary {
    /// Memory of the weights once loaded: the file, and its embedding as floats.
    #[must_use]
    pub fn weight_bytes(&self) -> u64 {
        let embedding = self.vocabulary.saturating_mul(self.embedding).saturating_mul(4);
        self.file_bytes.saturating_add(embedding).saturating_add(150 << 20)
    }

    /// Memory that one token of context takes: keys and values of every head as floats.
    #[must_use]
    pub fn token_bytes(&self) -> u64 {
        self.layers.saturating_mul(self.embedding).saturating_mul(8)
    }
}

/// Why a file cannot be used, as one sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(pub String);

/// Reads the header of a file and judges it.
pub fn preflight(path: &Path) -> Result<Summary, Refusal> {
    let refuse = |why: String| Refusal(format!("`{}` {why}", path.display()));
    let kind = std::fs::metadata(path).map_err(|error| refuse(unreadable(&error)))?;
    if !kind.is_file() {
        return Err(refuse("is not a file: name the .gguf file itself".into()));
    }
    let header = Header::open(path).map_err(|error| refuse(unreadable_header(&error)))?;
    if path.extension().is_none_or(|extension| extension != "gguf") {
        return Err(refuse("is a GGUF, but its name must end in .gguf: link or rename it".into()));
    }
    let beside = path.with_file_name("tokenizer.json").is_file();
    judge(&header, beside).map_err(refuse)
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

fn judge(header: &Header, tokenizer_beside: bool) -> Result<Summary, String> {
    judge_architecture(header)?;
    judge_tensors(header)?;
    judge_tokenizer(header, tokenizer_beside)?;
    let need = |key: &str| {
        header
            .of_architecture(key)
            .filter(|number| *number > 0 && *number < 1 << 32)
            .ok_or_else(|| format!("lacks a sound `{key}`: fetch another conversion"))
    };
    let (heads, embedding) = (need("attention.head_count")?, need("embedding_length")?);
    let size = embedding / heads;
    if header.of_architecture("attention.key_length").is_some_and(|length| length != size) {
        return Err(format!("has attention heads of an unusual size: {ADVICE}"));
    }
    let text = |key: &str| header.text(key).unwrap_or_default().to_owned();
    Ok(Summary {
        architecture: text("general.architecture"),
        name: text("general.name"),
        parameters: header.parameters(),
        quantisation: header.quantisation(),
        context_length: need("context_length")?,
        layers: need("block_count")?,
        heads,
        kv_heads: need("attention.head_count_kv")?,
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
        warnings: warnings(header),
    })
}

fn judge_architecture(header: &Header) -> Result<(), String> {
    let architecture = header.architecture().unwrap_or_default();
    if architecture.is_empty() {
        return Err("does not say its architecture: fetch another conversion".into());
    }
    if !KNOWN.contains(&architecture) {
        return Err(format!("is of the architecture `{architecture}`: {ADVICE}"));
    }
    if header.of_architecture("expert_count").is_some_and(|count| count > 0) {
        return Err(format!("is a mixture of experts: {ADVICE}"));
    }
    if header.number("split.count").is_some_and(|count| count > 1) {
        return Err("is one of several parts: join them with `llama-gguf-split --merge`".into());
    }
    Ok(())
}

fn judge_tensors(header: &Header) -> Result<(), String> {
    if header.tensors.is_empty() {
        return Err("holds no weights: fetch a model, not a vocabulary".into());
    }
    if let Some(tensor) = header.tensors.iter().find(|tensor| !tensor.dtype.is_readable()) {
        let name = tensor.dtype.name();
        return Err(format!("holds weights of {name}, which cannot be read: take Q4_K_M or Q8_0"));
    }
    if header.number("general.alignment") == Some(0) {
        return Err("has a damaged header (alignment 0): fetch it again".into());
    }
    let needed = header
        .required_bytes()
        .ok_or("has a damaged header (a tensor of impossible size): fetch it again")?;
    if needed > header.file_bytes {
        return Err(format!(
            "is incomplete: it has {} of {needed} bytes; fetch it again",
            header.file_bytes
        ));
    }
    let named = |name: &str| header.tensors.iter().any(|tensor| tensor.name == name);
    match ["token_embd.weight", "output_norm.weight"].into_iter().find(|name| !named(name)) {
        Some(name) => Err(format!("lacks the tensor `{name}`: fetch another conversion")),
        None => Ok(()),
    }
}

fn judge_tokenizer(header: &Header, beside: bool) -> Result<(), String> {
    let tokens = header.tokens().len() as u64;
    if tokens == 0 {
        return Err("has no tokenizer: fetch another conversion".into());
    }
    let kind = header.text("tokenizer.ggml.model").unwrap_or("none");
    if kind != "gpt2" && !beside {
        return Err(format!("has a tokenizer of the kind `{kind}`: put its tokenizer.json beside"));
    }
    for key in ["tokenizer.ggml.eos_token_id", "tokenizer.ggml.bos_token_id"] {
        match header.number(key) {
            Some(id) if id >= tokens => {
                return Err(format!("has a damaged tokenizer ({key} is {id}): fetch it again"));
            }
            None if key.contains("eos") || !beside => {
                return Err(format!("lacks `{key}`: fetch another conversion"));
            }
            _ => {}
        }
    }
    if !beside {
        let types = header.array_length("tokenizer.ggml.token_type");
        let merges = header.array_length("tokenizer.ggml.merges");
        let splitter = header.text("tokenizer.ggml.pre");
        if types != Some(tokens) || merges.is_none() || splitter.is_none() {
            return Err("has an incomplete tokenizer: put its tokenizer.json beside".into());
        }
    }
    Ok(())
}

fn warnings(header: &Header) -> Vec<String> {
    let mut warnings = Vec::new();
    let slow: f64 =
        header.dtypes().iter().filter(|(dtype, _)| dtype.is_slow()).map(|(_, share)| share).sum();
    if slow > 0.2 {
        let percent = slow * 100.0;
        warnings.push(format!("{percent:.0} % of its weights have a slow type; prefer Q4_K_M"));
    }
    if header.tensors.iter().any(|tensor| tensor.name == "rope_freqs.weight") {
        warnings.push("its rotary scaling (Llama 3.1 and later) is only approximated".into());
    }
    if header.text("tokenizer.chat_template").is_none() {
        warnings.push("it has no chat template; a usual one is assumed".into());
    }
    warnings
}
