//! Code in the JSON of a tool call, in the shapes that models have been trained on.

use serde_json::{Map, Value};

use super::loose_json;
use crate::engine::{Language, guess};

/// Whether the text came to the end of its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// Its end was seen.
    Closed,
    /// It was missing.
    Open,
}

/// Code that was found in JSON.
#[derive(Debug, PartialEq)]
pub(super) struct Call {
    /// The name of the language, or nothing.
    pub(super) tag: String,
    pub(super) code: String,
    pub(super) ending: Ending,
}

/// Fields that say in which language the code is.
const NAMES: [&str; 9] = [
    "language",
    "lang",
    "name",
    "tool",
    "tool_name",
    "function",
    "action",
    "recipient_name",
    "type",
];
/// Fields that hold code.
const CODE: [&str; 8] =
    ["code", "source", "source_code", "script", "command", "cmd", "program", "snippet"];
/// Fields that hold what is handed to a tool: more fields, or the code itself.
const HANDED: [&str; 13] = [
    "arguments",
    "parameters",
    "args",
    "params",
    "input",
    "tool_input",
    "action_input",
    "function",
    "function_call",
    "tool_call",
    "tool_calls",
    "tool",
    "content",
];
/// Deeper than this nobody hides code.
const DEEPEST: usize = 6;

/// The code of the call that a text begins with, if it is one.
pub(super) fn read(text: &str) -> Option<Call> {
    let text = text.trim_start();
    // The braces of a template were doubled.
    let text = if text.starts_with("{{") { &text[1..] } else { text };
    if !text.starts_with(['{', '[']) {
        return None;
    }
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let (value, ending) = match values.next() {
        Some(Ok(value)) => (value, Ending::Closed),
        _ => loose_json::read(text)?,
    };
    let (tag, code) = within(&value, "", DEEPEST)?;
    Some(Call { tag, code: unescaped(code), ending })
}

/// The code of a call by name, `python(code="…")`, from its bracket on.
pub(super) fn quoted(text: &str) -> Option<Call> {
    let text = text.trim_start();
    let text = text.strip_prefix("code=").unwrap_or(text);
    if !text.starts_with(['"', '\'']) {
        return None;
    }
    let (value, ending) = loose_json::read(text)?;
    Some(Call { tag: String::new(), code: value.as_str()?.to_owned(), ending })
}

/// Whether a reply calls a tool by JSON, with something other than code: there are no tools.
pub(super) fn is_call(reply: &str) -> bool {
    let text = reply.trim().trim_start_matches("```json").trim_start_matches('`');
    let text = text.trim_start().trim_start_matches("<tool_call>").trim_start();
    let value = serde_json::Deserializer::from_str(text).into_iter::<Value>().next();
    let Some(Ok(Value::Object(fields))) = value else { return false };
    let handed = ["arguments", "parameters", "args", "tool_input", "action_input"];
    NAMES.iter().any(|name| fields.contains_key(*name))
        && handed.iter().any(|name| fields.contains_key(*name))
}

fn within(value: &Value, tag: &str, depth: usize) -> Option<(String, String)> {
    let depth = depth.checked_sub(1)?;
    match value {
        Value::Array(items) => items.iter().find_map(|item| match item {
            Value::Object(fields) => in_fields(fields, tag, depth),
            _ => None,
        }),
        Value::Object(fields) => in_fields(fields, tag, depth),
        _ => None,
    }
}

fn in_fields(fields: &Map<String, Value>, tag: &str, depth: usize) -> Option<(String, String)> {
    let tag =
        NAMES.iter().filter_map(|name| fields.get(*name)?.as_str()).find_map(named).unwrap_or(tag);
    let code = CODE.iter().find_map(|name| text(fields.get(*name)?));
    if let Some(code) = code {
        return Some((tag.to_owned(), code));
    }
    let by_language = fields.iter().find_map(|(name, value)| {
        let lang = named(name)?;
        Some((lang.to_owned(), text(value)?))
    });
    by_language.or_else(|| {
        HANDED.iter().filter_map(|name| fields.get(*name)).find_map(|value| match value {
            Value::String(inner) => handed(inner, tag, depth),
            value => within(value, tag, depth),
        })
    })
}

/// What a tool is handed as text: JSON once more, or code for the language that the tool is called after.
fn handed(inner: &str, tag: &str, depth: usize) -> Option<(String, String)> {
    if let Ok(value @ (Value::Object(_) | Value::Array(_))) = serde_json::from_str(inner) {
        return within(&value, tag, depth);
    }
    let is_code = Language::from_tag(tag).is_some_and(|lang| guess::parses(lang, inner));
    is_code.then(|| (tag.to_owned(), inner.to_owned()))
}

/// Text, or lines of it.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(lines) => {
            let lines: Option<Vec<&str>> = lines.iter().map(Value::as_str).collect();
            lines.map(|lines| {
                let lines: Vec<&str> =
                    lines.iter().map(|line| line.trim_end_matches('\n')).collect();
                lines.join("\n")
            })
        }
        _ => None,
    }
}

/// The language that a tool is called after: `python`, `python_interpreter`, `execute_bash`.
pub(super) fn named(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    if name == "code_interpreter" || name == "ipython" {
        return Some(Language::Python.name());
    }
    name.split(['_', '-', '.', ' ', '/']).find_map(Language::from_tag).map(Language::name)
}

/// Code whose line feeds were escaped twice.
fn unescaped(code: String) -> String {
    if code.contains('\n') || !code.contains("\\n") || guess::clearly(&code).is_some() {
        return code;
    }
    let lines = code.replace("\\n", "\n").replace("\\t", "\t").replace("\\\"", "\"");
    if guess::clearly(&lines).is_some() { lines } else { code }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Option<(String, String)> {
        read(text).map(|call| (call.tag, call.code))
    }

    #[test]
    fn every_shape_of_a_call_gives_its_code() {
        for text in [
            r#"{"name": "python", "arguments": {"code": "print(1)"}}"#,
            r#"{"name": "python", "arguments": "{\"code\": \"print(1)\"}"}"#,
            r#"{"name": "python", "arguments": "print(1)"}"#,
            r#"[{"type": "function", "function": {"name": "run_python", "arguments": {"code": "print(1)"}}}]"#,
            r#"{"language": "python", "code": ["print(1)"]}"#,
            r#"{"tool": "python", "tool_input": {"script": "print(1)"}} and more"#,
            r#"{"action": "python", "action_input": "print(1)"}"#,
            r#"{"python": "print(1)"}"#,
            "{'name': 'python', 'arguments': {'code': '''print(1)'''}}",
        ] {
            assert_eq!(code(text), Some(("python".into(), "print(1)".into())), "{text}");
        }
    }

    #[test]
    fn data_is_no_call() {
        for text in [
            r#"{"name": "fibonacci", "arguments": {"n": 20}}"#,
            r#"{"name": "python", "age": 33}"#,
            "[1, 2, 3]",
            "[link](x)",
            "{x}",
        ] {
            assert_eq!(code(text), None, "{text}");
        }
    }

    #[test]
    fn line_feeds_that_were_escaped_twice_are_line_feeds() {
        let text = r#"{"code": "import os\\nprint(os.sep)"}"#;
        assert_eq!(code(text).map(|(_, code)| code), Some("import os\nprint(os.sep)".into()));
        let text = r#"{"code": "print('a\\nb')"}"#;
        assert_eq!(code(text).map(|(_, code)| code), Some("print('a\\nb')".into()));
    }
}
