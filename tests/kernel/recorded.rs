//! Whole sessions whose outcome is known: from the Python documentation where that file is there, else our own.

use std::path::Path;

use serde::Deserialize;

use super::client::{Done, Session, note};

/// One session: cells that build on each other.
#[derive(Deserialize)]
struct Recorded {
    id: String,
    preamble: String,
    cells: Vec<Cell>,
}

/// A cell with what it prints and shows, and the last line of its traceback.
#[derive(Deserialize)]
struct Cell {
    src: String,
    want: String,
    exc: Option<String>,
}

impl Cell {
    fn is_met_by(&self, done: &Done) -> bool {
        let shown = match done.result() {
            "" => done.output().to_owned(),
            result => format!("{}{result}\n", done.output()),
        };
        match &self.exc {
            Some(wanted) => done.status() == "error" && bare(done.error()) == bare(wanted.trim()),
            None => done.status() == "ok" && fits(&self.want, &shown),
        }
    }
}

/// Without the module of the exception: what a session defines belongs to `__main__`, in its
/// documentation to a module of that name. Python's own `doctest` offers the same leniency.
fn bare(error: &str) -> String {
    let (name, rest) = error.split_at(error.find(':').unwrap_or(error.len()));
    format!("{}{rest}", name.rsplit('.').next().unwrap_or(name))
}

/// Whether a text is as wanted, where `...` stands for anything and a blank line may be spelled out.
fn fits(wanted: &str, got: &str) -> bool {
    let wanted = wanted.replace("<BLANKLINE>", "");
    let mut parts = wanted.split("...");
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = got.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

#[test]
fn recorded_sessions_give_what_their_documentation_says() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let public = package.join("../shared/evals/python_sessions.jsonl");
    let nested = package.join("../../shared/evals/python_sessions.jsonl");
    let own = package.join("tests/fixtures/python_sessions.jsonl");
    let file = [public, nested, own].into_iter().find(|file| file.exists()).expect("a file");
    let text = std::fs::read_to_string(file).expect("the sessions");
    let (mut right, mut all, mut wrong) = (0, 0, Vec::new());
    for line in text.lines() {
        let recorded: Recorded = serde_json::from_str(line).expect("a session");
        let mut session = Session::python();
        let begun = session.exec(&recorded.preamble);
        assert_eq!(begun.status(), "ok", "{}: {}", recorded.id, begun.0);
        for cell in &recorded.cells {
            let done = session.exec(&cell.src);
            all += 1;
            if cell.is_met_by(&done) {
                right += 1;
            } else {
                wrong.push(format!("{}: {:?} gave {}", recorded.id, cell.src, done.0));
            }
        }
    }
    note(&format!("recorded sessions: {right} of {all} cells"));
    assert!(wrong.is_empty() && all >= 20, "{}", wrong.join("\n"));
}
