//! Where other programs keep their models.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Who put a file where it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Program {
    /// The cache of Hugging Face's own tools.
    HuggingFace,
    /// Ollama's store of blobs.
    Ollama,
    /// LM Studio's models.
    LmStudio,
    /// Kalosm's cache.
    Kalosm,
    /// The cache of llama.cpp's programs.
    LlamaCpp,
    /// A folder that the user named.
    Folder,
}

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::HuggingFace => "Hugging Face",
            Self::Ollama => "Ollama",
            Self::LmStudio => "LM Studio",
            Self::Kalosm => "Kalosm",
            Self::LlamaCpp => "llama.cpp",
            Self::Folder => "your folder",
        })
    }
}

/// A folder to search, and whose it is.
pub type Location = (Program, PathBuf);

/// The folders of other programs, as an environment says, and then those that the user named.
#[must_use]
pub fn locations(get: impl Fn(&str) -> Option<OsString>, folders: &[PathBuf]) -> Vec<Location> {
    let path = |name: &str| get(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = path("HOME");
    let below = |relative: &str| home.as_ref().map(|home| home.join(relative));
    let cache = path("XDG_CACHE_HOME").or_else(|| below(".cache"));
    let data = path("XDG_DATA_HOME").or_else(|| below(".local/share"));
    let hugging_face = path("HF_HOME")
        .or_else(|| Some(cache.as_ref()?.join("huggingface")))
        .map(|it| it.join("hub"));
    let known = [
        (Program::HuggingFace, path("HF_HUB_CACHE").or(hugging_face)),
        (Program::Ollama, path("OLLAMA_MODELS").or_else(|| below(".ollama/models"))),
        (Program::Ollama, Some("/usr/share/ollama/.ollama/models".into())),
        (Program::LmStudio, below(".lmstudio/models")),
        (Program::LmStudio, below(".cache/lm-studio/models")),
        (Program::Kalosm, data.map(|data| data.join("kalosm/cache"))),
        (
            Program::LlamaCpp,
            path("LLAMA_CACHE").or_else(|| Some(cache.as_ref()?.join("llama.cpp"))),
        ),
    ];
    let known = known.into_iter().filter_map(|(program, path)| Some((program, path?)));
    known.chain(folders.iter().map(|folder| (Program::Folder, folder.clone()))).collect()
}
