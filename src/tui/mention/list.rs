//! The paths below a folder, as far as a person would look.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// Paths that are listed.
const MOST: usize = 5000;
/// Folders within folders.
const DEEPEST: usize = 6;
/// The longest look; a network folder may be slow.
const PATIENCE: Duration = Duration::from_millis(500);
/// Folders full of files that nobody asks about.
const DULL: [&str; 4] = ["node_modules", "__pycache__", "venv", "site-packages"];

/// Files and folders below `root`, those near it first; a folder's name ends with `/`.
#[must_use]
pub fn list(root: &Path) -> Vec<String> {
    let until = Instant::now() + PATIENCE;
    let mut paths = Vec::new();
    let mut level = vec![String::new()];
    for _ in 0..DEEPEST {
        let mut below = Vec::new();
        for folder in level {
            let Ok(entries) = fs::read_dir(root.join(&folder)) else { continue };
            let mut names: Vec<(String, bool)> =
                entries.flatten().filter_map(|entry| kind(&entry)).collect();
            names.sort();
            for (name, is_folder) in names {
                if paths.len() == MOST || Instant::now() > until {
                    return paths;
                }
                let path = format!("{folder}{name}{}", if is_folder { "/" } else { "" });
                if is_folder && !DULL.contains(&name.as_str()) {
                    below.push(path.clone());
                }
                paths.push(path);
            }
        }
        level = below;
    }
    paths
}

/// Its name, and whether it is a folder; hidden files and names that cannot be typed are left out.
fn kind(entry: &fs::DirEntry) -> Option<(String, bool)> {
    let name = entry.file_name().into_string().ok()?;
    if name.starts_with('.') || name.contains(char::is_control) || name.contains('"') {
        return None;
    }
    let kind = entry.file_type().ok()?;
    // A link to a folder is not followed: it may lead back.
    (kind.is_dir() || kind.is_file() || kind.is_symlink()).then(|| (name, kind.is_dir()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_files_come_first_and_hidden_or_odd_ones_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        fs::create_dir_all(root.join("in/deep")).expect("folders");
        fs::create_dir_all(root.join("node_modules/x")).expect("folders");
        for name in
            ["b.txt", ".env", "in/a.csv", "in/deep/c.txt", "odd\nname", "node_modules/x/y.js"]
        {
            fs::write(root.join(name), "").expect("a file");
        }
        std::os::unix::fs::symlink(root, root.join("loop")).expect("a link");
        let expected =
            ["b.txt", "in/", "loop", "node_modules/", "in/a.csv", "in/deep/", "in/deep/c.txt"];
        assert_eq!(list(root), expected);
        assert!(list(Path::new("/nonexistent")).is_empty());
    }
}
