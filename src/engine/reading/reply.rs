//! Looks for code in the parts of a reply, in order.

use super::call::{self, Call, Ending};
use super::tags::{self, Element, Kind};
use super::{bare, escape};
use crate::engine::fence::Part;
use crate::engine::{Language, StopCause, guess};

/// What a reply holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Code for this kernel, exactly as it is proposed.
    Code { lang: Language, code: String },
    /// The reply ended inside of its code.
    Cut,
    /// Nothing to run.
    None,
}

/// Code somewhere in a reply.
struct Piece {
    lang: Language,
    code: String,
    ending: Ending,
}

/// Reads a reply that has come to its end, from its text and the parts of it.
#[must_use]
pub fn read(text: &str, parts: &[Part], stop: StopCause) -> Found {
    let limited =
        matches!(stop, StopCause::MaxTokens | StopCause::ContextFull | StopCause::Repeated);
    let mut installing = None;
    for piece in parts.iter().flat_map(pieces) {
        if limited && piece.ending == Ending::Open {
            return installing.unwrap_or(Found::Cut);
        }
        let installs = guess::only_installs(piece.lang, &piece.code);
        let found = Found::Code { lang: piece.lang, code: piece.code };
        if !installs {
            return found;
        }
        installing.get_or_insert(found);
    }
    installing.unwrap_or_else(|| match bare::read(text) {
        Some(_) if limited => Found::Cut,
        Some((lang, body)) => {
            cleaned(lang, &body).map_or(Found::None, |code| Found::Code { lang, code })
        }
        None if limited && bare::is_begun(text) => Found::Cut,
        None => Found::None,
    })
}

/// Whether a closed block is a step for certain, so that nothing behind it is wanted.
#[must_use]
pub fn is_step(tag: &str, body: &str) -> bool {
    block(tag, body, Ending::Closed)
        .is_some_and(|piece| !guess::only_installs(piece.lang, &piece.code))
}

/// Whether a reply without code calls a tool that does not exist.
#[must_use]
pub fn calls_a_tool(reply: &str) -> bool {
    call::is_call(reply)
}

fn pieces(part: &Part) -> Vec<Piece> {
    match part {
        Part::Prose(text) => tags::elements(text).iter().filter_map(element).collect(),
        Part::Block { tag, body, closed } => {
            let ending = if *closed { Ending::Closed } else { Ending::Open };
            block(tag, body, ending).into_iter().collect()
        }
    }
}

fn block(tag: &str, body: &str, ending: Ending) -> Option<Piece> {
    if let Some(piece) = call::read(body).and_then(|call| called(tag, &call)) {
        return Some(piece);
    }
    let (tag, body) = without_inner_tag(tag, body);
    let body = escape::plain(body);
    let looked = || guess::guess(tag, guess::before_output(&body));
    match guess::guess(tag, &body).or_else(looked) {
        Some(lang) => Some(Piece { lang, code: cleaned(lang, &body)?, ending }),
        // The code on a page is a part of the page.
        None if tag.eq_ignore_ascii_case("html") => None,
        None => tags::elements(&body).iter().find_map(element),
    }
}

fn element(element: &Element<'_>) -> Option<Piece> {
    let call = call::read(element.body);
    if let Some(piece) = call.and_then(|call| called(element.hint, &call)) {
        return Some(piece);
    }
    if element.kind == Kind::Call {
        return call::quoted(element.body).and_then(|call| called(element.hint, &call));
    }
    let body = escape::plain(element.body.trim_matches('\n'));
    let hinted = Language::from_tag(element.hint).filter(|lang| guess::parses(*lang, &body));
    let lang = match (hinted, element.ending) {
        (Some(lang), Ending::Closed) => guess::guess(lang.name(), &body),
        // What no tag closes may be prose about tags.
        _ => guess::clearly(&body),
    }?;
    Some(Piece { lang, code: cleaned(lang, &body)?, ending: element.ending })
}

/// Code in the JSON of a call.
fn called(tag: &str, call: &Call) -> Option<Piece> {
    let tag = if call.tag.is_empty() { tag } else { &call.tag };
    let known = Language::from_tag(tag).map_or("", Language::name);
    let (inner, body) = unfenced(&call.code);
    let body = escape::plain(body);
    let lang = guess::guess(if inner.is_empty() { known } else { inner }, &body)?;
    let code = balanced(lang, cleaned(lang, &body)?);
    // Where the wrapper is broken, only what parses is certain to be whole.
    let whole = call.ending == Ending::Closed || guess::parses(lang, &code);
    whole.then_some(Piece { lang, code, ending: call.ending })
}

/// The code without the ends of its wrapper that a misplaced quote has left in it.
fn balanced(lang: Language, code: String) -> String {
    let head = code.trim_end_matches(['}', ']', '"', ' ', '\n']);
    let is_better = || !guess::parses(lang, &code) && guess::parses(lang, head);
    if lang == Language::Python && is_better() { head.to_owned() } else { code }
}

/// The block without a second fence in it, or the name of its language on a line of its own.
fn without_inner_tag<'a>(tag: &'a str, body: &'a str) -> (&'a str, &'a str) {
    let (inner, fenced) = unfenced(body);
    match body.split_once('\n') {
        _ if body.trim_start().starts_with("```") => {
            (if inner.is_empty() { tag } else { inner }, fenced)
        }
        Some((first, rest))
            if tag.is_empty()
                && Language::from_tag(first).is_some_and(|lang| guess::parses(lang, rest)) =>
        {
            (first, rest)
        }
        _ => (tag, body),
    }
}

/// Tag and text of code that is fenced once more inside of its wrapper.
fn unfenced(code: &str) -> (&str, &str) {
    let Some(rest) = code.trim().strip_prefix("```") else { return ("", code) };
    let (tag, body) = rest.split_once('\n').unwrap_or(("", rest));
    (tag.trim(), body.trim_end().trim_end_matches('`'))
}

fn cleaned(lang: Language, body: &str) -> Option<String> {
    let code = guess::clean(lang, body);
    (!code.trim().is_empty()).then_some(code)
}
