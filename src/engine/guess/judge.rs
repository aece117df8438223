//! Weighs a tag against what its block looks like.

use super::clearly::clearly;
use super::javascript;
use super::python::{self, Level};
use super::shell;
use crate::engine::Language;

/// What a tag says.
enum Tag {
    /// A language that a kernel runs.
    Known(Language),
    /// Something else for certain.
    Foreign,
    /// Data, which is code only where nothing else is in it.
    Data,
    /// Text, with code in it now and then.
    Text,
    /// Nothing.
    Open,
}

/// The kernel that a fenced block is meant for; `None` if it is no code that one could run.
#[must_use]
pub fn guess(tag: &str, body: &str) -> Option<Language> {
    if body.trim().is_empty() {
        return None;
    }
    if is_talk(body) {
        return None;
    }
    let looks = Looks::of(body);
    match read(tag) {
        Tag::Known(lang) => Some(looks.contradicts(lang).unwrap_or(lang)),
        Tag::Foreign => None,
        Tag::Data => clearly(body),
        Tag::Text => looks.unmistakable(),
        Tag::Open => looks.likely(),
    }
}

/// Languages and markup that no kernel runs. Those that call `print(…)` a print, too, could not be told from Python.
const FOREIGN: &[&str] = &[
    "c",
    "c++",
    "cpp",
    "cs",
    "csharp",
    "css",
    "diff",
    "dockerfile",
    "go",
    "haskell",
    "ini",
    "java",
    "julia",
    "kotlin",
    "latex",
    "lua",
    "makefile",
    "math",
    "mermaid",
    "patch",
    "perl",
    "php",
    "powershell",
    "ps1",
    "r",
    "regex",
    "ruby",
    "rust",
    "scala",
    "sql",
    "sqlite",
    "svg",
    "swift",
    "toml",
    "ts",
    "typescript",
];
/// Tags of data, which models give to code now and then.
const DATA: [&str; 8] = ["csv", "html", "json", "jsonl", "tsv", "xml", "yaml", "yml"];
/// Tags of text that may hold code all the same.
const TEXT: &[&str] = &[
    "log",
    "markdown",
    "md",
    "none",
    "out",
    "output",
    "plain",
    "plaintext",
    "result",
    "stdout",
    "table",
    "text",
    "traceback",
    "txt",
];

fn read(tag: &str) -> Tag {
    if let Some(lang) = Language::from_tag(tag) {
        return Tag::Known(lang);
    }
    let word = tag.trim().to_ascii_lowercase();
    let suffix = word.rsplit_once('.').map(|(_, suffix)| suffix);
    if let Some(lang) = suffix.and_then(Language::from_tag) {
        return Tag::Known(lang);
    }
    match word.as_str() {
        word if FOREIGN.contains(&word) => Tag::Foreign,
        word if DATA.contains(&word) => Tag::Data,
        word if TEXT.contains(&word) => Tag::Text,
        "cmd" | "ksh" | "fish" | "shellsession" => Tag::Known(Language::Bash),
        "tool_code" | "code_interpreter" => Tag::Known(Language::Python),
        word if word.starts_with("python") || word.starts_with("ipython") => {
            Tag::Known(Language::Python)
        }
        word if suffix.is_some_and(|suffix| FOREIGN.contains(&suffix)) && word.len() > 2 => {
            Tag::Foreign
        }
        _ => Tag::Open,
    }
}

/// What a body looks like, whatever it is called.
struct Looks {
    named: Option<Language>,
    python: Vec<Level>,
    shell: Vec<Level>,
    javascript: bool,
    data: bool,
}

impl Looks {
    fn of(body: &str) -> Self {
        let first = body.trim_start().lines().next().unwrap_or_default();
        let named = match first {
            _ if first.starts_with(">>> ") || first.starts_with("In [1]:") => {
                Some(Language::Python)
            }
            _ if first.starts_with("$ ") => Some(Language::Bash),
            // A notebook's `%pip install` and `!ls`, which no shell knows.
            _ if first.strip_prefix(['%', '!']).is_some_and(begins_word) => Some(Language::Python),
            _ => first.strip_prefix("#!").and_then(|program| {
                let program = program.rsplit(['/', ' ']).next().unwrap_or_default();
                Language::from_tag(program)
            }),
        };
        Self {
            named,
            python: python::levels(body),
            shell: shell::levels(body),
            javascript: javascript::is_sure(body),
            data: serde_json::from_str::<serde_json::Value>(body).is_ok(),
        }
    }

    /// Another language than the tag's, where the body leaves no doubt.
    fn contradicts(&self, lang: Language) -> Option<Language> {
        if let Some(named) = self.named {
            return Some(named);
        }
        let is_python = self.is_python();
        let is_shell = all(&self.shell, Level::Likely)
            || self.shell.len() >= 8 && share(&self.shell, Level::Likely) >= 50;
        match lang {
            Language::Python if is_shell && self.no_python() => Some(Language::Bash),
            Language::Python if self.javascript && !is_python => Some(Language::JavaScript),
            Language::Bash | Language::JavaScript
                if is_python && share(&self.shell, Level::Likely) < 10 =>
            {
                Some(Language::Python)
            }
            _ => None,
        }
    }

    fn is_python(&self) -> bool {
        all(&self.python, Level::Possible) && most(&self.python) == Level::Sure
    }

    /// A bare `ls` reads as a name in Python; as a program it makes no sense.
    fn no_python(&self) -> bool {
        share(&self.python, Level::Possible) < 50 && most(&self.python) < Level::Sure
            || most(&self.python) <= Level::Possible && most(&self.shell) == Level::Sure
    }

    /// For text and data: only what cannot be anything else.
    fn unmistakable(&self) -> Option<Language> {
        if self.data {
            return None;
        }
        let made = self.python.iter().filter(|level| **level >= Level::Likely).count();
        let python = most(&self.python) == Level::Sure || made >= 2;
        match () {
            () if self.named.is_some() => self.named,
            () if self.javascript && !self.is_python() => Some(Language::JavaScript),
            () if python && all(&self.python, Level::Possible) => Some(Language::Python),
            () if all(&self.shell, Level::Likely) && most(&self.shell) == Level::Sure => {
                Some(Language::Bash)
            }
            () => None,
        }
    }

    /// For no tag at all: what is more likely code than not.
    fn likely(&self) -> Option<Language> {
        let assigned = self.python.len() >= 2 && all(&self.python, Level::Likely);
        match () {
            () if self.data => None,
            () if self.unmistakable().is_some() => self.unmistakable(),
            () if assigned
                || all(&self.python, Level::Possible) && most(&self.python) >= Level::Likely =>
            {
                Some(Language::Python)
            }
            () if all(&self.shell, Level::Possible) && most(&self.shell) >= Level::Likely
                || self.shell.len() >= 8
                    && share(&self.shell, Level::Likely) >= 60
                    && most(&self.python) < Level::Sure =>
            {
                Some(Language::Bash)
            }
            () => None,
        }
    }
}

/// Whether every line is a sentence: some answer inside of a fence.
fn is_talk(body: &str) -> bool {
    let mut lines = body.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.all(|line| {
        line.starts_with(char::is_uppercase)
            && line.ends_with(['.', '!', '?'])
            && line.split_whitespace().count() > 2
            && !line.contains(['(', '=', '[', '{', '$', '|', ';', '<', '>', '/', '"'])
    })
}

fn begins_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
}

/// Every one of a few lines, or nearly all of many: long code holds a line that nobody can place.
fn all(levels: &[Level], least: Level) -> bool {
    !levels.is_empty() && share(levels, least) >= if levels.len() < 8 { 100 } else { 85 }
}

/// Lines in a hundred that reach a level.
fn share(levels: &[Level], least: Level) -> usize {
    levels.iter().filter(|level| **level >= least).count() * 100 / levels.len().max(1)
}

fn most(levels: &[Level]) -> Level {
    levels.iter().copied().max().unwrap_or(Level::No)
}
