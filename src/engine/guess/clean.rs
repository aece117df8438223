//! Makes pasted code runnable: prompts, pasted output, common indentation and odd blanks go.

use crate::engine::Language;

/// The code without what a transcript or a typesetter adds; cleaning twice changes nothing.
#[must_use]
pub fn clean(lang: Language, body: &str) -> String {
    let mut text = plain(body);
    loop {
        let next = dedented(&without_prompts(lang, &text));
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

/// If the first line carries a prompt, lines without one are pasted output.
fn without_prompts(lang: Language, body: &str) -> String {
    let (first, more): (&[&str], &[&str]) = match lang {
        Language::Python => (&[">>>"], &["..."]),
        Language::Bash => (&["$"], &[">"]),
        Language::JavaScript => (&[">"], &["..."]),
    };
    let lines: Vec<&str> = body.lines().map(|line| line.trim_end_matches(['\r', '\n'])).collect();
    let begins = lines.iter().find(|line| !line.trim().is_empty());
    if begins.is_none_or(|line| prompted(line.trim_start(), first).is_none()) {
        return body.to_owned();
    }
    if lang == Language::Bash && body.contains("<<") {
        // What follows a here-document's command is its text, not output.
        let strip = |line: &&str| prompted(line.trim_start(), first).unwrap_or(line).to_owned();
        return lines.iter().map(strip).collect::<Vec<_>>().join("\n");
    }
    let mut kept: Vec<&str> = Vec::new();
    let (mut inside, mut open) = (false, false);
    for line in lines {
        let line = line.trim_start();
        if let Some(code) = prompted(line, first) {
            (inside, open) = (true, code.ends_with('\\'));
            kept.push(code);
        } else if inside
            && (open || lang != Language::Bash)
            && let Some(code) = prompted(line, more)
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

/// The line behind one of these prompts.
fn prompted<'a>(line: &'a str, prompts: &[&str]) -> Option<&'a str> {
    prompts.iter().find_map(|prompt| {
        let rest = line.strip_prefix(prompt)?;
        if rest.is_empty() { Some(rest) } else { rest.strip_prefix(' ') }
    })
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
