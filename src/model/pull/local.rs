//! A file that another program left on this machine: found by name or checksum, verified, linked.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::Error;
use super::part::{Hasher, hash_file};
use super::pinned::Pinned;
use super::progress::{Meter, Source, Stage};
use super::{Cancel, Sources};

/// How deep caches are searched: `models--OWNER--NAME/snapshots/REVISION/FILE` is the deepest.
const DEPTH: usize = 5;

/// Most files and folders that are looked at in one cache.
const MOST: usize = 20_000;

/// What the search found.
pub(super) enum Found {
    /// The file, where it may be used from now on.
    Here(PathBuf),
    /// Nothing; what looked right but was not, in words.
    Nothing { why: Option<String> },
}

/// Finds the file on this machine, and links it to `target` if it lies in another program's folder.
pub(super) fn find(
    wanted: &Pinned<'_>,
    sources: &Sources,
    target: &Path,
    meter: &mut Meter<'_>,
    cancel: &Cancel,
) -> Result<Found, Error> {
    let mut why = None;
    for candidate in candidates(wanted, sources) {
        meter.begin(Source::ThisMachine, Stage::Checking, 0);
        let mut hasher = Hasher::default();
        match hash_file(&candidate, &mut hasher, meter, cancel) {
            Ok(()) if hasher.hex() == wanted.sha256 => {
                let original = candidate.canonicalize().unwrap_or(candidate);
                link(&original, target)
                    .map_err(|error| Error::Write { path: target.into(), error })?;
                return Ok(Found::Here(target.into()));
            }
            Ok(()) => {
                why = Some(format!(
                    "{} has the right size but another checksum",
                    candidate.display()
                ));
            }
            Err(_) if cancel.is_cancelled() => return Err(Error::Cancelled),
            Err(error) => why = Some(format!("{} cannot be read: {error}", candidate.display())),
        }
    }
    Ok(Found::Nothing { why })
}

/// Files of the right size whose name is the file's, or its checksum.
fn candidates(wanted: &Pinned<'_>, sources: &Sources) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for cache in &sources.caches {
        let mut budget = MOST;
        search(cache, DEPTH, &mut budget, &mut |path, name| {
            if is_candidate(name, wanted) {
                found.push(path.into());
            }
        });
    }
    found.retain(|path| path.metadata().is_ok_and(|m| m.is_file() && m.len() == wanted.bytes));
    // The same file often appears as a blob and as a link to it.
    let mut seen = std::collections::HashSet::new();
    found.retain(|path| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())));
    found
}

fn is_candidate(name: &str, wanted: &Pinned<'_>) -> bool {
    let stem = name.strip_prefix("sha256-").unwrap_or(name);
    let name = name.to_ascii_lowercase();
    let is = |file: &str| name.ends_with(&file.to_ascii_lowercase());
    stem == wanted.sha256 || is(&wanted.entry.file) || is(wanted.entry.hub_file())
}

fn search(folder: &Path, depth: usize, budget: &mut usize, visit: &mut dyn FnMut(&Path, &str)) {
    for item in fs::read_dir(folder).into_iter().flatten().flatten() {
        if *budget == 0 {
            return;
        }
        *budget -= 1;
        let (path, name) = (item.path(), item.file_name());
        if item.file_type().is_ok_and(|kind| kind.is_dir()) {
            if depth > 1 {
                search(&path, depth - 1, budget, visit);
            }
        } else {
            visit(&path, &name.to_string_lossy());
        }
    }
}

/// A second name for the file; a symbolic link where the disk is another one.
fn link(original: &Path, target: &Path) -> io::Result<()> {
    let fresh = target.with_extension("link");
    match fs::remove_file(&fresh) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    if fs::hard_link(original, &fresh).is_err() {
        std::os::unix::fs::symlink(original, &fresh)?;
    }
    fs::rename(&fresh, target)
}
