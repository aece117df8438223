//! Why a pull failed, in words that say what to do.

use std::io;
use std::path::{Path, PathBuf};

use super::Source;
use crate::plain;

/// Why a model could not be fetched.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Stopped on request.
    #[error("stopped; what has arrived is kept, and the next pull goes on from there")]
    Cancelled,
    /// Another process fetches the same file.
    #[error("{name} is being fetched by another ci-tui; wait for it, or end it and try again")]
    Busy {
        /// The model.
        name: String,
    },
    /// The disk is too full.
    #[error(
        "{name} needs {} MB of free disk space in {}, where {} MB are free; make room or set XDG_DATA_HOME to a larger disk",
        need.div_ceil(1_000_000), folder.display(), have / 1_000_000
    )]
    NoRoom {
        /// The model.
        name: String,
        /// Bytes still to be written.
        need: u64,
        /// Bytes that are free.
        have: u64,
        /// Where it would lie.
        folder: PathBuf,
    },
    /// Our own folder cannot be written.
    #[error("{}", unwritten(path, error))]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// No source delivered the file.
    #[error("{}", no_source(name, tried, advice))]
    NoSource {
        /// The model.
        name: String,
        /// Every source, in order.
        tried: Vec<Attempt>,
        /// What to do now.
        advice: String,
    },
}

/// A source that did not deliver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Which one.
    pub source: Source,
    /// Why not.
    pub why: String,
}

fn unwritten(path: &Path, error: &io::Error) -> String {
    let path = path.display();
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => format!(
            "cannot write {path}: its disk or your quota is full; what has arrived is kept: make room and pull again, or set XDG_DATA_HOME to a larger disk"
        ),
        io::ErrorKind::FileTooLarge => format!(
            "cannot write {path}: files may not grow that large here (ulimit -f, or the file system); what has arrived is kept: raise the limit and pull again"
        ),
        _ => {
            format!("cannot write {path}: {error}; check the permissions and the space of its disk")
        }
    }
}

fn no_source(name: &str, tried: &[Attempt], advice: &str) -> String {
    let tried: Vec<_> =
        tried.iter().map(|Attempt { source, why }| format!("{source}: {why}")).collect();
    format!("{name} could not be fetched; {}. {advice}", tried.join("; "))
}

/// Why one source did not deliver.
#[derive(Debug)]
pub(super) enum Failure {
    /// The whole pull is over.
    Fatal(Error),
    /// What arrived is not the file of the catalogue; it was thrown away.
    Mismatch(String),
    /// The source could not go on; what arrived is kept.
    Source(String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Fatal(error)
    }
}

/// Foreign text on one line: bounded, and free of control characters.
pub(super) fn one_line(text: &str) -> String {
    const MOST: usize = 300;
    let line = plain::one_line(text.trim());
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_a_full_quota_and_a_limit_on_files_say_what_to_do() {
        // ENOSPC, EDQUOT, EFBIG.
        for (number, words) in [(28, "make room"), (122, "make room"), (27, "raise the limit")] {
            let error = Error::Write {
                path: "/data/x.part".into(),
                error: io::Error::from_raw_os_error(number),
            };
            let told = error.to_string();
            assert!(told.contains(words) && told.contains("what has arrived is kept"), "{told}");
        }
    }
}
