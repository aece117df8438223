//! Where the kernel tells of the machine; tests put a tree of their own there.

use std::fs;
use std::path::{Path, PathBuf};

/// The file systems that the gauges read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roots {
    /// As `/proc`.
    pub proc: PathBuf,
    /// As `/sys`.
    pub sys: PathBuf,
}

impl Default for Roots {
    fn default() -> Self {
        Self { proc: "/proc".into(), sys: "/sys".into() }
    }
}

impl Roots {
    /// Both below one folder.
    #[must_use]
    pub fn under(folder: &Path) -> Self {
        Self { proc: folder.join("proc"), sys: folder.join("sys") }
    }

    /// The control groups of this process, as the kernel lists them.
    pub(super) fn groups(&self) -> Option<String> {
        fs::read_to_string(self.proc.join("self/cgroup")).ok()
    }
}

/// What a file holds, trimmed.
pub(super) fn text(path: &Path) -> Option<String> {
    Some(fs::read_to_string(path).ok()?.trim().to_owned())
}

/// The number in a file; `None` for anything else, such as `max`.
pub(super) fn number<T: std::str::FromStr>(path: &Path) -> Option<T> {
    text(path)?.parse().ok()
}

/// The number behind a name in a file of such lines.
pub(super) fn named(text: &str, name: &str) -> Option<u64> {
    text.lines().find_map(|line| {
        let (first, value) = line.split_once(' ')?;
        (first == name).then(|| value.trim().parse().ok())?
    })
}

/// The entries of a folder, sorted by name.
pub(super) fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
}
