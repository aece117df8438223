//! Code that only fetches packages.

use crate::engine::Language;

/// Whether every line installs packages.
#[must_use]
pub fn only_installs(lang: Language, code: &str) -> bool {
    let mut lines = code
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .peekable();
    lang != Language::JavaScript && lines.peek().is_some() && lines.all(installs)
}

fn installs(line: &str) -> bool {
    const TOOLS: [&str; 10] =
        ["pip", "pip3", "apt", "apt-get", "brew", "conda", "mamba", "npm", "uv", "yum"];
    let line = line.trim_start_matches(['!', '%', '$', ' ']);
    let line = line.strip_prefix("sudo ").unwrap_or(line);
    let by_module = ["python -m ", "python3 -m "].iter().find_map(|way| line.strip_prefix(way));
    let words: Vec<&str> = by_module.unwrap_or(line).split_whitespace().collect();
    let runs_more = words.iter().any(|word| matches!(*word, "&&" | ";" | "||" | "|"));
    words.first().is_some_and(|tool| TOOLS.contains(tool))
        && words[1..].iter().take(3).any(|word| matches!(*word, "install" | "update"))
        && !runs_more
}
