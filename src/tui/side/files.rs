//! The tree of the working folder as far as it was opened; rows are made of it on demand.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::{Filed, Folder, Sort};
use crate::tui::line_edit::LineEdit;

/// Folders that are read again after a step.
const AGAIN: usize = 64;
/// Rows that a tree may have.
const ROWS: usize = 20_000;

/// One row of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'a> {
    /// How deep it stands.
    pub depth: usize,
    /// Its path from the working folder on.
    pub path: PathBuf,
    /// What it is.
    pub filed: &'a Filed,
    /// Whether its entries stand below it.
    pub open: bool,
}

/// The tree, the cursor in it, and the filter.
#[derive(Debug, Default)]
pub struct Files {
    /// Folders as they were read last, by their path from the working folder on.
    folders: BTreeMap<PathBuf, Folder>,
    open: BTreeSet<PathBuf>,
    /// What was found below, for which words.
    found: Option<(String, Folder)>,
    /// The entry under the cursor.
    pub chosen: Option<PathBuf>,
    /// Whether names that begin with a dot are shown.
    pub hidden: bool,
    /// What names must contain.
    pub filter: LineEdit,
    /// Whether the filter takes the keys.
    pub typing: bool,
}

impl Files {
    /// The working folder itself, or what was found in it, once it was read.
    #[must_use]
    pub fn root(&self) -> Option<&Folder> {
        if self.is_filtered() {
            return self.found.as_ref().map(|(_, found)| found);
        }
        self.folders.get(Path::new(""))
    }

    /// Whether only some names are shown.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        !self.filter.text().is_empty()
    }

    /// The rows, from the top.
    #[must_use]
    pub fn rows(&self) -> Vec<Row<'_>> {
        let mut rows = Vec::new();
        if !self.is_filtered() {
            self.add(&mut rows, Path::new(""), 0);
        } else if let Some((_, found)) = &self.found {
            rows.extend(found.entries.iter().map(|filed| Row {
                depth: 0,
                path: PathBuf::from(&filed.name),
                filed,
                open: false,
            }));
        }
        rows
    }

    fn add<'a>(&'a self, rows: &mut Vec<Row<'a>>, below: &Path, depth: usize) {
        let Some(folder) = self.folders.get(below) else { return };
        for filed in &folder.entries {
            if rows.len() >= ROWS {
                return;
            }
            let path = below.join(&filed.name);
            let open = filed.sort == Sort::Folder && self.open.contains(&path);
            rows.push(Row { depth, path: path.clone(), filed, open });
            if open {
                self.add(rows, &path, depth + 1);
            }
        }
    }

    /// The place of the cursor.
    #[must_use]
    pub fn place(&self, rows: &[Row<'_>]) -> usize {
        rows.iter().position(|row| Some(&row.path) == self.chosen.as_ref()).unwrap_or(0)
    }

    /// Moves the cursor.
    pub fn step(&mut self, by: isize) {
        let rows = self.rows();
        let last = rows.len().saturating_sub(1);
        let next = self.place(&rows).saturating_add_signed(by).min(last);
        self.chosen = rows.get(next).map(|row| row.path.clone());
    }

    /// The path under the cursor, and what it is.
    #[must_use]
    pub fn current(&self) -> Option<(PathBuf, Sort)> {
        let rows = self.rows();
        rows.get(self.place(&rows)).map(|row| (row.path.clone(), row.filed.sort))
    }

    /// Opens a folder; it has to be read.
    pub fn unfold(&mut self, path: &Path) {
        self.open.insert(path.to_owned());
    }

    /// Closes a folder, or goes to the one that the cursor is in.
    pub fn fold(&mut self) {
        let Some((path, _)) = self.current() else { return };
        if !self.open.remove(&path)
            && let Some(above) = path.parent().filter(|above| !above.as_os_str().is_empty())
        {
            self.chosen = Some(above.to_owned());
        }
    }

    /// Whether a folder is open.
    #[must_use]
    pub fn is_open(&self, path: &Path) -> bool {
        self.open.contains(path)
    }

    /// What has to be read to be up to date: the working folder, and those that are open.
    #[must_use]
    pub fn wanted(&self) -> Vec<PathBuf> {
        let open = self.open.iter().take(AGAIN).cloned();
        std::iter::once(PathBuf::new()).chain(open).collect()
    }

    /// A folder was read.
    pub fn take(&mut self, path: PathBuf, folder: Folder) {
        if folder.failed.is_some() && !path.as_os_str().is_empty() {
            // It may be gone; the tree above says so when it is read.
            self.open.remove(&path);
        }
        self.folders.insert(path, folder);
    }

    /// Names were looked for.
    pub fn take_found(&mut self, words: String, folder: Folder) {
        if words == self.filter.text() {
            self.found = Some((words, folder));
        }
    }

    /// Forgets the filter.
    pub fn unfilter(&mut self) {
        (self.filter, self.found, self.typing) = (LineEdit::default(), None, false);
    }
}
