//! What lies in the working directory, in a few lines for the model: names, sizes, the first rows of tables.

use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::Path;

/// Files named at most; a prompt costs time.
const MOST_FILES: usize = 20;
/// Tables whose first rows are shown.
const MOST_TABLES: usize = 4;
/// Characters of a shown row.
const MOST_ROW: usize = 240;
/// Larger tables are not counted through.
const COUNT_LIMIT: u64 = 64 << 20;

/// Describes a folder for the model; empty where there is nothing, or nothing readable.
#[must_use]
pub fn describe(folder: &Path) -> String {
    let mut names: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
        .map(|entry| entry.path())
        .collect();
    names.sort_by_key(|path| (!is_table(path), path.clone()));
    if names.is_empty() {
        return String::new();
    }
    let left_out = names.len().saturating_sub(MOST_FILES);
    let mut lines = vec!["Files in the folder:".to_owned()];
    let mut tables = 0;
    for path in names.iter().take(MOST_FILES) {
        let show_rows = is_table(path) && tables < MOST_TABLES;
        tables += usize::from(show_rows);
        lines.extend(entry(path, show_rows));
    }
    if left_out > 0 {
        lines.push(format!("- and {left_out} more"));
    }
    lines.join("\n")
}

fn entry(path: &Path, show_rows: bool) -> Option<String> {
    let name = path.file_name()?.to_string_lossy().replace(char::is_control, "?");
    let facts = fs::metadata(path).ok()?;
    if facts.is_dir() {
        return Some(format!("- {name}/"));
    }
    // A pipe or a device would block.
    if !facts.is_file() {
        return None;
    }
    let size = human(facts.len());
    if !show_rows {
        return Some(format!("- {name} ({size})"));
    }
    match rows(path, facts.len()) {
        Ok((head, Some(count))) => {
            Some(format!("- {name} ({size}, {count} lines), begins:\n{head}"))
        }
        Ok((head, None)) => Some(format!("- {name} ({size}), begins:\n{head}")),
        Err(_) => Some(format!("- {name} ({size})")),
    }
}

/// The first two lines, and how many there are.
fn rows(path: &Path, size: u64) -> io::Result<(String, Option<usize>)> {
    let mut reader = BufReader::new(File::open(path)?);
    let mut head = Vec::new();
    for _ in 0..2 {
        let mut line = Vec::new();
        reader.by_ref().take(64 * 1024).read_until(b'\n', &mut line)?;
        let line = String::from_utf8_lossy(&line);
        let line: String =
            line.trim().chars().filter(|c| !c.is_control() || *c == '\t').take(MOST_ROW).collect();
        head.push(format!("  {line}"));
    }
    let count = if size <= COUNT_LIMIT { Some(count_lines(path)?) } else { None };
    Ok((head.join("\n"), count))
}

fn count_lines(path: &Path) -> io::Result<usize> {
    let mut reader = BufReader::with_capacity(256 * 1024, File::open(path)?);
    let (mut count, mut last) = (0, b'\n');
    loop {
        let block = reader.fill_buf()?;
        let Some(end) = block.last() else { break };
        last = *end;
        count += block.iter().filter(|byte| **byte == b'\n').count();
        let length = block.len();
        reader.consume(length);
    }
    Ok(count + usize::from(last != b'\n'))
}

fn is_table(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    // Of other files only the name is told: their beginnings may be keys and passwords.
    matches!(ending.as_deref(), Some("csv" | "tsv" | "jsonl"))
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
    fn tables_come_first_with_their_first_rows_and_their_length() {
        let folder = tempfile::tempdir().expect("folder");
        fs::write(folder.path().join("sales.csv"), "day,amount\n1,2.50\n2,3.50\n").expect("write");
        fs::write(folder.path().join("a.bin"), [0; 10]).expect("write");
        fs::create_dir(folder.path().join("old")).expect("folder");
        let text = describe(folder.path());
        assert_eq!(
            text,
            "Files in the folder:\n- sales.csv (25 bytes, 3 lines), begins:\n  day,amount\n  1,2.50\n- a.bin (10 bytes)\n- old/"
        );
    }

    #[test]
    fn an_empty_or_missing_folder_says_nothing() {
        assert_eq!(describe(Path::new("/nonexistent")), "");
    }
}
