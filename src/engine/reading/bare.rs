//! Replies that are code without a whole fence: bare, behind half of one, between backticks, between paragraphs.

use super::escape;
use crate::engine::{Language, guess};

/// Paragraphs of a reply that are looked at.
const PARAGRAPHS: usize = 40;

/// The language and the text of a reply that is nothing but code.
pub(super) fn read(text: &str) -> Option<(Language, String)> {
    let text = text.trim();
    if let Some(code) = between_backticks(text) {
        return guess::clearly(code)
            .or_else(|| guess::computes(code).then_some(Language::Python))
            .map(|lang| (lang, code.to_owned()));
    }
    let (tag, body) = without_half_fence(text);
    let (tag, body) = if tag.is_empty() { named(body) } else { (tag, body) };
    let body = escape::plain(body);
    let lang = guess::clearly(&body)
        .or_else(|| Language::from_tag(tag).filter(|lang| guess::parses(*lang, &body)));
    lang.map(|lang| (lang, body)).or_else(|| within_prose(text)).or_else(|| introduced(text))
}

/// Code to the end of the reply, behind a line of prose that ends with a colon.
fn introduced(text: &str) -> Option<(Language, String)> {
    let prose = |at: usize| {
        let line = text[..=at].rsplit('\n').next().unwrap_or_default();
        !guess::parses(Language::Python, line)
    };
    let colons = text.match_indices(":\n").map(|(at, _)| at).filter(|at| prose(*at));
    colons.take(PARAGRAPHS).find_map(|at| {
        let body = &text[at + 2..];
        guess::clearly(body).map(|lang| (lang, body.trim_matches('\n').to_owned()))
    })
}

/// Paragraphs of Python between those of prose: more than one statement, so that no sentence is meant.
fn within_prose(text: &str) -> Option<(Language, String)> {
    let mut paragraphs: Vec<&str> =
        text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()).collect();
    paragraphs.truncate(PARAGRAPHS);
    let first = paragraphs.iter().position(|body| guess::is_program(body))?;
    let longest = (first + 1..=paragraphs.len())
        .rev()
        .map(|end| paragraphs[first..end].join("\n\n"))
        .find(|body| guess::is_program(body));
    longest.map(|body| (Language::Python, body.trim_matches('\n').to_owned()))
}

/// Whether a reply that was cut off is code up to its last line.
pub(super) fn is_begun(text: &str) -> bool {
    text.trim().rsplit_once('\n').is_some_and(|(head, _)| read(head).is_some())
}

/// What stands between the backticks around a whole reply of one line, without the name of the language.
fn between_backticks(text: &str) -> Option<&str> {
    let inner = text.trim_matches('`');
    let ticks = (text.len() - inner.len()) / 2;
    let balanced = text.starts_with(&"`".repeat(ticks)) && text.ends_with(&"`".repeat(ticks));
    if !(1..=3).contains(&ticks) || !balanced || inner.contains(['`', '\n']) {
        return None;
    }
    let named =
        inner.split_once(' ').filter(|(tag, _)| ticks == 3 && Language::from_tag(tag).is_some());
    Some(named.map_or(inner, |(_, code)| code).trim())
}

/// Tag and text without a fence that opens on the line of the last words before it, has its code on its own line,
/// closes what none has opened, or is none.
fn without_half_fence(text: &str) -> (&str, &str) {
    for odd in ["'''", "\"\"\"", "``", "`"] {
        let inner = text.strip_prefix(odd).and_then(|rest| rest.strip_suffix(odd));
        let inner = inner.filter(|inner| !inner.starts_with('`'));
        if let Some((tag, body)) = inner.and_then(|inner| inner.split_once('\n')) {
            return (tag, body);
        }
    }
    let text = text.strip_suffix("```").unwrap_or(text).trim_end();
    let mut opening = text.match_indices("```").filter(|(at, _)| {
        let tag = text[at + 3..].lines().next().unwrap_or_default();
        Language::from_tag(tag).is_some()
    });
    match (opening.next(), opening.next()) {
        (Some((at, _)), None) => {
            let behind = &text[at + 3..];
            behind.split_once(char::is_whitespace).unwrap_or(("", behind))
        }
        _ => ("", text),
    }
}

/// The first line where it is only the name of a language, and the rest.
fn named(text: &str) -> (&str, &str) {
    match text.split_once('\n') {
        Some((first, rest)) if Language::from_tag(first.trim_end_matches(':')).is_some() => {
            (first.trim_end_matches(':'), rest)
        }
        _ => ("", text),
    }
}
