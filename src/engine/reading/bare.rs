//! Replies that are code without a whole fence: bare, behind half of one, between backticks, between paragraphs.

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
    let body = without_half_fence(text);
    let (tag, body) = named(body);
    let lang = guess::clearly(body)
        .or_else(|| Language::from_tag(tag).filter(|lang| guess::parses(*lang, body)));
    match lang {
        Some(lang) => Some((lang, body.to_owned())),
        None => Some((Language::Python, within_prose(text)?)),
    }
}

/// Paragraphs of Python between those of prose: more than one statement, so that no sentence is meant.
fn within_prose(text: &str) -> Option<String> {
    let mut paragraphs: Vec<&str> =
        text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()).collect();
    paragraphs.truncate(PARAGRAPHS);
    let first = paragraphs.iter().position(|body| guess::is_program(body))?;
    let longest = (first + 1..=paragraphs.len())
        .rev()
        .map(|end| paragraphs[first..end].join("\n\n"))
        .find(|body| guess::is_program(body));
    longest.map(|body| body.trim_matches('\n').to_owned())
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

/// Without a fence that opens on the line of the last words before it, or closes what none has opened.
fn without_half_fence(text: &str) -> &str {
    let text = text.strip_suffix("```").unwrap_or(text).trim_end();
    let mut opening = text.match_indices("```").filter(|(at, _)| {
        let tag = text[at + 3..].lines().next().unwrap_or_default();
        Language::from_tag(tag).is_some()
    });
    match (opening.next(), opening.next()) {
        (Some((at, _)), None) => &text[at + 3..],
        _ => text,
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
