//! Code between the tags and behind the marks of tool calls, in the prose of a reply.

use super::call::Ending;

/// What an element may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Code, or the JSON of a call.
    Code,
    /// The JSON of a call only.
    Call,
}

/// A piece of prose that may be code.
#[derive(Debug, PartialEq)]
pub(super) struct Element<'a> {
    pub(super) kind: Kind,
    /// What names the language, if something does.
    pub(super) hint: &'a str,
    pub(super) body: &'a str,
    pub(super) ending: Ending,
}

/// Tags that hold code, and the language that they name.
const TAGS: [(&str, &str); 21] = [
    ("execute_python", "python"),
    ("execute_bash", "bash"),
    ("execute", ""),
    ("python", "python"),
    ("py", "python"),
    ("bash", "bash"),
    ("shell", "bash"),
    ("javascript", "javascript"),
    ("node", "javascript"),
    ("tool_code", "python"),
    ("tool_call", ""),
    ("tool", ""),
    ("function_call", ""),
    ("function", ""),
    ("parameter", ""),
    ("run", ""),
    ("action", ""),
    ("code", ""),
    ("pre", ""),
    ("script", ""),
    ("answer", ""),
];
/// Tags that prose uses for words, too: these begin a line and end one.
const QUIET: [&str; 5] = ["code", "pre", "script", "answer", "tool"];
/// Marks behind which everything is a call.
const MARKS: [(&str, &str); 6] = [
    ("<|python_tag|>", "python"),
    ("<|tool_call|>", ""),
    ("<|tool_call_start|>", ""),
    ("<|tool_calls_begin|>", ""),
    ("[TOOL_CALLS]", ""),
    ("[TOOL_CALL]", ""),
];

/// Everything in a piece of prose that may be code, in order.
pub(super) fn elements(prose: &str) -> Vec<Element<'_>> {
    let starts = prose.char_indices().filter(|(_, c)| matches!(c, '<' | '[' | '{'));
    starts.filter_map(|(at, _)| element(prose, at)).collect()
}

fn element(prose: &str, at: usize) -> Option<Element<'_>> {
    let (before, rest) = prose.split_at(at);
    let begins_line = before.rsplit('\n').next().unwrap_or_default().trim().is_empty();
    if let Some((mark, hint)) = MARKS.iter().find(|(mark, _)| rest.starts_with(mark)) {
        return Some(marked(&rest[mark.len()..], hint));
    }
    if rest.starts_with(['{', '[']) {
        // Braces within a line are prose.
        return begins_line.then_some(Element {
            kind: Kind::Call,
            hint: "",
            body: rest,
            ending: Ending::Closed,
        });
    }
    let inside = &rest[1..];
    let (name, hint) = TAGS.iter().find(|(name, _)| {
        inside.strip_prefix(name).is_some_and(|more| more.starts_with(['>', ' ', '=', ':']))
    })?;
    let (attributes, body) = inside[name.len()..].split_once('>')?;
    let hint = if hint.is_empty() { language(attributes) } else { hint };
    let (body, ending, behind) = match body.find(&format!("</{name}>")) {
        Some(end) => (&body[..end], Ending::Closed, &body[end + name.len() + 3..]),
        None => (body, Ending::Open, ""),
    };
    let ends_line = behind.lines().next().unwrap_or_default().trim().is_empty();
    let quiet = QUIET.contains(name) && !(begins_line && ends_line);
    (!quiet && !attributes.contains('\n')).then_some(Element {
        kind: Kind::Code,
        hint,
        body,
        ending,
    })
}

/// What stands behind a mark: JSON, perhaps behind the name of the tool, or code.
fn marked<'a>(behind: &'a str, hint: &'a str) -> Element<'a> {
    let behind = behind.split("<|").next().unwrap_or_default();
    let json = behind.find(['{', '[']).unwrap_or_default();
    let name = behind[..json].trim();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if is_name {
        let body = behind[json..].strip_prefix("[ARGS]").unwrap_or(&behind[json..]);
        let hint = language(name);
        return Element { kind: Kind::Call, hint, body, ending: Ending::Closed };
    }
    Element { kind: Kind::Code, hint, body: behind, ending: Ending::Open }
}

/// The language that a name or an attribute speaks of.
fn language(text: &str) -> &str {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.into_iter().find(|word| crate::engine::Language::from_tag(word).is_some()).unwrap_or("")
}
