//! A look at the working directory through the user's own Python: packages, tables, databases.

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
