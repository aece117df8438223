//! Code that nothing marks as code: every line of it must read as code, so that prose never does.

use super::expression::{is_expression, statements};
use super::install::only_installs;
use super::python::{self, Level};
use super::{javascript, shell};
use crate::engine::Language;

/// Functions of Python whose call alone is a program worth running.
const BUILTINS: [&str; 18] = [
    "abs(", "all(", "any(", "bool(", "dict(", "divmod(", "float(", "int(", "len(", "list(", "max(",
    "min(", "pow(", "range(", "round(", "sorted(", "str(", "sum(",
];

/// Commands that say enough alone, and are no names of programs that one may answer with.
const LONE: [&str; 6] = ["ls", "lsblk", "lscpu", "nproc", "pwd", "whoami"];

/// The language of a text that is code and nothing else.
#[must_use]
pub fn clearly(body: &str) -> Option<Language> {
    match () {
        () if body.trim_start().starts_with(">>> ") => Some(Language::Python),
        () if begins_with_magic(body) => Some(Language::Python),
        () if begins_with_command(body) => Some(Language::Bash),
        () if is_python(body) => Some(Language::Python),
        () if is_javascript(body) => Some(Language::JavaScript),
        () if is_shell(body) => Some(Language::Bash),
        () => None,
    }
}

/// Whether every line may be code of this language.
#[must_use]
pub fn parses(lang: Language, body: &str) -> bool {
    let least = |levels: Vec<Level>, least: Level| {
        !levels.is_empty() && levels.iter().all(|level| *level >= least)
    };
    match lang {
        Language::Python => least(python::levels(body), Level::Possible),
        Language::Bash => least(shell::levels(body), Level::Possible),
        Language::JavaScript => !body.trim().is_empty(),
    }
}

/// Whether a line computes something: a call, or more than one could take for a date, a share or a name.
#[must_use]
pub fn computes(line: &str) -> bool {
    let lines = statements(line).unwrap_or_default();
    let [text] = lines.as_slice() else { return false };
    let text = text.trim();
    let operators = text.matches(['+', '*', '/', '-', '%']).count();
    let calls = text.contains('(') && !text.contains(['=', ':']);
    is_expression(text)
        && (text.contains(['+', '*']) && operators > 0 || operators > 1 && text.contains('('))
        || is_expression(text) && calls && python::levels(line) == [Level::Likely]
}

/// Whether a paragraph is Python of more than one statement, one of which is nothing else.
#[must_use]
pub fn is_program(body: &str) -> bool {
    let levels = python::levels(body);
    levels.len() > 1 && levels.contains(&Level::Sure) && is_python(body)
}

fn is_python(body: &str) -> bool {
    let Some(lines) = statements(body) else { return false };
    let levels = python::levels(body);
    let named = |line: &String| line.trim().chars().all(|c| c.is_alphanumeric() || c == '_');
    // A word alone is a name in Python; only the last one can be meant as such.
    let words = lines.iter().rev().skip(1).any(named);
    // What begins with a sign is a point of a list.
    let listed = lines.iter().any(|line| line.trim_start().starts_with(['-', '+', '*']));
    let sure = levels.iter().filter(|level| **level == Level::Sure).count();
    let made = levels.iter().filter(|level| **level >= Level::Likely).count();
    let builtin = || lines.iter().any(|line| BUILTINS.iter().any(|name| line.starts_with(name)));
    parses(Language::Python, body)
        && !words
        && !listed
        && (sure > 0 || made > 1 || made == 1 && builtin())
}

fn is_javascript(body: &str) -> bool {
    let code =
        |line: &str| line.starts_with("//") || line.ends_with([';', '{', '}', '(', ')', ',', '[']);
    javascript::is_sure(body)
        && body.lines().map(str::trim).filter(|line| !line.is_empty()).all(code)
}

/// `%timeit f()`, `!ls`: what a notebook knows.
fn begins_with_magic(body: &str) -> bool {
    let sign = |line: &str| {
        let rest = line.strip_prefix(['%', '!']).unwrap_or_default();
        rest.starts_with(|c: char| c.is_ascii_lowercase())
    };
    body.lines().next().is_some_and(sign) && parses(Language::Python, body)
}

/// `$ ls`, and perhaps what it printed.
fn begins_with_command(body: &str) -> bool {
    let first = body.trim_start().lines().next().and_then(|line| line.strip_prefix("$ "));
    first.is_some_and(|line| shell::levels(line).iter().any(|level| *level >= Level::Likely))
}

/// Commands with something behind them that is no word.
fn is_shell(body: &str) -> bool {
    let levels = shell::levels(body);
    let proof = |line: &str| {
        let rest = line.split_once(' ').map(|(_, rest)| rest).unwrap_or_default();
        let marked = |word: &str| {
            word.starts_with(['-', '/', '$', '~', '*', '|', '>', '<', '"', '\''])
                || word.contains(['.', '/']) && !word.ends_with(['.', ','])
        };
        rest.split_whitespace().any(marked)
    };
    let lone = LONE.contains(&body.trim()) || only_installs(Language::Bash, body);
    lone || parses(Language::Bash, body)
        && levels.iter().all(|level| *level >= Level::Likely)
        && levels.contains(&Level::Sure)
        && body.lines().any(|line| proof(line.trim()))
}
