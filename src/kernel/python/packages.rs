//! Which data packages the user's Python has, so that the model does not reach for one that is missing.

use std::path::Path;
use std::time::Duration;

use tokio::process::Command;

use super::choice;

/// What a model trained on notebooks takes for granted.
const USUAL: [&str; 3] = ["pandas", "numpy", "matplotlib"];
/// The longest wait for an interpreter that does not answer.
const PATIENCE: Duration = Duration::from_secs(2);
const ASK: &str = "import sys, importlib.util as u; print(sys.version.split()[0], *[m for m in sys.argv[1:] if u.find_spec(m)])";

/// One sentence about the Python that would run steps in `cwd`; `None` where none answers.
pub async fn describe_python(program: &str, cwd: &Path) -> Option<String> {
    let python = choice::choose(program, cwd).ok()?;
    let mut command = Command::new(python);
    command
        .args(["-I", "-c", ASK])
        .args(USUAL)
        .current_dir(cwd)
        .stdin(std::process::Stdio::null())
        .kill_on_drop(true);
    let answer = tokio::time::timeout(PATIENCE, command.output()).await.ok()?.ok()?;
    let answer = String::from_utf8(answer.stdout).ok()?;
    let mut words = answer.split_whitespace();
    let version = words.next()?;
    Some(sentence(version, &words.collect::<Vec<_>>()))
}

fn sentence(version: &str, found: &[&str]) -> String {
    let missing: Vec<_> = USUAL.into_iter().filter(|name| !found.contains(name)).collect();
    if found.contains(&"pandas") {
        return format!("Python {version} with {}.", found.join(", "));
    }
    format!(
        "Python {version} without {}: use the standard library only (csv, statistics, sqlite3, json), install nothing. \
         Read a table once into a list, rows = list(csv.DictReader(open(NAME))); its values are text.",
        missing.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named_with_what_to_use_instead() {
        assert_eq!(sentence("3.12.1", &["pandas", "numpy"]), "Python 3.12.1 with pandas, numpy.");
        let bare = sentence("3.11.7", &[]);
        assert!(
            bare.contains("without pandas, numpy, matplotlib") && bare.contains("csv"),
            "{bare}"
        );
    }
}
