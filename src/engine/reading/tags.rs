//! Code between tags, in the prose of a reply.

use super::call::Ending;
use super::marks::{called_by_name, marked};

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
const TAGS: [(&str, &str); 24] = [
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
    ("arg_value", ""),
    ("code", ""),
    ("pre", ""),
    ("answer", ""),
    ("lstlisting", ""),
    ("verbatim", ""),
    ("minted", ""),
];
/// What opens a tag, and the end of it.
const PAIRS: [(&str, &str); 4] = [("<|", "|>"), ("<", ">"), ("[", "]"), (BEGIN, "}")];
const BEGIN: &str = "\\begin{";
/// Tags that prose uses for words, too: these begin a line and end one.
const QUIET: [&str; 4] = ["code", "pre", "answer", "tool"];
/// Elements of one text that are looked at: each of them may go to its end.
const MOST: usize = 48;

/// What an element or a mark begins with.
const BEGINS: [char; 6] = ['<', '[', '{', '\\', 'A', 'c'];

/// Everything in a piece of prose that may be code, in order.
pub(super) fn elements(prose: &str) -> Vec<Element<'_>> {
    if let Some(call) = called_by_name(prose) {
        return vec![call];
    }
    let starts = prose.char_indices().filter(|(_, c)| BEGINS.contains(c));
    let found = starts.filter_map(|(at, _)| marked(prose, at).or_else(|| element(prose, at)));
    found.take(MOST).collect()
}

fn element(prose: &str, at: usize) -> Option<Element<'_>> {
    let (before, rest) = prose.split_at(at);
    let line = before.rsplit('\n').next().unwrap_or_default().trim();
    let begins_line = line.is_empty() || line.starts_with('<') && line.ends_with('>');
    let Some((name, hint, body, close)) = opened(rest) else {
        // Braces within a line are prose.
        let is_json = rest.starts_with(['{', '[']) && line.is_empty();
        let json = Element { kind: Kind::Call, hint: "", body: rest, ending: Ending::Closed };
        return is_json.then_some(json);
    };
    let (body, ending, behind) = match body.find(&close) {
        Some(end) => (&body[..end], Ending::Closed, &body[end + close.len()..]),
        None => (body, Ending::Open, ""),
    };
    let behind = behind.lines().next().unwrap_or_default().trim();
    let ends_line = behind.is_empty() || behind.starts_with("</");
    let quiet = QUIET.contains(&name) && !(begins_line && ends_line);
    let body = body.trim().strip_prefix("<![CDATA[").unwrap_or(body);
    let body = body.trim_end().strip_suffix("]]>").unwrap_or(body);
    (!quiet).then_some(Element { kind: Kind::Code, hint, body, ending })
}

/// Name, language, what follows, and what closes the tag that a text begins with: `<code lang="python">`,
/// `<|code|>`, `[PYTHON]` or that of an environment of TeX.
fn opened(text: &str) -> Option<(&'static str, &str, &str, String)> {
    let (open, end) = PAIRS.iter().find(|(open, _)| text.starts_with(open))?;
    let inside = &text[open.len()..];
    let (name, hint) = TAGS.iter().find(|(name, _)| {
        let head = inside.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name));
        head && inside[name.len()..].starts_with(['>', ' ', '=', ':', ']', '|', '}'])
    })?;
    let (attributes, body) = inside[name.len()..].split_once(end)?;
    let written = &inside[..name.len()];
    let close = match *open {
        "<|" => format!("<|/{written}|>"),
        "<" => format!("</{written}>"),
        "[" => format!("[/{written}]"),
        _ => format!("\\end{{{written}}}"),
    };
    // The options of an environment stand behind its name.
    let options = body.split_once('\n').filter(|(head, _)| *open == BEGIN && head.starts_with('['));
    let (attributes, body) = options.unwrap_or((attributes, body));
    let hint = if hint.is_empty() { language(attributes) } else { hint };
    (!attributes.contains('\n')).then_some((name, hint, body, close))
}

/// The language that a name or an attribute speaks of.
pub(super) fn language(text: &str) -> &str {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.into_iter().find(|word| crate::engine::Language::from_tag(word).is_some()).unwrap_or("")
}
