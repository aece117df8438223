//! Marks behind which the rest of a reply is a call.

use super::call::{self, Ending};
use super::tags::{Element, Kind, language};

/// What begins a call wherever it stands, and the language that it names.
const ANYWHERE: [(&str, &str); 6] = [
    ("<|python_tag|>", "python"),
    ("<|tool_call|>", ""),
    ("<|tool_call_start|>", ""),
    ("<|tool_calls_begin|>", ""),
    ("[TOOL_CALLS]", ""),
    ("[TOOL_CALL]", ""),
];
/// What begins one at the beginning of a line.
const AT_LINE: [&str; 2] = ["Action Input:", "code: |"];

/// The call that begins here.
pub(super) fn marked(prose: &str, at: usize) -> Option<Element<'_>> {
    let (before, rest) = prose.split_at(at);
    if let Some((mark, hint)) = ANYWHERE.iter().find(|(mark, _)| rest.starts_with(mark)) {
        return Some(behind(&rest[mark.len()..], hint));
    }
    let begins_line = before.is_empty() || before.ends_with('\n');
    if let Some(mark) = AT_LINE.iter().find(|mark| begins_line && rest.starts_with(**mark)) {
        let tool = before.lines().rev().find_map(|line| line.strip_prefix("Action:"));
        let body = rest[mark.len()..].split("\nObservation").next().unwrap_or_default();
        return Some(code(body, tool.map(language).unwrap_or_default()));
    }
    // `to=python code<|message|>…`: without somebody to go to it is talk.
    let body = rest.strip_prefix("<|message|>")?;
    let header = before.rsplit("<|").next().unwrap_or_default();
    let to = header.split_once("to=").map(|(_, to)| to)?;
    Some(code(body.split("<|").next().unwrap_or_default(), language(to)))
}

/// A call of a tool as if it were a function: `python({"code": …})`, `python(code="…")`.
pub(super) fn called_by_name(text: &str) -> Option<Element<'_>> {
    let text = text.trim();
    let (name, body) = text.strip_suffix(')')?.split_once('(')?;
    let is_name = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
    let hint = call::named(name).filter(|_| is_name)?;
    let body = body.trim();
    let is_handed = body.starts_with(['{', '"', '\'']) || body.starts_with("code=");
    is_handed.then_some(Element { kind: Kind::Call, hint, body, ending: Ending::Closed })
}

fn code<'a>(body: &'a str, hint: &'a str) -> Element<'a> {
    let body = body.trim_end().trim_start_matches('\n');
    Element { kind: Kind::Code, hint, body, ending: Ending::Open }
}

/// What stands behind a mark: JSON, perhaps behind the name of the tool, or code.
fn behind<'a>(text: &'a str, hint: &'a str) -> Element<'a> {
    let text = text.split("<|").next().unwrap_or_default();
    let json = text.find(['{', '[']).unwrap_or_default();
    let name = text[..json].trim();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if !is_name {
        return code(text, hint);
    }
    let body = &text[json..];
    let body = body.strip_prefix("[ARGS]").unwrap_or(body);
    Element { kind: Kind::Call, hint: language(name), body, ending: Ending::Closed }
}
