//! The house rules, as tests.

use std::fs;
use std::path::{Path, PathBuf};

const MAX_LINES: usize = 400;
const MAX_MOD_LINES: usize = 60;

/// (folder, words its code must not contain, why)
const NEVER: &[(&str, &[&str], &str)] = &[
    (
        "src/engine",
        &[
            "ratatui",
            "crossterm",
            "tokio",
            "std::fs",
            "std::process",
            "std::io",
            "std::net",
            "std::env",
            "Instant",
            "SystemTime",
            "rand::",
            "crate::tui",
            "crate::runtime",
            "crate::headless",
            "crate::model",
            "crate::kernel",
            "crate::config",
            "crate::process",
        ],
        "the engine is pure",
    ),
    (
        "src/tui/view",
        &[
            "tokio",
            "std::fs",
            "std::io",
            "std::process",
            "Instant::now",
            "crate::runtime",
            "&mut State",
            "Color::",
        ],
        "a view only reads state, and asks the theme for colours",
    ),
    (
        "src/tui/widget",
        &[
            "tokio",
            "std::fs",
            "std::process",
            "Instant::now",
            "crate::runtime",
            "crate::engine::State",
            "Color::",
        ],
        "a widget knows neither engine state nor colours",
    ),
    ("src/headless", &["ratatui", "crossterm", "crate::tui"], "headless has no screen"),
    (
        "src/linear",
        &[
            "ratatui",
            "crossterm",
            "\\x1b",
            "crate::tui::view",
            "crate::tui::widget",
            "crate::tui::screen",
            "crate::tui::terminal",
        ],
        "the linear face draws nothing; of the workspace it has the keys and the editor only",
    ),
    (
        "src/runtime",
        &["ratatui", "crossterm", "crate::tui", "crate::headless", "crate::linear", "crate::cli"],
        "the runtime serves any face",
    ),
    (
        "src/model",
        &["ratatui", "crossterm", "crate::tui", "crate::headless", "crate::runtime", "crate::cli"],
        "a worker knows no face",
    ),
    (
        "src/kernel",
        &["ratatui", "crossterm", "crate::tui", "crate::headless", "crate::runtime", "crate::cli"],
        "a worker knows no face",
    ),
];

#[test]
fn layers_never_reach_up() {
    let mut broken = Vec::new();
    for (folder, words, why) in NEVER {
        for path in rust_files(Path::new(folder)) {
            for (n, text) in code_lines(&path) {
                for word in words.iter().filter(|word| text.contains(**word)) {
                    broken.push(format!("{}:{n}: `{word}`: {why}", path.display()));
                }
            }
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn code_is_run_by_approval_only() {
    let builders: Vec<_> = rust_files(Path::new("src/engine"))
        .into_iter()
        .filter(|path| code_lines(path).iter().any(|(_, text)| text.contains("Effect::RunCode {")))
        .collect();
    assert_eq!(builders, [PathBuf::from("src/engine/approval.rs")]);
}

#[test]
fn prompts_leave_the_machine_by_consent_only() {
    let builders: Vec<_> = rust_files(Path::new("src/engine"))
        .into_iter()
        .filter(|path| {
            code_lines(path).iter().any(|(_, text)| text.contains("Effect::SendPrompt {"))
        })
        .collect();
    assert_eq!(builders, [PathBuf::from("src/engine/consent.rs")]);
}

#[test]
fn code_is_tried_out_for_second_opinions_only() {
    let tries = |(_, text): &(usize, String)| {
        text.contains("Effect::CheckCode {") && !text.contains("trial_s: 0")
    };
    let builders: Vec<_> = rust_files(Path::new("src/engine"))
        .into_iter()
        .filter(|path| code_lines(path).iter().any(tries))
        .collect();
    assert_eq!(builders, [PathBuf::from("src/engine/opinion.rs")]);
}

#[test]
fn files_stay_short_and_say_what_they_are() {
    let mut broken = Vec::new();
    for path in rust_files(Path::new("src")).into_iter().chain(rust_files(Path::new("tests"))) {
        let text = fs::read_to_string(&path).expect("read");
        let (lines, most) = (
            text.lines().count(),
            if path.ends_with("mod.rs") { MAX_MOD_LINES } else { MAX_LINES },
        );
        if lines > most && (path.starts_with("src") || lines > MAX_LINES) {
            broken.push(format!("{}: {lines} lines, at most {most}", path.display()));
        }
        if !text.starts_with("//!") {
            broken.push(format!("{}: the first line must say what the file is", path.display()));
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn names_say_something() {
    const EMPTY: [&str; 8] =
        ["utils", "util", "helpers", "common", "misc", "manager", "service", "types"];
    let empty: Vec<_> = rust_files(Path::new("src"))
        .into_iter()
        .filter(|path| {
            path.components().any(|part| {
                let part = part.as_os_str().to_string_lossy();
                EMPTY.contains(&part.trim_end_matches(".rs"))
            })
        })
        .collect();
    assert!(empty.is_empty(), "{empty:#?}");
}

#[test]
fn public_items_are_documented() {
    let mut bare = Vec::new();
    for path in rust_files(Path::new("src")) {
        let text = fs::read_to_string(&path).expect("read");
        let lines: Vec<_> = text.lines().collect();
        for (n, line) in lines.iter().enumerate() {
            let item = line.trim_start();
            let public = [
                "pub fn ",
                "pub async fn ",
                "pub struct ",
                "pub enum ",
                "pub trait ",
                "pub const ",
            ];
            if public.iter().any(|word| item.starts_with(word)) {
                let above = lines[..n]
                    .iter()
                    .rev()
                    .map(|line| line.trim())
                    .find(|line| !line.starts_with("#["));
                if !above.is_some_and(|line| {
                    line.starts_with("///") || line.starts_with("$(#[$") || line.ends_with(")]")
                }) {
                    bare.push(format!("{}:{}: {item}", path.display(), n + 1));
                }
            }
        }
    }
    assert!(bare.is_empty(), "\n{}", bare.join("\n"));
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Lines of code with their numbers: no comments.
fn code_lines(path: &Path) -> Vec<(usize, String)> {
    fs::read_to_string(path)
        .expect("read")
        .lines()
        .enumerate()
        .filter(|(_, text)| !text.trim_start().starts_with("//"))
        .map(|(n, text)| (n + 1, text.to_owned()))
        .collect()
}
