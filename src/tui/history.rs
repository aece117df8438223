//! Prompts of earlier days, for the arrow keys; kept in a private file of JSON lines.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

/// How many prompts are looked back to.
const KEPT: usize = 1000;

/// Prompts, oldest first, and the place that the arrow keys have reached.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    entries: Vec<String>,
    at: Option<usize>,
    /// What was being typed before the first look back.
    draft: String,
}

impl History {
    /// A history of these prompts.
    #[must_use]
    pub fn of(mut entries: Vec<String>) -> Self {
        let surplus = entries.len().saturating_sub(KEPT);
        entries.drain(..surplus);
        Self { entries, at: None, draft: String::new() }
    }

    /// Keeps a prompt and forgets the place; says whether it is new.
    pub fn push(&mut self, text: &str) -> bool {
        self.at = None;
        let is_new = self.entries.last().is_none_or(|last| last != text);
        if is_new {
            self.entries.push(text.to_owned());
        }
        is_new
    }

    /// Every prompt, the newest first.
    pub fn newest(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().rev().map(String::as_str)
    }

    /// The prompt before; `current` is what stands in the composer.
    pub fn earlier(&mut self, current: &str) -> Option<String> {
        let at = match self.at {
            None => {
                current.clone_into(&mut self.draft);
                self.entries.len().checked_sub(1)?
            }
            Some(at) => at.checked_sub(1)?,
        };
        self.at = Some(at);
        self.entries.get(at).cloned()
    }

    /// The next prompt, at last the draft.
    pub fn later(&mut self) -> Option<String> {
        let at = self.at? + 1;
        if let Some(entry) = self.entries.get(at) {
            self.at = Some(at);
            return Some(entry.clone());
        }
        self.at = None;
        Some(std::mem::take(&mut self.draft))
    }
}

/// Where prompts are kept.
#[must_use]
pub fn file(state: &Path) -> PathBuf {
    state.join("history.jsonl")
}

/// Reads what can be read; a torn or foreign line is skipped.
#[must_use]
pub fn load(file: &Path) -> History {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    History::of(text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect())
}

/// Appends one prompt.
pub fn append(file: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut line = serde_json::to_string(text)?;
    line.push('\n');
    OpenOptions::new().append(true).create(true).mode(0o600).open(file)?.write_all(line.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looking_back_and_forth_returns_to_the_draft() {
        let mut history = History::of(vec!["one".into(), "two\nlines".into()]);
        assert_eq!(history.earlier("dra").as_deref(), Some("two\nlines"));
        assert_eq!(history.earlier("two\nlines").as_deref(), Some("one"));
        assert_eq!(history.earlier("one"), None);
        assert_eq!(history.later().as_deref(), Some("two\nlines"));
        assert_eq!(history.later().as_deref(), Some("dra"));
        assert_eq!(history.later(), None);
    }

    #[test]
    fn prompts_survive_in_a_private_file() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("folder");
        let file = file(&folder.path().join("state"));
        append(&file, "a\nb").expect("append");
        append(&file, "ü").expect("append");
        assert_eq!(load(&file), History::of(vec!["a\nb".into(), "ü".into()]));
        let mode = std::fs::metadata(&file).expect("file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
