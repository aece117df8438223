//! One model of the catalogue.

use serde::{Deserialize, Serialize};

use super::Shape;
use crate::model::Runner;

/// One model of the catalogue; a number that is 0 is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What users call it.
    pub name: String,
    /// What its authors call it.
    #[serde(default)]
    pub title: String,
    /// What it is good for, in one sentence.
    #[serde(default)]
    pub good_for: String,
    /// Whether it is meant for the main job.
    #[serde(default)]
    pub purpose: Purpose,
    /// The models it belongs to, such as `qwen2.5-coder`.
    #[serde(default)]
    pub family: String,
    /// What runs the very file.
    #[serde(default = "every_engine")]
    pub engines: Vec<Runner>,
    /// Its file name here.
    pub file: String,
    /// Its file name in its repository, where that is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hub_file: Option<String>,
    /// The file's exact size, where it is known for certain.
    #[serde(default)]
    pub bytes: Option<u64>,
    /// The file's checksum, in lower-case hexadecimal, where it is known for certain.
    #[serde(default)]
    pub sha256: Option<String>,
    /// SPDX identifier, or the licence's own name.
    #[serde(default)]
    pub licence: String,
    /// What the licence asks beyond naming the authors.
    #[serde(default)]
    pub conditions: Option<String>,
    /// What it speaks.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Number of weights, as published.
    #[serde(default)]
    pub parameters: u64,
    /// Weights that are read for a token, where these are not all of them.
    #[serde(default)]
    pub active: Option<u64>,
    /// Networks that take turns in each block.
    #[serde(default = "one")]
    pub experts: u64,
    /// Quantisation of most of the weights.
    #[serde(default)]
    pub quantisation: String,
    /// Most tokens of its context window.
    #[serde(default)]
    pub context: u32,
    /// Transformer blocks.
    #[serde(default)]
    pub layers: u64,
    /// Attention heads.
    #[serde(default)]
    pub heads: u64,
    /// Attention heads of keys and values.
    #[serde(default)]
    pub kv_heads: u64,
    /// Numbers of a head.
    #[serde(default)]
    pub head_dim: u64,
    /// Width of the hidden state.
    #[serde(default)]
    pub embedding: u64,
    /// Width of a block's network.
    #[serde(default)]
    pub feed_forward: u64,
    /// Tokens of its vocabulary.
    #[serde(default)]
    pub vocabulary: u64,
    /// Whether one table serves to read tokens and to write them.
    #[serde(default)]
    pub tied: bool,
    /// Its repository on Hugging Face.
    #[serde(default)]
    pub hub: Option<String>,
    /// Its packages on the Python package index.
    #[serde(default)]
    pub packages: Option<Packages>,
}

fn every_engine() -> Vec<Runner> {
    Runner::ALL.to_vec()
}

fn one() -> u64 {
    1
}

/// What a model is in the catalogue for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    /// Answers with code.
    #[default]
    Code,
    /// Answers with words, and code on request.
    Chat,
    /// Exercises the machinery.
    Test,
}

/// A file cut into Python packages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Packages {
    /// Package name; `{n}` stands for the number of the part.
    pub name: String,
    /// The version of every part.
    pub version: String,
    /// How many parts there are.
    pub count: u64,
    /// Bytes of the file in each part but the last.
    pub bytes_each: u64,
}

impl Packages {
    /// What to ask the package index for; parts count from 0.
    #[must_use]
    pub fn requirement(&self, part: u64) -> String {
        format!("{}=={}", self.name.replace("{n}", &(part + 1).to_string()), self.version)
    }
}

impl Entry {
    /// The sizes that decide how much memory it takes.
    #[must_use]
    pub fn shape(&self) -> Shape {
        Shape {
            bytes: self.size().bytes(),
            layers: self.layers,
            heads: self.heads,
            kv_heads: self.kv_heads,
            head_dim: self.head_dim,
            embedding: self.embedding,
            vocabulary: self.vocabulary,
        }
    }

    /// How long its file is.
    #[must_use]
    pub fn size(&self) -> Size {
        match self.bytes {
            Some(bytes) => Size::Known(bytes),
            None => Size::About(estimate(self.parameters, &self.quantisation)),
        }
    }

    /// Memory in bytes that the model process takes at its peak with this many tokens of context, in the
    /// first engine that runs it.
    #[must_use]
    pub fn memory(&self, context: u32) -> u64 {
        self.shape().memory_on(self.engine(), context)
    }

    /// The engine that would run it here: one that this build has, else the first that could.
    #[must_use]
    pub fn engine(&self) -> Runner {
        usual(&self.engines).unwrap_or(Runner::LlamaCpp)
    }

    /// Its file name in its repository.
    #[must_use]
    pub fn hub_file(&self) -> &str {
        self.hub_file.as_deref().unwrap_or(&self.file)
    }

    /// Weights in the unit people use, such as `1.5B`.
    #[must_use]
    pub fn parameter_label(&self) -> String {
        parameter_label(self.parameters)
    }
}

/// The usually fastest of these engines that this build has, else the first.
pub(in crate::model) fn usual(engines: &[Runner]) -> Option<Runner> {
    let built = Runner::built_in().into_iter().find(|engine| engines.contains(engine));
    built.or_else(|| engines.first().copied())
}

/// The length of a model's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// To the byte.
    Known(u64),
    /// Worked out from the number of weights and their quantisation.
    About(u64),
}

impl Size {
    /// The number, exact or not.
    #[must_use]
    pub fn bytes(self) -> u64 {
        match self {
            Self::Known(bytes) | Self::About(bytes) => bytes,
        }
    }

    /// Whether it was only worked out.
    #[must_use]
    pub fn is_estimate(self) -> bool {
        matches!(self, Self::About(_))
    }
}

/// Bytes of so many weights: each quantisation by its usual mean, tables that are kept finer included.
fn estimate(parameters: u64, quantisation: &str) -> u64 {
    let hundredths = match quantisation {
        "F32" => 3200,
        "F16" | "BF16" => 1600,
        "Q8_0" => 850,
        "Q6_K" => 660,
        "Q5_K_M" | "Q5_K_S" | "Q5_0" | "Q5_1" => 575,
        "Q4_0" | "Q4_1" | "MXFP4" => 465,
        "Q3_K_L" | "Q3_K_M" | "Q3_K_S" => 395,
        "Q2_K" => 320,
        _ => 490,
    };
    parameters / 800 * hundredths
}

/// A number of weights in the unit people use, such as `1.5B`.
#[must_use]
pub fn parameter_label(parameters: u64) -> String {
    match parameters {
        n if n >= 9_950_000_000 => format!("{}B", (n + 500_000_000) / 1_000_000_000),
        n if n >= 450_000_000 => {
            let tenths = (n + 50_000_000) / 100_000_000;
            format!("{}.{}B", tenths / 10, tenths % 10)
        }
        0 => "–".into(),
        n => format!("{}M", (n + 500_000) / 1_000_000),
    }
}
