//! The file of a download that is not complete: always a prefix of the real one, whatever its source.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::error::{Error, Failure};
use super::pinned::Pinned;
use super::progress::Meter;
use super::{Cancel, Source, Stage};
use crate::model::catalogue::part_path;

/// Bytes read or written at once.
pub(super) const CHUNK: usize = 256 << 10;

/// A running SHA-256.
#[derive(Clone, Default)]
pub(super) struct Hasher(Sha256);

impl Hasher {
    pub(super) fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub(super) fn hex(&self) -> String {
        use std::fmt::Write as _;
        self.0.clone().finalize().iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}

/// Hashes a file, with progress; an interrupted one fails as [`io::ErrorKind::Interrupted`].
pub(super) fn hash_file(
    path: &Path,
    hasher: &mut Hasher,
    meter: &mut Meter<'_>,
    cancel: &Cancel,
) -> io::Result<()> {
    hash(&mut File::open(path)?, hasher, meter, cancel).map(drop)
}

fn hash(
    file: &mut File,
    hasher: &mut Hasher,
    meter: &mut Meter<'_>,
    cancel: &Cancel,
) -> io::Result<u64> {
    let (mut buffer, mut done) = (vec![0; CHUNK], 0);
    loop {
        if cancel.is_cancelled() {
            return Err(io::ErrorKind::Interrupted.into());
        }
        match file.read(&mut buffer)? {
            0 => return Ok(done),
            n => {
                hasher.update(&buffer[..n]);
                done += n as u64;
                meter.advance(done);
            }
        }
    }
}

/// What is remembered of a download between two runs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Note {
    /// The server's name for the version of the file that arrived so far.
    etag: Option<String>,
}

/// An exclusively locked `.part` file and the hash of what is in it.
pub(super) struct Part {
    path: PathBuf,
    target: PathBuf,
    file: File,
    hasher: Hasher,
    len: u64,
    total: u64,
    sha256: String,
    /// How many answers its bytes are from; what an earlier run left counts as two.
    answers: u32,
}

impl Part {
    /// Opens or creates the part of a file in `folder` and hashes what is there.
    pub(super) fn open(
        wanted: &Pinned<'_>,
        folder: &Path,
        meter: &mut Meter<'_>,
        cancel: &Cancel,
    ) -> Result<Self, Error> {
        let entry = wanted.entry;
        let path = part_path(folder, entry);
        let wrong = |error| Error::Write { path: path.clone(), error };
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(wrong)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::Busy { name: entry.name.clone() }),
            Err(TryLockError::Error(error)) => return Err(wrong(error)),
        }
        // The file may have been renamed or removed between opening and locking it.
        let ours = file.metadata().map_err(wrong)?;
        if fs::metadata(&path).ok().is_none_or(|now| now.ino() != ours.ino()) {
            return Err(Error::Busy { name: entry.name.clone() });
        }
        let mut part = Self {
            target: folder.join(&entry.file),
            file,
            hasher: Hasher::default(),
            len: 0,
            total: wanted.bytes,
            sha256: wanted.sha256.clone(),
            answers: 0,
            path,
        };
        let keep = if ours.len() <= wanted.bytes { ours.len() } else { 0 };
        part.cut(keep, meter, cancel)?;
        part.answers = if keep > 0 { 2 } else { 0 };
        Ok(part)
    }

    pub(super) fn len(&self) -> u64 {
        self.len
    }

    pub(super) fn missing(&self) -> u64 {
        self.total - self.len
    }

    /// Keeps the first `len` bytes.
    pub(super) fn cut(
        &mut self,
        len: u64,
        meter: &mut Meter<'_>,
        cancel: &Cancel,
    ) -> Result<(), Error> {
        let path = self.path.clone();
        let wrong = |error| Error::Write { path, error };
        self.hasher = Hasher::default();
        self.len = 0;
        let cut = self.file.set_len(len).and_then(|()| self.file.seek(SeekFrom::Start(0)));
        if let Err(error) = cut {
            return Err(wrong(error));
        }
        if len == 0 {
            self.remember_etag(None);
            return Ok(());
        }
        meter.begin(Source::ThisMachine, Stage::Checking, 0);
        match hash(&mut self.file, &mut self.hasher, meter, cancel) {
            Ok(done) => self.len = done,
            Err(_) if cancel.is_cancelled() => return Err(Error::Cancelled),
            Err(error) => return Err(wrong(error)),
        }
        Ok(())
    }

    /// What comes next is from another answer.
    pub(super) fn begin_answer(&mut self) {
        self.answers = if self.len == 0 { 1 } else { self.answers.saturating_add(1) };
    }

    /// Whether its bytes may be of several versions of the file.
    pub(super) fn is_patched(&self) -> bool {
        self.answers > 1
    }

    /// Writes what comes next.
    pub(super) fn append(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        if bytes.len() as u64 > self.missing() {
            return Err(Failure::Source("it sends more than the catalogue lists".into()));
        }
        self.file
            .write_all(bytes)
            .map_err(|error| Error::Write { path: self.path.clone(), error })?;
        self.hasher.update(bytes);
        self.len += bytes.len() as u64;
        Ok(())
    }

    /// Compares the checksum and gives the file its name; a wrong file is deleted.
    pub(super) fn finish(&mut self) -> Result<PathBuf, Failure> {
        let found = self.hasher.hex();
        if self.len != self.total || found != self.sha256 {
            self.discard();
            return Err(Failure::Mismatch(format!(
                "its bytes are not those of the catalogue (sha256 {}…, expected {}…); they were deleted",
                &found[..12],
                &self.sha256[..12.min(self.sha256.len())]
            )));
        }
        let named = self
            .file
            .sync_all()
            .and_then(|()| fs::rename(&self.path, &self.target))
            .and_then(|()| sync_folder(&self.target));
        named.map_err(|error| Error::Write { path: self.target.clone(), error })?;
        let _ = fs::remove_file(self.note_path());
        Ok(self.target.clone())
    }

    /// Removes a part that holds nothing.
    pub(super) fn tidy(&self) {
        if self.len == 0 {
            let _ = fs::remove_file(&self.path);
            let _ = fs::remove_file(self.note_path());
        }
    }

    pub(super) fn etag(&self) -> Option<String> {
        let note = fs::read(self.note_path()).ok()?;
        serde_json::from_slice::<Note>(&note).ok()?.etag
    }

    /// Forgetting it costs a safeguard, not the download: the checksum decides in the end.
    pub(super) fn remember_etag(&self, etag: Option<String>) {
        let _ = match etag {
            None => fs::remove_file(self.note_path()),
            etag => serde_json::to_vec(&Note { etag })
                .map_err(io::Error::from)
                .and_then(|note| fs::write(self.note_path(), note)),
        };
    }

    /// Empties the part.
    fn discard(&mut self) {
        let _ = self.file.set_len(0).and_then(|()| self.file.seek(SeekFrom::Start(0)));
        self.hasher = Hasher::default();
        self.len = 0;
        let _ = fs::remove_file(self.note_path());
    }

    fn note_path(&self) -> PathBuf {
        let mut name = self.path.clone().into_os_string();
        name.push(".json");
        name.into()
    }
}

fn sync_folder(target: &Path) -> io::Result<()> {
    target.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}
