//! A look at the working directory through the user's own Python: packages, tables, databases.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde::Deserialize;
use tokio::process::Command;

use super::choice;
use crate::engine::{FileNote, Survey};

/// The script, which reads files and writes nothing.
const SCRIPT: &str = concat!(include_str!("sniff.py"), include_str!("survey.py"));
/// What a model trained on notebooks takes for granted.
const USUAL: [&str; 3] = ["pandas", "numpy", "matplotlib"];
/// Bytes of text that attached files bring into a prompt, all together: reading them takes the model time.
const MOST_TEXT: u64 = 8 * 1024;
/// The longest wait for an interpreter that does not answer; the script itself takes less.
const PATIENCE: Duration = Duration::from_secs(3);

#[derive(Debug, Deserialize)]
struct Seen {
    version: String,
    packages: Vec<String>,
    files: Vec<FileNote>,
    more: u64,
}

/// What the Python that would run steps in `cwd` sees there; `None` where none answers.
pub async fn survey(program: &str, cwd: &Path) -> Option<Survey> {
    let python = choice::choose(program, cwd).ok()?;
    let mut command = Command::new(python);
    command
        .args(["-I", "-X", "utf8", "-c", SCRIPT])
        .args(USUAL)
        .current_dir(cwd)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    let answer = tokio::time::timeout(PATIENCE, command.output()).await.ok()?.ok()?;
    let seen: Seen = serde_json::from_slice(&answer.stdout).ok()?;
    let (python, tables) = sentences(&seen.version, &seen.packages);
    Some(Survey { python, tables, files: seen.files, more: seen.more })
}

/// What these files and folders hold, named as given; what is not there, or no file to read, is left out.
pub async fn describe(program: &str, cwd: &Path, paths: &[String]) -> Vec<FileNote> {
    let notes = match choice::choose(program, cwd) {
        Ok(python) => look(&python, cwd, paths).await,
        Err(_) => None,
    };
    let notes = notes.unwrap_or_else(|| paths.iter().filter_map(|path| bare(cwd, path)).collect());
    let cwd = cwd.to_owned();
    let read = tokio::task::spawn_blocking(move || {
        let mut left = MOST_TEXT;
        notes.into_iter().map(|note| with_text(&cwd, note, &mut left)).collect()
    });
    read.await.unwrap_or_default()
}

async fn look(python: &Path, cwd: &Path, paths: &[String]) -> Option<Vec<FileNote>> {
    let mut command = Command::new(python);
    command
        .args(["-I", "-X", "utf8", "-c", SCRIPT, "--"])
        .args(paths)
        .current_dir(cwd)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    let answer = tokio::time::timeout(PATIENCE, command.output()).await.ok()?.ok()?;
    serde_json::from_slice(&answer.stdout).ok()
}

/// A file without a look into it.
fn bare(cwd: &Path, path: &str) -> Option<FileNote> {
    let facts = std::fs::metadata(cwd.join(path)).ok().filter(std::fs::Metadata::is_file)?;
    let brief = format!("{} bytes", facts.len());
    Some(FileNote { name: path.to_owned(), brief, ..FileNote::default() })
}

/// The text of a file that is neither a table nor binary, as far as the budget reaches; else the note as it is.
fn with_text(cwd: &Path, note: FileNote, left: &mut u64) -> FileNote {
    let read = || -> std::io::Result<(Vec<u8>, u64)> {
        let path = cwd.join(&note.name);
        // Opening a pipe would wait for its other end.
        if !std::fs::metadata(&path)?.is_file() {
            return Ok((Vec::new(), 0));
        }
        let file = File::open(path)?;
        let facts = file.metadata()?;
        let mut text = Vec::new();
        if facts.is_file() {
            file.take(*left).read_to_end(&mut text)?;
        }
        Ok((text, facts.len()))
    };
    if note.table || note.database || note.name.ends_with('/') || *left == 0 {
        return note;
    }
    let Ok((mut bytes, size)) = read() else { return note };
    // A character may be cut at the end of the budget.
    if let Err(error) = std::str::from_utf8(&bytes)
        && error.error_len().is_none()
    {
        bytes.truncate(error.valid_up_to());
    }
    let kept = bytes.len() as u64;
    match String::from_utf8(bytes) {
        Ok(text) if !text.is_empty() && !text.contains('\0') => {
            *left -= kept.min(*left);
            let cut = if kept < size {
                format!("\n(only its first {kept} bytes)")
            } else {
                String::new()
            };
            FileNote { detail: format!("{}{cut}", text.trim_end()), ..note }
        }
        _ => note,
    }
}

/// What is told with every first prompt, and what only beside a table.
fn sentences(version: &str, found: &[String]) -> (String, String) {
    let has = |name: &str| found.iter().any(|known| known == name);
    if has("pandas") {
        return (format!("Python {version} with {}.", found.join(", ")), String::new());
    }
    let missing: Vec<_> = USUAL.into_iter().filter(|name| !has(name)).collect();
    let python = format!("Python {version}; install nothing.");
    let tables = format!(
        "{} are not installed. To read a table, import minipandas as pd: it has pd.read_csv, DataFrame and their \
         usual methods.",
        missing.join(", ")
    );
    (python, tables)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named_with_what_to_use_instead() {
        let found = ["pandas", "numpy"].map(str::to_owned);
        let whole = ("Python 3.12.1 with pandas, numpy.".to_owned(), String::new());
        assert_eq!(sentences("3.12.1", &found), whole);
        let (python, tables) = sentences("3.11.7", &[]);
        assert_eq!(python, "Python 3.11.7; install nothing.");
        assert!(tables.starts_with("pandas, numpy, matplotlib are not installed"), "{tables}");
        assert!(tables.contains("import minipandas as pd"), "{tables}");
    }

    #[tokio::test]
    async fn named_files_are_told_by_schema_or_by_their_text() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("in")).expect("a folder");
        let at = |name: &str| folder.path().join("in").join(name);
        std::fs::write(at("a.csv"), "day,amount\n1,2\n").expect("a file");
        std::fs::write(at("notes.txt"), "Ä first line\nand another\n").expect("a file");
        std::fs::write(at("long.txt"), "é".repeat(9000)).expect("a file");
        std::fs::write(at("bin"), [0, 1, 2]).expect("a file");
        let names =
            ["in/a.csv", "in/notes.txt", "in/bin", "in/none", "in/long.txt"].map(str::to_owned);
        let seen = describe("", folder.path(), &names).await;
        let told: Vec<_> = seen.iter().map(|note| note.name.as_str()).collect();
        assert_eq!(told, ["in/a.csv", "in/notes.txt", "in/bin", "in/long.txt"]);
        assert_eq!(seen[1].detail, "Ä first line\nand another");
        assert_eq!(seen[2].detail, "");
        assert!(seen[3].detail.ends_with("bytes)") && seen[3].detail.len() < 8300);
        if which::which("python3").is_ok() {
            assert!(seen[0].detail.contains("amount int: 2"), "{seen:?}");
        }
    }

    #[tokio::test]
    async fn tables_and_databases_are_described() {
        if which::which("python3").is_err() {
            return;
        }
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        let rows: Vec<_> = (1..=30).map(|n| format!("2024-01-{n:02};{n},5;x{}\n", n % 2)).collect();
        let rows = rows.concat();
        std::fs::write(at("a.csv"), format!("day;amount;kind\n{rows}")).expect("a file");
        std::fs::write(at("odd.json"), "{").expect("a file");
        std::fs::create_dir(at("old")).expect("a folder");
        let seen = survey("", folder.path()).await.expect("a survey");
        let found = |name: &str| seen.files.iter().find(|note| note.name == name).expect("a note");
        let table = found("a.csv");
        assert!(table.brief.contains("30 rows, separated by semicolons"), "{table:?}");
        assert_eq!(
            table.detail,
            "day date %Y-%m-%d: 2024-01-01; amount text: 1,5; kind text: x0 | x1"
        );
        assert!(found("odd.json").detail.starts_with("cannot be read"), "{seen:?}");
        assert_eq!(found("old/").brief, "0 entries");
    }
}
