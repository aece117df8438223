//! What can be wrong with a configuration, said so that it can be put right.

use std::io;
use std::path::PathBuf;

use super::Origin;

/// Why the configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file is there but cannot be read.
    #[error("cannot read {path}: {source}", path = path.display())]
    Read { path: PathBuf, source: io::Error },
    /// A file is not TOML.
    #[error("{place}: {message}")]
    Syntax { place: Origin, message: String },
    /// An option that does not exist.
    #[error("{place}: unknown option `{key}`; {hint}")]
    Unknown { place: Origin, key: String, hint: String },
    /// A value that an option cannot have.
    #[error("{place}: `{key}` {message}")]
    Value { place: Origin, key: String, message: String },
    /// A project's file asks for more than the user allows.
    #[error(
        "{place}: `{key}` {message}; a project's file may only be stricter than your own settings"
    )]
    Loosens { place: Origin, key: String, message: String },
}
