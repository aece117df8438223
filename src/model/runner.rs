//! What can run a file of weights, and which of them this build holds.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An engine for weights, as people know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Runner {
    /// In Rust, on the processor.
    #[serde(rename = "kalosm")]
    Kalosm,
    /// In C++: more kinds of models and of quantisation.
    #[serde(rename = "llama.cpp")]
    LlamaCpp,
}

/// Which engine a user wants.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
pub enum Wanted {
    /// The one that runs the model faster.
    #[default]
    #[serde(rename = "auto")]
    Auto,
    /// Kalosm.
    #[serde(rename = "kalosm")]
    Kalosm,
    /// llama.cpp.
    #[serde(rename = "llama.cpp")]
    #[value(name = "llama.cpp")]
    LlamaCpp,
}

impl Runner {
    /// Every engine that weights can be run with, the usually faster one first.
    pub const ALL: [Self; 2] = [Self::LlamaCpp, Self::Kalosm];

    /// Its name, as in [`ModelInfo::engine`](crate::engine::ModelInfo).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Kalosm => "kalosm",
            Self::LlamaCpp => "llama.cpp",
        }
    }

    /// Whether this build holds it.
    #[must_use]
    pub fn is_built_in(self) -> bool {
        match self {
            Self::Kalosm => cfg!(feature = "kalosm"),
            Self::LlamaCpp => cfg!(feature = "llama-cpp"),
        }
    }

    /// The engines that this build holds, the usually faster one first.
    #[must_use]
    pub fn built_in() -> Vec<Self> {
        Self::ALL.into_iter().filter(|runner| runner.is_built_in()).collect()
    }
}

impl fmt::Display for Runner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl From<Runner> for Wanted {
    fn from(runner: Runner) -> Self {
        match runner {
            Runner::Kalosm => Self::Kalosm,
            Runner::LlamaCpp => Self::LlamaCpp,
        }
    }
}

impl Wanted {
    /// The engine that is named, if one is.
    #[must_use]
    pub fn named(self) -> Option<Runner> {
        match self {
            Self::Auto => None,
            Self::Kalosm => Some(Runner::Kalosm),
            Self::LlamaCpp => Some(Runner::LlamaCpp),
        }
    }
}
