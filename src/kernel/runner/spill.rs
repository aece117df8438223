//! Whole outputs as private files: made once a step prints more than a little, under a quota, gone with the runner.

use std::collections::VecDeque;
use std::fs::{File, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::PathBuf;

use tempfile::TempDir;

use crate::engine::StepId;
use crate::engine::output::OutputFile;

/// Bytes of a step up to which no file is made.
const SMALL: usize = 8 * 1024;
/// Bytes of one step that are kept.
const OF_STEP: u64 = 256 << 20;
/// More than the pipe holds: what a held step had already printed is kept, too.
const SLACK: u64 = 2 << 20;
/// Bytes of all steps of one kernel; the oldest files make room for the newest.
const OF_ALL: u64 = 2 << 30;

/// The files of all steps.
#[derive(Debug, Default)]
pub(super) struct Spills {
    folder: Option<TempDir>,
    files: VecDeque<(PathBuf, u64)>,
    /// Whether the user was told that nothing can be kept.
    complained: bool,
}

/// How far the output of one step is kept.
#[derive(Debug)]
pub(super) enum Spill {
    /// In memory, because it is still short.
    Early(Vec<u8>),
    /// In a file.
    Open { file: File, path: PathBuf, bytes: u64 },
    /// In a file that does not grow any more, though the output does.
    Full { path: PathBuf, bytes: u64 },
    /// Not at all.
    Lost,
}

/// What became of bytes that were to be kept.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// They are, and there is room for more.
    Yes,
    /// They are, and a file was made for them.
    InNewFile,
    /// They are, but no more should come.
    AtQuota,
    /// They are not.
    No,
}

impl Spills {
    fn create(&mut self, step: StepId) -> io::Result<(File, PathBuf)> {
        let folder = if let Some(folder) = &self.folder {
            folder.path()
        } else {
            let mut builder = tempfile::Builder::new();
            let private = builder.permissions(Permissions::from_mode(0o700));
            self.folder.insert(private.prefix("ci-tui-output-").tempdir()?).path()
        };
        let path = folder.join(format!("step-{}.log", step.0));
        let mut options = OpenOptions::new();
        let file =
            options.read(true).write(true).create(true).truncate(true).mode(0o600).open(&path)?;
        let used = |files: &VecDeque<(PathBuf, u64)>| files.iter().map(|file| file.1).sum::<u64>();
        while used(&self.files) + OF_STEP + SLACK > OF_ALL {
            let Some((oldest, _)) = self.files.pop_front() else { break };
            let _ = std::fs::remove_file(oldest);
        }
        Ok((file, path))
    }

    /// Takes in what a step's output takes, now that the step's place goes to another.
    pub(super) fn settle(&mut self, spill: &Spill) {
        if let Spill::Open { path, bytes, .. } | Spill::Full { path, bytes } = spill {
            self.files.push_back((path.clone(), *bytes));
        }
    }

    /// A sentence for the user, once.
    pub(super) fn complaint(&mut self, error: &io::Error) -> Option<String> {
        let first = !std::mem::replace(&mut self.complained, true);
        let place = std::env::temp_dir();
        first.then(|| {
            format!(
                "what steps print is not kept in full: {error} ({}); beginnings and ends are still shown",
                place.display()
            )
        })
    }
}

impl Spill {
    pub(super) fn new() -> Self {
        Self::Early(Vec::new())
    }

    /// Keeps the next bytes of this step; what an error leaves is still read back, then removed.
    pub(super) fn push(
        &mut self,
        step: StepId,
        new: &[u8],
        spills: &mut Spills,
    ) -> io::Result<Kept> {
        match self {
            Self::Early(early) if early.len() + new.len() <= SMALL => {
                early.extend_from_slice(new);
                Ok(Kept::Yes)
            }
            Self::Early(early) => {
                let early = std::mem::take(early);
                let (mut file, path) = spills.create(step)?;
                let written = file.write_all(&early).and_then(|()| file.write_all(new));
                let bytes = (early.len() + new.len()) as u64;
                *self = Self::Open { file, path, bytes };
                written.map(|()| Kept::InNewFile)
            }
            Self::Open { file, bytes, .. } => {
                file.write_all(new)?;
                *bytes += new.len() as u64;
                Ok(if *bytes >= OF_STEP { Kept::AtQuota } else { Kept::Yes })
            }
            Self::Full { .. } | Self::Lost => Ok(Kept::No),
        }
    }

    /// Whether so many more bytes may be kept.
    pub(super) fn has_room_for(&self, more: usize) -> bool {
        match self {
            Self::Open { bytes, .. } => bytes + more as u64 <= OF_STEP + SLACK,
            _ => true,
        }
    }

    /// Keeps no more of this step than is kept already.
    pub(super) fn close(&mut self) {
        *self = match std::mem::replace(self, Self::Lost) {
            Self::Open { path, bytes, .. } => Self::Full { path, bytes },
            other => other,
        };
    }

    /// Keeps nothing of this step.
    pub(super) fn remove(&mut self) {
        if let Self::Open { path, .. } = self {
            let _ = std::fs::remove_file(path);
        }
        *self = Self::Lost;
    }

    /// Whether bytes can be read back.
    pub(super) fn is_open(&self) -> bool {
        matches!(self, Self::Open { .. })
    }

    /// The last bytes that were kept, where they can be read back.
    pub(super) fn last(&self, most: usize) -> Vec<u8> {
        let Self::Open { file, bytes, .. } = self else { return Vec::new() };
        let mut last = vec![0; most.min(usize::try_from(*bytes).unwrap_or(usize::MAX))];
        let from = bytes - last.len() as u64;
        match file.read_exact_at(&mut last, from) {
            Ok(()) => last,
            Err(_) => Vec::new(),
        }
    }

    /// The file as others are told of it.
    pub(super) fn file(&self) -> Option<OutputFile> {
        match self {
            Self::Open { path, bytes, .. } | Self::Full { path, bytes } => Some(OutputFile {
                path: path.display().to_string(),
                bytes: *bytes,
                whole: self.is_open(),
            }),
            Self::Early(_) | Self::Lost => None,
        }
    }
}
