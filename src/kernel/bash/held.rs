//! What a bash session holds, read from the snapshots that the driver writes after each step: the shell is not asked.

use std::collections::HashSet;
use std::path::Path;

use super::declared::{self, Declared, Value};
use crate::engine::{Variable, Variables};

/// The most bytes of a snapshot that are looked at.
const MOST: u64 = 16 << 20;
/// The most variables that are listed.
const LISTED: usize = 300;
/// Characters of a short value.
const BRIEF: usize = 80;
/// The most bytes of one variable in full.
const FULL: usize = 60_000;

/// What bash sets by itself, at times that have nothing to do with the session's work.
const OWN: [&str; 12] = [
    "_",
    "PWD",
    "OLDPWD",
    "OPTARG",
    "OPTIND",
    "LINES",
    "COLUMNS",
    "PIPESTATUS",
    "FUNCNAME",
    "DIRSTACK",
    "POSIXLY_CORRECT",
    "SHLVL",
];

/// One name of the session.
enum Held<'a> {
    Variable(Declared),
    Function(&'a str),
}

/// A snapshot: variables, then functions as bash prints them.
#[derive(Default)]
struct Snapshot {
    variables: Vec<Declared>,
    functions: Vec<(String, String)>,
}

/// The names that the session made; `None` where no bash with a driver of ours keeps snapshots.
pub(super) fn list(folder: &Path) -> Option<Variables> {
    let (foreign, now, before) = look(folder)?;
    let was = |name: &str| before.variables.iter().find(|old| old.name == name);
    let did = |name: &str| before.functions.iter().find(|(old, _)| old == name);
    let mut variables: Vec<Variable> = Vec::new();
    for one in now.variables.iter().filter(|one| is_of_session(&one.name, &foreign)) {
        variables.push(brief(one, was(&one.name) != Some(one)));
    }
    for (name, text) in now.functions.iter().filter(|(name, _)| !foreign.contains(name)) {
        let changed = did(name).is_none_or(|(_, old)| old != text);
        let (kind, bytes) = ("function".into(), Some(text.len() as u64));
        variables.push(Variable {
            name: name.clone(),
            kind,
            value: None,
            shape: None,
            bytes,
            changed,
        });
    }
    // Bash does not remember in which order names were made.
    variables.sort_by(|a, b| (!a.changed, &a.name).cmp(&(!b.changed, &b.name)));
    let more = variables.len().saturating_sub(LISTED) as u64;
    variables.truncate(LISTED);
    Some(Variables { variables, more })
}

/// One name of the session in full.
pub(super) fn show(folder: &Path, name: &str) -> Option<String> {
    let (_, now, _) = look(folder)?;
    let variable = now.variables.iter().find(|one| one.name == name).cloned();
    let function = now.functions.iter().find(|(other, _)| other == name);
    let held = variable.map(Held::Variable);
    let Some(held) = held.or_else(|| function.map(|(_, text)| Held::Function(text))) else {
        return Some("There is no variable of this name any more.".into());
    };
    let mut text = match held {
        Held::Function(text) => format!("function\n\n{text}"),
        Held::Variable(one) => {
            let told = brief(&one, false);
            let shape = told.shape.map(|shape| format!(" · {shape}")).unwrap_or_default();
            format!("{}{shape}\n\n{}", told.kind, whole(&one.value))
        }
    };
    if text.len() > FULL {
        let cut = (0..=FULL).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.truncate(cut);
        text.push_str("\n... and more");
    }
    Some(text)
}

/// The names that are not of the session, the newest snapshot, and the one before.
fn look(folder: &Path) -> Option<(HashSet<String>, Snapshot, Snapshot)> {
    let base = text_of(&folder.join("base"))?;
    let (variables, functions) = declared::read(&base);
    let mut foreign: HashSet<String> = variables.into_iter().map(|one| one.name).collect();
    foreign.extend(function_names(functions));
    let numbers = [0, 1].map(|slot| {
        let commit = text_of(&folder.join(format!("commit.{slot}"))).unwrap_or_default();
        commit.trim().lines().next().and_then(|line| line.parse::<u64>().ok()).unwrap_or(0)
    });
    let newest = usize::from(numbers[1] > numbers[0]);
    let read = |slot: usize| match numbers[slot] {
        0 => Snapshot::default(),
        _ => snapshot(folder, slot).unwrap_or_default(),
    };
    Some((foreign, read(newest), read(1 - newest)))
}

fn snapshot(folder: &Path, slot: usize) -> Option<Snapshot> {
    let text = text_of(&folder.join(format!("state.{slot}")))?;
    let (_, text) = text.split_once('\n')?;
    let (variables, rest) = declared::read(text);
    let rest = rest.split("\n\nreturn\n").next().unwrap_or_default();
    Some(Snapshot { variables, functions: functions(rest) })
}

fn text_of(file: &Path) -> Option<String> {
    let fits = std::fs::metadata(file).is_ok_and(|about| about.len() <= MOST);
    let bytes = if fits { std::fs::read(file).ok()? } else { return None };
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The functions of a snapshot: a name in the first column with brackets, until its closing brace.
fn functions(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        if let (false, Some(name)) = (open, line.strip_suffix(" () ")) {
            found.push((name.to_owned(), String::new()));
            open = true;
        }
        if let (true, Some((_, body))) = (open, found.last_mut()) {
            body.push_str(line.trim_end());
            body.push('\n');
        }
        open &= line != "}";
    }
    found
}

/// The names in what `declare -F` prints.
fn function_names(text: &str) -> impl Iterator<Item = String> {
    text.lines()
        .filter(|line| line.starts_with("declare -f"))
        .filter_map(|line| line.rsplit(' ').next().map(str::to_owned))
}

fn is_of_session(name: &str, foreign: &HashSet<String>) -> bool {
    let own = name.starts_with("__ci_") || name.starts_with("BASH_") || OWN.contains(&name);
    !own && !foreign.contains(name)
}

fn brief(one: &Declared, changed: bool) -> Variable {
    let has = |flag: char| one.flags.contains(flag);
    let kind = match () {
        () if has('A') => "map",
        () if has('a') => "array",
        () if has('n') => "reference",
        () if has('i') => "integer",
        () => "string",
    };
    let (value, shape, bytes) = match &one.value {
        Value::Unset => (None, None, 0),
        Value::Text(text) => (Some(clip(text)), Some(text.chars().count()), text.len()),
        Value::Items(items) => {
            let shown = items.iter().take(6).map(|(key, value)| format!("[{key}]={value}"));
            let shown = shown.collect::<Vec<_>>().join(" ");
            let bytes = items.iter().map(|(key, value)| key.len() + value.len()).sum();
            (Some(clip(&shown)), Some(items.len()), bytes)
        }
    };
    let shape = shape.map(|shape| shape.to_string());
    let (name, kind, bytes) = (one.name.clone(), kind.to_owned(), Some(bytes as u64));
    Variable { name, kind, value, shape, bytes, changed }
}

/// The beginning of a text in one line.
fn clip(text: &str) -> String {
    let mut clipped = String::new();
    for c in text.chars().take(BRIEF) {
        if c.is_control() { clipped.extend(c.escape_default()) } else { clipped.push(c) }
    }
    if text.chars().nth(BRIEF).is_some() {
        clipped.push_str("...");
    }
    clipped
}

fn whole(value: &Value) -> String {
    match value {
        Value::Unset => "declared, not set".into(),
        Value::Text(text) => text.clone(),
        Value::Items(items) => {
            let lines = items.iter().map(|(key, value)| format!("[{key}] {value}"));
            lines.collect::<Vec<_>>().join("\n")
        }
    }
}
