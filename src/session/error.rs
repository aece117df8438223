//! What can go wrong with a saved session.

use std::io;
use std::path::PathBuf;

/// Why a session cannot be written, read or found.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The journal cannot be written; the session goes on unsaved.
    #[error("cannot write {path}: {source}", path = path.display())]
    Write { path: PathBuf, source: io::Error },
    /// The file or folder cannot be read.
    #[error("cannot read {path}: {source}", path = path.display())]
    Read { path: PathBuf, source: io::Error },
    /// The first line does not say what the session was begun with.
    #[error("{path}:1: the first line of the session is damaged: {message}", path = path.display())]
    Damaged { path: PathBuf, message: String },
    /// Written by a later version of the program.
    #[error("{path} has format {found}, but this ci-tui reads up to {known}: use a newer one", path = path.display())]
    Newer { path: PathBuf, found: u32, known: u32 },
    /// Another process writes to it.
    #[error("session {id} is open in another ci-tui; close it there first")]
    InUse { id: String },
    /// No session has such an id.
    #[error("there is no session {id:?}; `ci-tui sessions list` shows all of them")]
    Unknown { id: String },
    /// More than one session has such an id.
    #[error("{id:?} could be any of {candidates}; give more of the id")]
    Ambiguous { id: String, candidates: String },
    /// No session was begun in this directory.
    #[error("no session was begun in {cwd}; `ci-tui sessions list` shows those of other folders")]
    NoneHere { cwd: String },
    /// Every session of this directory is open elsewhere.
    #[error(
        "every session of {cwd} is open in another ci-tui: close one there, or begin a new one without --resume"
    )]
    NoneFree { cwd: String },
}
