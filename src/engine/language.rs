//! The languages that a kernel can run, and how a fence tag names them.

use serde::{Deserialize, Serialize};

/// A language with a persistent kernel of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// The user's own `python3`.
    Python,
    /// `bash`, or per-step `sh` where there is none.
    Bash,
    /// `node`, where it is installed.
    JavaScript,
}

impl Language {
    /// Every language, in the order in which the screen offers them.
    pub const ALL: [Self; 3] = [Self::Python, Self::Bash, Self::JavaScript];

    /// The name on the command line, in the event stream and as a fence tag.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Python => "python",
            Self::Bash => "bash",
            Self::JavaScript => "javascript",
        }
    }

    /// The language that a fence tag names, if it names one.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let word = tag.trim().trim_start_matches(['{', '.']).to_ascii_lowercase();
        let word = word.split([' ', ',', '}', ':', '\t']).next().unwrap_or_default();
        match word {
            "python" | "py" | "python3" | "py3" | "ipython" | "pycon" | "jupyter" => {
                Some(Self::Python)
            }
            "bash" | "sh" | "shell" | "zsh" | "console" | "terminal" | "shell-session"
            | "shellscript" => Some(Self::Bash),
            "javascript" | "js" | "node" | "nodejs" | "mjs" => Some(Self::JavaScript),
            _ => None,
        }
    }
}
