//! The beginning of a file, ready to be shown: text, a table, a picture's name, or bytes.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::csv;
use super::folder::why;
use crate::tui::scroll::Scroll;
use crate::tui::widget::sheet::Sheet;

/// Bytes of a file that are read.
const READ: u64 = 1 << 20;
/// Bytes of text that are shown.
const TEXT: usize = 256 << 10;
/// Bytes that are shown as numbers.
const BYTES: usize = 4096;

/// What a file turned out to hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// It is being read.
    Reading,
    /// Text; `language` by its name, `cut` where it goes on.
    Text { language: String, text: String, cut: bool },
    /// A table.
    Sheet(Box<Sheet>),
    /// A picture, which the gallery draws; `version` changes with the file.
    Picture { mime: &'static str, path: String, version: usize },
    /// Its first bytes, and how many there are.
    Bytes { head: Vec<u8>, all: u64 },
    /// Why it cannot be shown.
    Failed(String),
}

/// A file over the panes.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// Its path from the working folder on.
    pub path: PathBuf,
    /// What it holds.
    pub shown: Shown,
    /// Where it stands.
    pub scroll: Scroll,
    /// The column that a table begins with.
    pub aside: usize,
}

impl Preview {
    /// Over a file that is not read yet.
    #[must_use]
    pub fn of(path: PathBuf) -> Self {
        Self { path, shown: Shown::Reading, scroll: Scroll::at_top(), aside: 0 }
    }
}

/// Reads the beginning of a file; pipes and devices are never opened.
#[must_use]
pub fn read_preview(path: &Path) -> Shown {
    match begin(path) {
        Ok((head, all, version)) => of(path, head, all, version),
        Err(error) => Shown::Failed(why(&error)),
    }
}

fn begin(path: &Path) -> io::Result<(Vec<u8>, u64, usize)> {
    let seen = std::fs::metadata(path)?;
    if !seen.is_file() {
        return Err(io::Error::other("it is no ordinary file"));
    }
    let age = seen.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    let version = age.map_or(0, |age| usize::try_from(age.as_millis()).unwrap_or(0));
    let mut head = Vec::new();
    File::open(path)?.take(READ).read_to_end(&mut head)?;
    Ok((head, seen.len(), version))
}

fn of(path: &Path, head: Vec<u8>, all: u64, version: usize) -> Shown {
    let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default().to_lowercase();
    let mime = match ending.as_str() {
        "png" => Some("image/png"),
        "jpg" | "jpeg" => Some("image/jpeg"),
        _ => None,
    };
    if let (Some(mime), Some(path)) = (mime, path.to_str()) {
        return Shown::Picture { mime, path: path.to_owned(), version };
    }
    let cut = all > head.len() as u64;
    let text = match String::from_utf8(head) {
        Ok(text) if !text.contains('\0') => text,
        // The last character may be cut in half.
        Err(error) if cut && error.utf8_error().error_len().is_none() => {
            let end = error.utf8_error().valid_up_to();
            let head = error.into_bytes();
            String::from_utf8_lossy(&head[..end]).into_owned()
        }
        Ok(text) => return bytes(text.into_bytes(), all),
        Err(error) => return bytes(error.into_bytes(), all),
    };
    if matches!(ending.as_str(), "csv" | "tsv" | "tab")
        && let Some(sheet) = csv::read(&text, ending != "csv", cut)
    {
        return Shown::Sheet(Box::new(sheet));
    }
    let end = (0..=TEXT.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    let cut = cut || text.len() > TEXT;
    let text = text[..end.unwrap_or(0)].to_owned();
    Shown::Text { language: ending, text, cut }
}

fn bytes(mut head: Vec<u8>, all: u64) -> Shown {
    head.truncate(BYTES);
    Shown::Bytes { head, all }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_apart_by_what_they_hold() {
        let home = tempfile::tempdir().expect("a folder");
        let look = |name: &str, bytes: &[u8]| {
            let path = home.path().join(name);
            std::fs::write(&path, bytes).expect("write");
            read_preview(&path)
        };
        assert!(
            matches!(look("a.py", b"x = 1\n"), Shown::Text { language, .. } if language == "py")
        );
        assert!(matches!(look("a.csv", b"a,b\n1,2\n"), Shown::Sheet(_)));
        assert!(matches!(look("a.bin", &[0, 159, 146, 150]), Shown::Bytes { all: 4, .. }));
        assert!(matches!(look("a.png", b"png"), Shown::Picture { mime: "image/png", .. }));
        let long = "漢".repeat(1 << 19);
        assert!(matches!(look("long.txt", long.as_bytes()), Shown::Text { cut: true, .. }));
        assert!(matches!(read_preview(&home.path().join("none")), Shown::Failed(_)));
        assert!(matches!(read_preview(home.path()), Shown::Failed(_)));
    }
}
