//! Where a model's file lies on this machine.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::Entry;
use crate::config::Paths;

/// What of a model is on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// Nothing.
    Absent,
    /// An interrupted download, or a file of the wrong size.
    Partial {
        /// How much is there.
        bytes: u64,
    },
    /// The whole file.
    Installed {
        /// Where it lies.
        path: PathBuf,
    },
}

/// What of this model is on this machine, judged by file sizes alone: its checksum was compared
/// when it was fetched.
#[must_use]
pub fn state(entry: &Entry, paths: &Paths) -> State {
    state_in(entry, &[paths.models(), paths.data.join("models")])
}

/// The file of an interrupted download.
pub(in crate::model) fn part_path(folder: &Path, entry: &Entry) -> PathBuf {
    folder.join(format!("{}.part", entry.file))
}

pub(in crate::model) fn state_in(entry: &Entry, folders: &[PathBuf]) -> State {
    let size =
        |path: &Path| path.metadata().ok().filter(std::fs::Metadata::is_file).map(|m| m.len());
    let mut partial = 0;
    for folder in folders {
        let path = folder.join(&entry.file);
        match size(&path) {
            // Only what was checked gets the file's name; where the size is known it has to be that one too.
            Some(bytes) if bytes > 0 && entry.bytes.is_none_or(|whole| bytes == whole) => {
                return State::Installed { path };
            }
            Some(bytes) => partial = partial.max(bytes),
            None => {}
        }
        partial = partial.max(size(&part_path(folder, entry)).unwrap_or(0));
    }
    if partial == 0 { State::Absent } else { State::Partial { bytes: partial } }
}
