//! Removing what a pull has put on this machine, and nothing else.

use std::fs;
use std::io;
use std::path::PathBuf;

use super::Cancel;
use super::error::Error;
use super::part::Part;
use super::pinned::Pinned;
use super::progress::Meter;
use crate::config::Paths;
use crate::model::catalogue::Entry;

/// Removes the model's file and what an interrupted pull left; returns what was removed.
///
/// Files of other programs stay.
pub fn remove(entry: &Entry, paths: &Paths) -> Result<Vec<PathBuf>, Error> {
    let folder = paths.models();
    let path = |ending: &str| folder.join(format!("{}{ending}", entry.file));
    // Whoever holds the lock of the part is fetching it.
    let lock = if path(".part").exists() {
        let mut silent = |_| {};
        let empty = Pinned { entry, bytes: 0, sha256: String::new() };
        Some(Part::open(&empty, &folder, &mut Meter::new(&mut silent, 0), &Cancel::new())?)
    } else {
        None
    };
    let mut removed = Vec::new();
    for path in ["", ".part", ".part.json"].map(path) {
        match fs::remove_file(&path) {
            Ok(()) => removed.push(path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(Error::Write { path, error }),
        }
    }
    drop(lock);
    match fs::remove_dir_all(path(".packages")) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Error::Write { path: path(".packages"), error })
        }
        _ => Ok(removed),
    }
}
