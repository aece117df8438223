//! From what users call a model to what the worker loads.

use std::path::{Path, PathBuf};

use super::{Bandwidth, Catalogue, State, Unknown, UserModelsError, state};
use crate::config::Paths;
use crate::hardware::Machine;
use crate::model::found;
use crate::model::stock::{Model, Place, Stock};

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
    /// The user's own list of models is wrong.
    #[error(transparent)]
    UserModels(#[from] UserModelsError),
    /// A file of another program has no name that an engine takes, and no link can be made.
    #[error("{} cannot be linked into {}: {why}", path.display(), folder.display())]
    Link {
        /// The file.
        path: PathBuf,
        /// Where the link belongs.
        folder: PathBuf,
        /// What the system said.
        why: String,
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
    resolve_in(&Catalogue::of_user(paths)?, model, paths)
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
        return match weights(Path::new(model)) {
            Err(ResolveError::NoFile { .. }) if could_be_ollamas(model) => {
                found(model, paths)?.ok_or_else(|| ResolveError::NoFile { path: model.into() })
            }
            result => result,
        };
    }
    if model.is_empty() {
        return best(catalogue, paths);
    }
    match catalogue.find(model) {
        Ok(entry) => match state(entry, paths) {
            State::Installed { path } => Ok(Resolved::Weights { name: entry.name.clone(), path }),
            State::Absent | State::Partial { .. } => found(model, paths)?
                .ok_or_else(|| ResolveError::Absent { name: entry.name.clone() }),
        },
        Err(_) if Path::new(model).is_dir() => Err(ResolveError::Folder { path: model.into() }),
        Err(unknown) => found(model, paths)?.ok_or_else(|| unknown.into()),
    }
}

/// The best that is in our folder; without any there, the best that another program has.
fn best(catalogue: &Catalogue, paths: &Paths) -> Result<Resolved, ResolveError> {
    let available = Machine::available_memory();
    if let Some(entry) = catalogue.best_installed(paths, available)
        && let State::Installed { path } = state(entry, paths)
    {
        return Ok(Resolved::Weights { name: entry.name.clone(), path });
    }
    let stock = Stock::look(paths);
    if let Some(model) = stock.best_here() {
        return of_stock(model, paths);
    }
    let cautious = Bandwidth::cautious(1);
    let recommended = stock.recommended().map(|model| model.name.clone());
    let smallest = || catalogue.best_fit(available, cautious).map(|entry| entry.name.clone());
    let recommended = recommended.or_else(smallest).unwrap_or_default();
    Err(ResolveError::NoneInstalled { recommended })
}

/// A model that another program has put on this machine.
fn found(name: &str, paths: &Paths) -> Result<Option<Resolved>, ResolveError> {
    let stock = Stock::look(paths);
    let model = stock.find(name).filter(|model| model.is_here());
    model.map(|model| of_stock(model, paths)).transpose()
}

fn of_stock(model: &Model, paths: &Paths) -> Result<Resolved, ResolveError> {
    let path = match &model.place {
        Place::Theirs(_, path) => found::usable(path, &paths.links()).map_err(|error| {
            let (path, folder, why) = (path.clone(), paths.links(), error.to_string());
            ResolveError::Link { path, folder, why }
        })?,
        place => place.path().map(Path::to_path_buf).unwrap_or_default(),
    };
    Ok(Resolved::Weights { name: model.name.clone(), path })
}

/// `SPACE/NAME:TAG` is a name and no path.
fn could_be_ollamas(model: &str) -> bool {
    !model.starts_with(['.', '/', '~']) && !model.to_ascii_lowercase().ends_with(".gguf")
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
