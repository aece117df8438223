//! One folder as it was read: bounded, sorted, with sizes and ages; nothing here is on the thread of the screen.

use std::ffi::OsString;
use std::fs::{self, DirEntry, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Entries of a folder that are shown.
const SHOWN: usize = 2000;
/// Names of a folder that are looked at before it counts as endless.
const NAMES: usize = 200_000;
/// What a search below the folder finds at most, how many names it looks at, and how deep.
const FOUND: usize = 500;
const WALKED: usize = 50_000;
const DEEP: usize = 12;

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// It holds others.
    Folder,
    /// It holds bytes.
    File,
    /// A pipe, a device, or a link that leads nowhere: never opened.
    Other,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// Its name; its path from the root where it was found by a search.
    pub name: OsString,
    /// What it is.
    pub sort: Sort,
    /// Its size.
    pub bytes: u64,
    /// Seconds since it was changed, when it was read.
    pub age_s: Option<u64>,
    /// Whether it was changed since the session began.
    pub changed: bool,
}

/// The entries of a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folder {
    /// Folders first, then by name.
    pub entries: Vec<Filed>,
    /// Entries that are not shown.
    pub more: u64,
    /// Why it could not be read.
    pub failed: Option<String>,
}

/// Reads one folder; hidden names only where they are wanted.
#[must_use]
pub fn read_folder(path: &Path, hidden: bool, since: SystemTime) -> Folder {
    let listed = match fs::read_dir(path) {
        Ok(listed) => listed,
        Err(error) => return Folder { failed: Some(error.to_string()), ..Folder::default() },
    };
    let mut names: Vec<(Sort, OsString, DirEntry)> = Vec::new();
    for entry in listed.take(NAMES).filter_map(Result::ok) {
        let name = entry.file_name();
        if hidden || !is_hidden(&name) {
            // Most file systems tell the kind with the name; only what is shown costs a look.
            names.push((sort_of(&entry), name, entry));
        }
    }
    let more = names.len().saturating_sub(SHOWN);
    let in_order = |a: &(Sort, OsString, DirEntry), b: &(Sort, OsString, DirEntry)| {
        (a.0, natural(&a.1), &a.1).cmp(&(b.0, natural(&b.1), &b.1))
    };
    if more > 0 {
        names.select_nth_unstable_by(SHOWN, in_order);
        names.truncate(SHOWN);
    }
    names.sort_by(in_order);
    let now = SystemTime::now();
    let entries = names
        .into_iter()
        .map(|(sort, name, entry)| filed(name, sort, entry.metadata().ok(), now, since))
        .collect();
    Folder { entries, more: more as u64, failed: None }
}

/// Looks below a folder for names that contain this; links are not followed.
#[must_use]
pub fn walk(root: &Path, text: &str, hidden: bool, since: SystemTime) -> Folder {
    let wanted = text.to_lowercase();
    let now = SystemTime::now();
    let mut found = Folder::default();
    let mut folders = std::collections::VecDeque::from([(PathBuf::new(), 0)]);
    let mut looked = 0;
    while let Some((below, depth)) = folders.pop_front() {
        let Ok(listed) = fs::read_dir(root.join(&below)) else { continue };
        for entry in listed.filter_map(Result::ok) {
            looked += 1;
            if looked > WALKED || found.entries.len() >= FOUND {
                found.more = 1;
                break;
            }
            let name = entry.file_name();
            if !hidden && is_hidden(&name) {
                continue;
            }
            let path = below.join(&name);
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if name.to_string_lossy().to_lowercase().contains(&wanted) {
                let sort = sort_of(&entry);
                let seen = entry.metadata().ok();
                found.entries.push(filed(path.clone().into(), sort, seen, now, since));
            }
            if is_folder && depth < DEEP {
                folders.push_back((path, depth + 1));
            }
        }
        if found.more > 0 {
            break;
        }
    }
    found.entries.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

fn is_hidden(name: &std::ffi::OsStr) -> bool {
    name.as_encoded_bytes().first() == Some(&b'.')
}

fn sort_of(entry: &DirEntry) -> Sort {
    match entry.file_type() {
        Ok(kind) if kind.is_dir() => Sort::Folder,
        Ok(kind) if kind.is_file() => Sort::File,
        // A link is what it leads to.
        Ok(kind) if kind.is_symlink() => match fs::metadata(entry.path()) {
            Ok(seen) if seen.is_dir() => Sort::Folder,
            Ok(seen) if seen.is_file() => Sort::File,
            _ => Sort::Other,
        },
        _ => Sort::Other,
    }
}

fn filed(
    name: OsString,
    sort: Sort,
    seen: Option<Metadata>,
    now: SystemTime,
    since: SystemTime,
) -> Filed {
    let modified: Option<SystemTime> = seen.as_ref().and_then(|seen| seen.modified().ok());
    let age_s = modified.map(|at| now.duration_since(at).map_or(0, |age| age.as_secs()));
    let changed = modified.is_some_and(|at| at >= since);
    Filed { name, sort, bytes: seen.map_or(0, |seen| seen.len()), age_s, changed }
}

/// Orders `b2` before `b10`, and `B` beside `b`.
fn natural(name: &std::ffi::OsStr) -> Vec<(u128, char)> {
    let mut parts = Vec::new();
    let mut number: Option<u128> = None;
    for c in name.to_string_lossy().chars().take(64) {
        if let Some(digit) = c.to_digit(10) {
            let before = number.unwrap_or(0);
            number = Some(before.saturating_mul(10).saturating_add(u128::from(digit)));
        } else {
            parts.extend(number.take().map(|number| (number, '0')));
            parts.push((0, c.to_lowercase().next().unwrap_or(c)));
        }
    }
    parts.extend(number.map(|number| (number, '0')));
    parts
}

/// What to tell where the file system answers with an error.
pub(super) fn why(error: &io::Error) -> String {
    error.to_string()
}
