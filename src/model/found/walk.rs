//! A search of folders that ends: bounded in depth, in count and in time, and never led in a circle.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// How deep folders are searched: `models--OWNER--NAME/snapshots/REVISION/FOLDER/FILE` is the deepest.
const DEPTH: usize = 6;

/// What is left of the bounds of a search.
#[derive(Debug)]
pub(super) struct Budget {
    /// Files and folders that may still be looked at.
    pub(super) left: usize,
    /// When to stop.
    pub(super) until: Instant,
}

impl Budget {
    /// Takes one look; `false` where there are none left.
    pub(super) fn spend(&mut self) -> bool {
        // The clock is read only now and then: it costs more than an entry.
        let late = self.left.is_multiple_of(64) && Instant::now() >= self.until;
        if self.left == 0 || late {
            self.left = 0;
            return false;
        }
        self.left -= 1;
        true
    }

    /// Whether the search had to end before its time.
    pub(super) fn is_spent(&self) -> bool {
        self.left == 0 || Instant::now() >= self.until
    }
}

/// The files below `root` whose name ends in `.gguf`, in the order of their names.
pub(super) fn gguf_files(root: &Path, budget: &mut Budget) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let named = |name: &str| {
        Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gguf"))
    };
    files(root, DEPTH, budget, &mut |path, name| {
        if named(name) {
            found.push(path);
        }
    });
    found.sort();
    found
}

/// Visits every file below `folder`; folders that begin with a dot, and links to folders, are not entered.
pub(super) fn files(
    folder: &Path,
    depth: usize,
    budget: &mut Budget,
    visit: &mut dyn FnMut(PathBuf, &str),
) {
    for item in fs::read_dir(folder).into_iter().flatten().flatten() {
        if !budget.spend() {
            return;
        }
        let name = item.file_name();
        let name = name.to_string_lossy();
        let Ok(kind) = item.file_type() else { continue };
        if !kind.is_dir() {
            visit(item.path(), &name);
        } else if depth > 1 && !name.starts_with('.') && name != "blobs" {
            files(&item.path(), depth - 1, budget, visit);
        }
    }
}
