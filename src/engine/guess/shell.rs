//! How much a line looks like a shell command.

use super::python::Level;

/// Commands that nothing else begins with.
const SURE: &[&str] = &[
    "apt",
    "apt-get",
    "awk",
    "bash",
    "brew",
    "cargo",
    "cd",
    "chmod",
    "chown",
    "conda",
    "cp",
    "curl",
    "docker",
    "du",
    "echo",
    "egrep",
    "export",
    "git",
    "grep",
    "gunzip",
    "gzip",
    "journalctl",
    "jq",
    "kubectl",
    "ln",
    "ls",
    "lsblk",
    "lscpu",
    "lsof",
    "mkdir",
    "mv",
    "nproc",
    "npm",
    "npx",
    "nvidia-smi",
    "pip",
    "pip3",
    "poetry",
    "printf",
    "ps",
    "pwd",
    "pytest",
    "python",
    "python3",
    "rm",
    "rmdir",
    "rsync",
    "scp",
    "sed",
    "sqlite3",
    "ssh",
    "sudo",
    "systemctl",
    "tar",
    "uname",
    "unzip",
    "uv",
    "wc",
    "wget",
    "whoami",
    "xargs",
    "yum",
    "zcat",
];
/// Commands that are words or names, too: they need an option, a path or a pipe behind them.
const POSSIBLE: &[&str] = &[
    "cat", "cut", "date", "df", "diff", "env", "file", "find", "free", "head", "history", "id",
    "kill", "less", "make", "man", "more", "node", "set", "sleep", "sort", "source", "split",
    "stat", "tail", "tee", "test", "time", "top", "touch", "tr", "tree", "type", "uniq", "unset",
    "uptime", "watch", "which", "who", "zip",
];
const WORDS: &[&str] = &["fi", "done", "esac", "then", "else", "do", ";;", "}"];

/// The level of each line; the text of here-documents is none of them.
pub(super) fn levels(body: &str) -> Vec<Level> {
    let mut found = Vec::new();
    let mut until: Option<String> = None;
    let mut continued = false;
    for line in body.lines() {
        let text = line.trim();
        if let Some(end) = &until {
            if text == end {
                until = None;
            }
            continue;
        }
        if text.is_empty() || text.starts_with('#') && !text.starts_with("#!") {
            continue;
        }
        if !continued {
            found.push(level(text));
        }
        continued = text.ends_with('\\') || text.ends_with('|') || text.ends_with("&&");
        until = here_document(text);
    }
    found
}

fn level(line: &str) -> Level {
    if line.starts_with("$ ") || line.starts_with("#!") {
        return Level::Sure;
    }
    let mut words = line.split_whitespace();
    let mut first = words.next().unwrap_or_default();
    while is_setting(first) {
        match words.next() {
            Some(next) => first = next,
            None => return Level::Possible,
        }
    }
    let rest: Vec<&str> = words.collect();
    let name = first.trim_end_matches(';');
    if WORDS.contains(&name) {
        return Level::Likely;
    }
    match name {
        "for" | "while" | "until" => return sure(rest.contains(&"do") || line.ends_with("do")),
        "if" | "elif" => {
            return sure(rest.contains(&"[") || rest.contains(&"[[") || line.ends_with("then"));
        }
        _ => {}
    }
    if line.ends_with("() {") || name == "function" && line.ends_with('{') {
        return Level::Sure;
    }
    let is_prose = line.ends_with(['.', ':', '?', '!']) && rest.len() > 3 && !line.contains('"');
    let evidence = rest.is_empty() && name != "file" && name != "time"
        || rest
            .iter()
            .any(|word| word.starts_with(['-', '/', '$', '~', '*', '|', '>', '<', '"', '\'']))
        || rest.iter().any(|word| word.contains(['.', '/']) && !word.ends_with('.'));
    // `ls(…)`, `ls = …` and `cut.x` are no commands.
    let used_as_name =
        rest.first().is_some_and(|word| matches!(*word, "=" | "==" | "+=" | "in" | "is"));
    match () {
        () if is_prose || used_as_name => Level::No,
        () if SURE.contains(&name) => Level::Sure,
        () if POSSIBLE.contains(&name) && evidence => Level::Likely,
        () if (name.starts_with("./") || name.starts_with('/')) && name.len() > 2 => Level::Likely,
        () => Level::No,
    }
}

fn sure(yes: bool) -> Level {
    if yes { Level::Sure } else { Level::No }
}

/// `NAME=value`, with nothing around the sign.
fn is_setting(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, value)| {
        !name.is_empty()
            && !value.starts_with('=')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !name.starts_with(|c: char| c.is_ascii_digit())
    })
}

fn here_document(line: &str) -> Option<String> {
    let (_, rest) = line.split_once("<<")?;
    let word = rest.trim_start_matches('-').trim_start().trim_start_matches(['\'', '"', '\\']);
    let end = word.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(word.len());
    let word = &word[..end];
    (!rest.starts_with('<') && word.starts_with(char::is_alphabetic)).then(|| word.to_owned())
}
