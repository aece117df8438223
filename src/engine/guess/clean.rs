//! Makes pasted code runnable: prompts, pasted output, common indentation and odd blanks go.

use super::expression::statements;
use crate::engine::Language;

/// The code without what a transcript or a typesetter adds; cleaning twice changes nothing.
#[must_use]
pub fn clean(lang: Language, body: &str) -> String {
    let mut text = plain(body);
    loop {
        let next =
            dedented(before_output(&dedented(&without_prompts(lang, &without_numbers(&text)))));
        if next == text {
            return next;
        }
        text = next;
    }
}

/// Line feeds and ordinary blanks only.
fn plain(body: &str) -> String {
    body.replace("\r\n", "\n")
        .chars()
        .filter(|c| !matches!(c, '\u{feff}' | '\u{200b}' | '\r'))
        .map(|c| if matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}') { ' ' } else { c })
        .collect()
}

/// Without the numbers of its lines, where each has the next one.
fn without_numbers(body: &str) -> String {
    let numbered = |(n, line): (usize, &str)| {
        let rest =
            line.trim_start().strip_prefix((n + 1).to_string().as_str())?.trim_start_matches(' ');
        let rest = rest.strip_prefix(['|', ':', '.'])?;
        if rest.is_empty() {
            Some(rest.to_owned())
        } else {
            Some(rest.strip_prefix(' ')?.to_owned())
        }
    };
    let lines: Option<Vec<String>> = body.trim_end().lines().enumerate().map(numbered).collect();
    lines.filter(|lines| lines.len() > 1).map_or_else(|| body.to_owned(), |lines| lines.join("\n"))
}

/// If the first line carries a prompt, lines without one are pasted output; comments before it stay.
fn without_prompts(lang: Language, body: &str) -> String {
    let lines: Vec<&str> = body.lines().map(|line| line.trim_end_matches(['\r', '\n'])).collect();
    let comment = if lang == Language::JavaScript { "//" } else { "#" };
    let passed = |line: &&str| line.trim().is_empty() || line.trim_start().starts_with(comment);
    let begins = lines.iter().position(|line| !passed(line)).unwrap_or(lines.len());
    if lines.get(begins).is_none_or(|line| prompted(lang, line.trim_start()).is_none()) {
        return body.to_owned();
    }
    if lang == Language::Bash && body.contains("<<") {
        // What follows a here-document's command is its text, not output.
        let strip = |line: &&str| prompted(lang, line.trim_start()).unwrap_or(line).to_owned();
        return lines.iter().map(strip).collect::<Vec<_>>().join("\n");
    }
    let mut kept: Vec<&str> = lines[..begins].to_vec();
    let (mut inside, mut open) = (false, false);
    for line in &lines[begins..] {
        let line = line.trim_start();
        if let Some(code) = prompted(lang, line) {
            (inside, open) = (true, code.ends_with('\\'));
            kept.push(code);
        } else if inside
            && (open || lang != Language::Bash)
            && let Some(code) = continued(lang, line)
        {
            open = code.ends_with('\\');
            kept.push(code);
        } else if inside && open {
            open = line.ends_with('\\');
            kept.push(line);
        } else {
            inside = false;
        }
    }
    kept.join("\n").trim_matches('\n').to_owned()
}

/// The line behind the prompt of its language.
fn prompted(lang: Language, line: &str) -> Option<&str> {
    match lang {
        Language::Python => behind(line, ">>>").or_else(|| numbered(line)),
        Language::Bash => behind(line, "$").or_else(|| at_host(line)),
        Language::JavaScript => behind(line, ">"),
    }
}

/// The line behind the prompt that asks for more of the same statement.
fn continued(lang: Language, line: &str) -> Option<&str> {
    match lang {
        Language::Python => behind(line, "...:").or_else(|| behind(line, "...")),
        Language::Bash => behind(line, ">"),
        Language::JavaScript => behind(line, "..."),
    }
}

fn behind<'a>(line: &'a str, prompt: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(prompt)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix(' ') }
}

/// Behind `In [1]:`.
fn numbered(line: &str) -> Option<&str> {
    let (number, rest) = line.strip_prefix("In [")?.split_once("]:")?;
    number
        .chars()
        .all(|c| c.is_ascii_digit() || c == ' ')
        .then(|| rest.strip_prefix(' ').unwrap_or(rest))
}

/// Behind `user@host:~$`.
fn at_host(line: &str) -> Option<&str> {
    let (host, rest) = line.split_once("$ ")?;
    let named = host.contains('@') && host.contains(':') && !host.contains(char::is_whitespace);
    named.then_some(rest)
}

/// The code without output that is pasted below and announced: `Output:` at the beginning of a line is no code.
#[must_use]
pub fn before_output(body: &str) -> &str {
    const MARKS: [&str; 7] = [
        "Output:",
        "Outputs:",
        "Expected output:",
        "Expected Output:",
        "Ausgabe:",
        "Salida:",
        "Out[",
    ];
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let head = &body[..at];
        // Inside of a string or a here-document it may be meant.
        let is_whole =
            || statements(head).is_some_and(|lines| !lines.is_empty()) && !head.contains("<<");
        if MARKS.iter().any(|mark| line.starts_with(mark)) && is_whole() {
            return head;
        }
        at += line.len();
    }
    body
}

/// Without the blanks that every line begins with.
fn dedented(body: &str) -> String {
    let blanks = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let filled = || body.split('\n').filter(|line| !line.trim().is_empty());
    let Some(first) = filled().next() else { return body.trim().to_owned() };
    let mut common = &first[..blanks(first)];
    for line in filled() {
        let same = common.bytes().zip(line.bytes()).take_while(|(a, b)| a == b).count();
        common = &common[..same];
    }
    let lines: Vec<_> = body
        .split('\n')
        .map(|line| line.strip_prefix(common).unwrap_or_else(|| line.trim_start()))
        .collect();
    lines.join("\n").trim_matches('\n').trim_end().to_owned()
}
