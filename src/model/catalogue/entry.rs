//! One model of the catalogue.

use serde::{Deserialize, Serialize};

use super::Shape;

/// One model of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What users call it.
    pub name: String,
    /// What its authors call it.
    pub title: String,
    /// What it is good for, in one sentence.
    pub good_for: String,
    /// Whether it is meant for the main job.
    pub purpose: Purpose,
    /// Its file name, here and at every source.
    pub file: String,
    /// The file's exact size.
    pub bytes: u64,
    /// The file's checksum, in lower-case hexadecimal.
    pub sha256: String,
    /// SPDX identifier.
    pub licence: String,
    /// Number of weights, as published.
    pub parameters: u64,
    /// Quantisation of most of the weights.
    pub quantisation: String,
    /// Most tokens of its context window.
    pub context: u32,
    /// Transformer blocks.
    pub layers: u64,
    /// Attention heads; each is kept in the cache, shared or not.
    pub heads: u64,
    /// Width of the hidden state.
    pub embedding: u64,
    /// Tokens of its vocabulary.
    pub vocabulary: u64,
    /// Its repository on Hugging Face.
    #[serde(default)]
    pub hub: Option<String>,
    /// Its packages on the Python package index.
    #[serde(default)]
    pub packages: Option<Packages>,
}

/// What a model is in the catalogue for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    /// Answers with code.
    Code,
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
            bytes: self.bytes,
            layers: self.layers,
            heads: self.heads,
            embedding: self.embedding,
            vocabulary: self.vocabulary,
        }
    }

    /// Memory in bytes that the model process takes at its peak with this many tokens of context.
    #[must_use]
    pub fn memory(&self, context: u32) -> u64 {
        self.shape().memory(context)
    }

    /// Weights in the unit people use, such as `1.5B`.
    #[must_use]
    pub fn parameter_label(&self) -> String {
        parameter_label(self.parameters)
    }
}

/// A number of weights in the unit people use, such as `1.5B`.
#[must_use]
pub fn parameter_label(parameters: u64) -> String {
    match parameters {
        n if n >= 10_000_000_000 => format!("{}B", n / 1_000_000_000),
        n if n >= 450_000_000 => {
            let tenths = (n + 50_000_000) / 100_000_000;
            format!("{}.{}B", tenths / 10, tenths % 10)
        }
        n => format!("{}M", (n + 500_000) / 1_000_000),
    }
}
