//! What every driver gets from us: its environment, and watched limits.

use std::ffi::{OsStr, OsString};

/// Variables for programs that would otherwise wait for a terminal.
pub(super) const SET: [(&str, &str); 14] = [
    ("PAGER", "cat"),
    ("GIT_PAGER", "cat"),
    ("MANPAGER", "cat"),
    ("SYSTEMD_PAGER", ""),
    ("EDITOR", "true"),
    ("GIT_EDITOR", "true"),
    // Without a terminal vim would wait for ever, but it may carry out commands and leave.
    (
        "VIMINIT",
        "silent! autocmd VimEnter * if !has('ttyin') | verbose echo 'vim needs a terminal: in review, press i instead of a' | cquit | endif",
    ),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("DEBIAN_FRONTEND", "noninteractive"),
    ("PIP_NO_INPUT", "1"),
    ("PYTHONUNBUFFERED", "1"),
    ("MPLBACKEND", "Agg"),
    ("COLUMNS", "100"),
    ("LINES", "40"),
];

/// The environment of a driver, and how many variables were hidden from it because of their names.
pub(super) fn environment() -> (Vec<(OsString, OsString)>, usize) {
    let (kept, hidden): (Vec<_>, Vec<_>) =
        std::env::vars_os().partition(|(name, _)| !is_secret(name));
    let set = SET.iter().map(|(name, value)| ((*name).into(), (*value).into()));
    let term = [("TERM".into(), "dumb".into())];
    (kept.into_iter().chain(set).chain(term).collect(), hidden.len())
}

/// What the user is told of hidden variables.
pub(super) fn hidden_words(count: usize) -> String {
    match count {
        1 => "1 environment variable that looks like a secret is hidden from the kernel".into(),
        count => format!(
            "{count} environment variables that look like secrets are hidden from the kernel"
        ),
    }
}

fn is_secret(name: &OsStr) -> bool {
    let name = name.to_string_lossy().to_ascii_uppercase();
    ["_KEY", "_TOKEN", "_SECRET", "_PASSWORD"].iter().any(|end| name.ends_with(end))
        || name.contains("_SECRET_")
        || name.starts_with("AWS_")
}

/// Why a step must be killed now, if it must.
pub(super) fn broken(processes: usize, most: usize, memory: u64, memory_mb: u64) -> Option<String> {
    if processes > most {
        return Some(format!(
            "the step started more than {most} processes, the limit (limits.step_processes)"
        ));
    }
    let used = if memory_mb == 0 { 0 } else { memory >> 20 };
    (used > memory_mb).then(|| {
        format!("the step used {used} MiB of memory, the limit (limits.step_memory_mb) is {memory_mb} MiB")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_variables_are_counted_in_good_grammar() {
        let rest = "environment variable that looks like a secret is hidden from the kernel";
        assert_eq!(hidden_words(1), format!("1 {rest}"));
        let rest = "environment variables that look like secrets are hidden from the kernel";
        assert_eq!(hidden_words(2), format!("2 {rest}"));
    }

    #[test]
    fn names_of_secrets_are_told_from_others() {
        let secret = |name: &str| is_secret(OsStr::new(name));
        assert!(
            ["OPENAI_API_KEY", "gh_token", "AWS_PROFILE", "X_SECRET_KEY"].map(secret) == [true; 4]
        );
        assert!(["PATH", "TOKENIZERS_PARALLELISM", "HOME", "KEYBOARD"].map(secret) == [false; 4]);
    }
}
