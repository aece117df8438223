//! What a GGUF header says, and the questions that the program asks of it.

use std::collections::BTreeMap;

use super::Dtype;

/// Architectures that turn text into vectors.
const EMBEDDERS: [&str; 9] = [
    "bert",
    "nomic-bert",
    "nomic-bert-moe",
    "jina-bert-v2",
    "jina-bert-v3",
    "modern-bert",
    "neo-bert",
    "t5encoder",
    "gemma-embedding",
];

/// A header as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// The version of the format.
    pub version: u32,
    /// Keys and values; of most arrays only the length.
    pub metadata: BTreeMap<String, Value>,
    /// The tensors it announces.
    pub tensors: Vec<Tensor>,
    /// Where the header ends.
    pub header_bytes: u64,
    /// How long the file is.
    pub file_bytes: u64,
}

/// A tensor as it was announced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tensor {
    /// Such as `blk.0.attn_q.weight`.
    pub name: String,
    /// All sides multiplied.
    pub weights: u64,
    /// How weights are stored.
    pub dtype: Dtype,
    /// From the beginning of the data.
    pub offset: u64,
}

/// A value of the metadata.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Any unsigned number.
    Unsigned(u64),
    /// Any signed number.
    Signed(i64),
    /// Any fraction.
    Float(f64),
    /// Yes or no.
    Bool(bool),
    /// A string.
    Text(String),
    /// The vocabulary.
    Texts(Vec<String>),
    /// The kinds of its tokens.
    Numbers(Vec<i64>),
    /// The length of an array that is not kept.
    Array(u64),
}

impl Value {
    /// A whole number, as signed.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Unsigned(number) => i64::try_from(*number).ok(),
            Self::Signed(number) => Some(*number),
            _ => None,
        }
    }
}

impl Header {
    /// A whole number that is not negative.
    #[must_use]
    pub fn number(&self, key: &str) -> Option<u64> {
        self.metadata.get(key)?.as_i64().and_then(|number| u64::try_from(number).ok())
    }

    /// A string.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.metadata.get(key)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The length of an array.
    #[must_use]
    pub fn array_length(&self, key: &str) -> Option<u64> {
        match self.metadata.get(key)? {
            Value::Array(length) => Some(*length),
            Value::Texts(texts) => Some(texts.len() as u64),
            Value::Numbers(numbers) => Some(numbers.len() as u64),
            _ => None,
        }
    }

    /// A number that belongs to the architecture, such as `block_count`.
    #[must_use]
    pub fn of_architecture(&self, key: &str) -> Option<u64> {
        self.number(&format!("{}.{key}", self.architecture()?))
    }

    /// `llama`, `qwen2`, …
    #[must_use]
    pub fn architecture(&self) -> Option<&str> {
        self.text("general.architecture")
    }

    /// The vocabulary; empty where there is none.
    #[must_use]
    pub fn tokens(&self) -> &[String] {
        match self.metadata.get("tokenizer.ggml.tokens") {
            Some(Value::Texts(tokens)) => tokens,
            _ => &[],
        }
    }

    /// The text of the token whose id stands under `key`.
    #[must_use]
    pub fn token_named(&self, key: &str) -> Option<&str> {
        let id = usize::try_from(self.number(key)?).ok()?;
        self.tokens().get(id).map(String::as_str)
    }

    /// Tokens that are read as a whole wherever their text occurs: controls, and other marks.
    #[must_use]
    pub fn control_tokens(&self) -> Vec<&str> {
        let Some(Value::Numbers(kinds)) = self.metadata.get("tokenizer.ggml.token_type") else {
            return Vec::new();
        };
        let tokens = self.tokens().iter().zip(kinds);
        tokens
            .filter(|(token, kind)| **kind != 1 && !token.trim().is_empty())
            .map(|(token, _)| token.as_str())
            .collect()
    }

    /// Ids of the tokens that steer the model and never stand for text.
    #[must_use]
    pub fn control_ids(&self) -> Vec<u32> {
        let Some(Value::Numbers(kinds)) = self.metadata.get("tokenizer.ggml.token_type") else {
            return Vec::new();
        };
        (0..).zip(kinds).filter(|(_, kind)| **kind == 3).map(|(id, _)| id).collect()
    }

    /// Whether a tensor of this name is announced.
    #[must_use]
    pub fn has_tensor(&self, name: &str) -> bool {
        self.tensors.iter().any(|tensor| tensor.name == name)
    }

    /// Whether it turns text into vectors instead of more text.
    #[must_use]
    pub fn makes_vectors(&self) -> bool {
        let pooled = self.of_architecture("pooling_type").is_some_and(|kind| kind > 0);
        pooled || self.architecture().is_some_and(|own| EMBEDDERS.contains(&own))
    }

    /// Number of weights.
    #[must_use]
    pub fn parameters(&self) -> u64 {
        self.tensors.iter().fold(0, |all, tensor| all.saturating_add(tensor.weights))
    }

    /// The bytes that the tensors need: where the last of them ends.
    #[must_use]
    pub fn required_bytes(&self) -> Option<u64> {
        let alignment = self.number("general.alignment").unwrap_or(32);
        let start = self.header_bytes.checked_next_multiple_of(alignment)?;
        self.tensors.iter().try_fold(start, |end, tensor| {
            let bytes = tensor.dtype.bytes(tensor.weights)?;
            Some(end.max(start.checked_add(tensor.offset)?.checked_add(bytes)?))
        })
    }

    /// Share of each tensor type in the weights, largest first.
    #[must_use]
    pub fn dtypes(&self) -> Vec<(Dtype, f64)> {
        let mut sums = BTreeMap::<Dtype, u64>::new();
        for tensor in &self.tensors {
            let sum = sums.entry(tensor.dtype).or_default();
            *sum = sum.saturating_add(tensor.weights);
        }
        let all = self.parameters().max(1);
        let mut shares: Vec<_> =
            sums.into_iter().map(|(dtype, sum)| (dtype, ratio(sum, all))).collect();
        shares.sort_by(|one, other| other.1.total_cmp(&one.1));
        shares
    }

    /// The usual name of the quantisation, from the file's own mark or else the commonest type.
    #[must_use]
    pub fn quantisation(&self) -> String {
        let named = self.number("general.file_type").and_then(file_type);
        named.map_or_else(
            || self.dtypes().first().map_or_else(String::new, |(dtype, _)| dtype.name()),
            str::to_owned,
        )
    }
}

#[expect(clippy::cast_precision_loss, reason = "a share needs no more than a float holds")]
fn ratio(part: u64, all: u64) -> f64 {
    part as f64 / all as f64
}

fn file_type(number: u64) -> Option<&'static str> {
    Some(match number {
        0 => "F32",
        1 => "F16",
        2 => "Q4_0",
        3 => "Q4_1",
        7 => "Q8_0",
        8 => "Q5_0",
        9 => "Q5_1",
        10 => "Q2_K",
        11 => "Q3_K_S",
        12 => "Q3_K_M",
        13 => "Q3_K_L",
        14 => "Q4_K_S",
        15 => "Q4_K_M",
        16 => "Q5_K_S",
        17 => "Q5_K_M",
        18 => "Q6_K",
        19 => "IQ2_XXS",
        20 => "IQ2_XS",
        22 => "IQ3_XS",
        23 => "IQ3_XXS",
        24 => "IQ1_S",
        25 => "IQ4_NL",
        26 => "IQ3_S",
        27 => "IQ3_M",
        28 => "IQ2_S",
        29 => "IQ2_M",
        30 => "IQ4_XS",
        31 => "IQ1_M",
        32 => "BF16",
        36 => "TQ1_0",
        37 => "TQ2_0",
        38 => "MXFP4",
        _ => return None,
    })
}
