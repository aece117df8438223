//! What was typed and not yet asked, kept over the end of the program; one file for each folder worked in.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// Text of the composer, and prompts that wait.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What stands in the composer, pastes in full.
    pub text: String,
    /// What waits, the next one first.
    pub queue: Vec<String>,
}

/// Where the draft of this folder is kept.
#[must_use]
pub fn file(state: &Path, cwd: &str) -> PathBuf {
    let mut hasher = DefaultHasher::new();
    cwd.hash(&mut hasher);
    state.join("drafts").join(format!("{:016x}.json", hasher.finish()))
}

/// What was kept, if anything that can be read was.
#[must_use]
pub fn load(file: &Path) -> Option<Draft> {
    let draft: Draft = serde_json::from_slice(&fs::read(file).ok()?).ok()?;
    (draft != Draft::default()).then_some(draft)
}

/// Keeps it, whole or not at all; an empty one takes the file away.
pub fn save(file: &Path, draft: &Draft) -> io::Result<()> {
    if *draft == Draft::default() {
        return match fs::remove_file(file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    let folder = file.parent().unwrap_or_else(|| Path::new("."));
    fs::create_dir_all(folder)?;
    // A temporary file is readable by its owner only, and stays so.
    let mut whole = tempfile::NamedTempFile::new_in(folder)?;
    whole.write_all(&serde_json::to_vec(draft)?)?;
    whole.persist(file).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_comes_back_and_an_empty_one_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let here = file(folder.path(), "/work");
        assert_ne!(here, file(folder.path(), "/elsewhere"));
        let draft = Draft { text: "Ä\nb".into(), queue: vec!["next".into()] };
        save(&here, &draft).expect("saved");
        assert_eq!(load(&here), Some(draft));
        save(&here, &Draft::default()).expect("removed");
        save(&here, &Draft::default()).expect("removed before");
        assert_eq!(load(&here), None);
    }
}
