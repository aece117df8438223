//! What can run a model on this machine.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An engine that computes a model in our own model process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum EngineKind {
    /// Pure Rust; dense llama, qwen2 and phi3 models.
    #[serde(rename = "kalosm")]
    Kalosm,
    /// Every architecture and quantisation that llama.cpp knows.
    #[serde(rename = "llama.cpp")]
    LlamaCpp,
}

impl EngineKind {
    /// Every engine, in the order in which they are told.
    pub const ALL: [Self; 2] = [Self::Kalosm, Self::LlamaCpp];

    /// Its name, as a loaded model tells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Kalosm => "kalosm",
            Self::LlamaCpp => "llama.cpp",
        }
    }

    /// Whether this build has it.
    #[must_use]
    pub fn is_built(self) -> bool {
        match self {
            Self::Kalosm => cfg!(feature = "kalosm"),
            Self::LlamaCpp => cfg!(feature = "llama-cpp"),
        }
    }
}

impl fmt::Display for EngineKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
