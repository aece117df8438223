//! Headers that were read before, by path, time and size, so that a list of models does not read them again.

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, Metadata};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::Facts;

/// Changes with the form of [`Facts`] and with what is read from a header.
const VERSION: u32 = 2;

/// More files than this are not remembered.
const MOST: usize = 5_000;

/// What is remembered between two searches.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Known {
    v: u32,
    files: BTreeMap<PathBuf, Seen>,
    #[serde(skip)]
    changed: bool,
}

/// What is remembered of one file.
pub(super) enum Recalled {
    /// Nothing, or it has changed since.
    Nothing,
    /// It is no GGUF that can be read.
    NoModel,
    /// What its header says.
    Facts(Box<Facts>),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Seen {
    /// Nanoseconds since 1970.
    modified: u64,
    bytes: u64,
    beside: bool,
    /// `None` where it is no GGUF that can be read.
    facts: Option<Facts>,
}

impl Known {
    /// What was remembered in this file; nothing where it cannot be read.
    pub(super) fn load(file: &Path) -> Self {
        let read = fs::read(file).ok().and_then(|text| serde_json::from_slice::<Self>(&text).ok());
        match read {
            Some(known) if known.v == VERSION => known,
            _ => Self { v: VERSION, ..Self::default() },
        }
    }

    /// What is known of a file, if it has not changed since.
    pub(super) fn recall(&self, path: &Path, now: &Metadata, beside: bool) -> Recalled {
        let Some(seen) = self.files.get(path) else { return Recalled::Nothing };
        let same = (seen.modified, seen.bytes, seen.beside) == (modified(now), now.len(), beside);
        match &seen.facts {
            _ if !same => Recalled::Nothing,
            Some(facts) => Recalled::Facts(Box::new(facts.clone())),
            None => Recalled::NoModel,
        }
    }

    /// Keeps what was read of a file.
    pub(super) fn keep(&mut self, path: &Path, now: &Metadata, beside: bool, facts: Option<Facts>) {
        if self.files.len() < MOST || self.files.contains_key(path) {
            let seen = Seen { modified: modified(now), bytes: now.len(), beside, facts };
            self.files.insert(path.to_owned(), seen);
            self.changed = true;
        }
    }

    /// Forgets files that are gone.
    pub(super) fn forget_others(&mut self, seen: &HashSet<PathBuf>) {
        let before = self.files.len();
        self.files.retain(|path, _| seen.contains(path));
        self.changed |= self.files.len() != before;
    }

    /// Writes what has changed; a reader sees the old file or the new one, never half of it.
    pub(super) fn save(&self, file: &Path) -> io::Result<()> {
        if !self.changed {
            return Ok(());
        }
        let folder = file.parent().unwrap_or_else(|| Path::new("."));
        fs::create_dir_all(folder)?;
        let mut fresh = tempfile::NamedTempFile::new_in(folder)?;
        fresh.write_all(&serde_json::to_vec(self)?)?;
        fresh.persist(file)?;
        Ok(())
    }
}

fn modified(metadata: &Metadata) -> u64 {
    let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.map_or(0, |since| u64::try_from(since.as_nanos()).unwrap_or(u64::MAX))
}
