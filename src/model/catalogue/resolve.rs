//! From what users call a model to what the worker loads.

use std::path::{Path, PathBuf};

use super::{Catalogue, State, Unknown, state};
use crate::config::Paths;
use crate::hardware::Machine;

/// What the model worker loads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolved {
    /// A file of weights.
    Weights {
        /// Catalogue name, or the file name without its ending.
        name: String,
        /// The file.
        path: PathBuf,
    },
    /// A file of replies.
    Scripted {
        /// The file.
        path: PathBuf,
    },
    /// A model of an OpenAI-compatible server.
    Remote {
        /// Its name there.
        name: String,
    },
}

/// Why a model cannot be loaded; the text says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ResolveError {
    /// Not in the catalogue.
    #[error(transparent)]
    Unknown(#[from] Unknown),
    /// In the catalogue, but not on this machine.
    #[error("the model {name} is not on this machine; fetch it with: ci-tui models pull {name}")]
    Absent {
        /// Its catalogue name.
        name: String,
    },
    /// No model was named and none is installed.
    #[error("no model is on this machine; fetch one with: ci-tui models pull {recommended}")]
    NoneInstalled {
        /// The best for this machine.
        recommended: String,
    },
    /// There is no such file.
    #[error("there is no file {}; check the path", path.display())]
    NoFile {
        /// What was asked for.
        path: PathBuf,
    },
    /// A folder where a file belongs.
    #[error("{} is a folder, not a model file; give a .gguf file or a catalogue name", path.display())]
    Folder {
        /// What was asked for.
        path: PathBuf,
    },
    /// A prefix without a name.
    #[error("`{prefix}` must be followed by {what}")]
    Incomplete {
        /// `scripted:`, `openai:`.
        prefix: &'static str,
        /// What belongs after it.
        what: &'static str,
    },
}

/// What the worker loads for this name, path, `scripted:FILE` or `openai:NAME`; the best installed
/// model for an empty one.
pub fn resolve(model: &str, paths: &Paths) -> Result<Resolved, ResolveError> {
    resolve_in(&Catalogue::load(), model, paths)
}

/// As [`resolve`], from another catalogue.
pub fn resolve_in(
    catalogue: &Catalogue,
    model: &str,
    paths: &Paths,
) -> Result<Resolved, ResolveError> {
    let model = model.trim();
    if let Some(file) = model.strip_prefix("scripted:") {
        return scripted(file);
    }
    if let Some(name) = model.strip_prefix("openai:") {
        return match name {
            "" => Err(ResolveError::Incomplete { prefix: "openai:", what: "a model's name" }),
            name => Ok(Resolved::Remote { name: name.to_owned() }),
        };
    }
    if is_path(model) {
        return weights(Path::new(model));
    }
    let entry = if model.is_empty() {
        let available = Machine::available_memory();
        catalogue.best_installed(paths, available).ok_or_else(|| ResolveError::NoneInstalled {
            recommended: catalogue.best_fit(available).map(|e| e.name.clone()).unwrap_or_default(),
        })?
    } else {
        match catalogue.find(model) {
            Err(_) if Path::new(model).is_dir() => {
                return Err(ResolveError::Folder { path: model.into() });
            }
            found => found?,
        }
    };
    match state(entry, paths) {
        State::Installed { path } => Ok(Resolved::Weights { name: entry.name.clone(), path }),
        State::Absent | State::Partial { .. } => {
            Err(ResolveError::Absent { name: entry.name.clone() })
        }
    }
}

fn scripted(file: &str) -> Result<Resolved, ResolveError> {
    if file.is_empty() {
        return Err(ResolveError::Incomplete { prefix: "scripted:", what: "a file" });
    }
    Ok(Resolved::Scripted { path: existing(Path::new(file))? })
}

fn weights(path: &Path) -> Result<Resolved, ResolveError> {
    let path = existing(path)?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Resolved::Weights { name, path })
}

fn existing(path: &Path) -> Result<PathBuf, ResolveError> {
    match path {
        path if path.is_file() => Ok(path.into()),
        path if path.is_dir() => Err(ResolveError::Folder { path: path.into() }),
        path => Err(ResolveError::NoFile { path: path.into() }),
    }
}

fn is_path(model: &str) -> bool {
    let gguf = Path::new(model).extension().is_some_and(|e| e.eq_ignore_ascii_case("gguf"));
    gguf || model.contains(std::path::MAIN_SEPARATOR)
}
