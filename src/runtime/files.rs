//! The names and sizes in the working directory, for where no Python can look into the files.

use std::fs;
use std::path::Path;

use crate::engine::{FileNote, Survey};

/// Files named at most.
const MOST_FILES: usize = 60;

/// Lists a folder; empty where there is nothing, or nothing readable.
#[must_use]
pub fn list(folder: &Path) -> Survey {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
        .map(|entry| entry.path())
        .collect();
    paths.sort();
    let more = paths.len().saturating_sub(MOST_FILES) as u64;
    let files = paths.iter().take(MOST_FILES).filter_map(|path| note(path)).collect();
    Survey { files, more, ..Survey::default() }
}

fn note(path: &Path) -> Option<FileNote> {
    let name = path.file_name()?.to_string_lossy().replace(char::is_control, "?");
    let facts = fs::metadata(path).ok()?;
    if facts.is_dir() {
        return Some(FileNote { name: format!("{name}/"), ..FileNote::default() });
    }
    // A pipe or a device is no file to work with.
    facts.is_file().then(|| FileNote { name, brief: human(facts.len()), ..FileNote::default() })
}

fn human(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{} KB", bytes / 1024),
        _ => format!("{} MB", bytes / 1_048_576),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_listed_with_their_sizes_and_folders_as_such() {
        let folder = tempfile::tempdir().expect("folder");
        fs::write(folder.path().join("a.bin"), [0; 10]).expect("write");
        fs::write(folder.path().join(".env"), "KEY=1").expect("write");
        fs::create_dir(folder.path().join("old")).expect("folder");
        let told: Vec<_> =
            list(folder.path()).files.into_iter().map(|note| (note.name, note.brief)).collect();
        assert_eq!(told, [("a.bin".into(), "10 bytes".into()), ("old/".into(), String::new())]);
    }

    #[test]
    fn a_missing_folder_holds_nothing() {
        assert_eq!(list(Path::new("/nonexistent")), Survey::default());
    }
}
