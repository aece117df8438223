//! JSON as models write it: raw line feeds, single and triple quotes, quotes inside of strings, no end.

use serde_json::{Map, Value};

use super::call::Ending;

/// Brackets inside of one another that are followed.
const DEEPEST: usize = 16;

/// The value that a text begins with, and whether its last bracket was there.
pub(super) fn read(text: &str) -> Option<(Value, Ending)> {
    let mut reader = Reader { rest: text, ending: Ending::Closed };
    let value = reader.value(DEEPEST)?;
    Some((value, reader.ending))
}

struct Reader<'a> {
    rest: &'a str,
    ending: Ending,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Option<Value> {
        let depth = depth.checked_sub(1)?;
        match self.next()? {
            '{' => self.object(depth),
            '[' => self.array(depth),
            '"' | '\'' | '`' => Some(Value::String(self.string())),
            _ => self.word(),
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        self.skip(1);
        let mut fields = Map::new();
        loop {
            match self.next() {
                None => return Some(self.cut(Value::Object(fields))),
                Some('}') => {
                    self.skip(1);
                    return Some(Value::Object(fields));
                }
                Some(',') => self.skip(1),
                Some('"' | '\'') => {
                    let name = self.string();
                    match self.next() {
                        None => return Some(self.cut(Value::Object(fields))),
                        Some(':') => self.skip(1),
                        Some(_) => return None,
                    }
                    match self.value(depth) {
                        Some(value) => fields.insert(name, value),
                        None if self.rest.trim().is_empty() => {
                            return Some(self.cut(Value::Object(fields)));
                        }
                        None => return None,
                    };
                }
                Some(_) => return None,
            }
        }
    }

    fn array(&mut self, depth: usize) -> Option<Value> {
        self.skip(1);
        let mut items = Vec::new();
        loop {
            match self.next() {
                None => return Some(self.cut(Value::Array(items))),
                Some(']') => {
                    self.skip(1);
                    return Some(Value::Array(items));
                }
                Some(',') => self.skip(1),
                Some(_) => items.push(self.value(depth)?),
            }
        }
    }

    /// A string from its quote on; what nothing ends goes to the end of the text.
    fn string(&mut self) -> String {
        let quote = self.rest.chars().next().unwrap_or('"');
        let long = String::from(quote).repeat(3);
        let long = self.rest.starts_with(&long).then_some(long);
        self.skip(long.as_ref().map_or(1, String::len));
        let mut text = String::new();
        while let Some(next) = self.rest.chars().next() {
            let ends = match &long {
                Some(long) => self.rest.starts_with(long.as_str()),
                None => next == quote && ends_string(&self.rest[1..]),
            };
            if ends {
                self.skip(long.as_ref().map_or(1, String::len));
                return text;
            }
            self.skip(next.len_utf8());
            if next == '\\' { self.escape(&mut text) } else { text.push(next) }
        }
        self.ending = Ending::Open;
        text
    }

    fn escape(&mut self, text: &mut String) {
        let Some(next) = self.rest.chars().next() else { return };
        self.skip(next.len_utf8());
        match next {
            'n' => text.push('\n'),
            't' => text.push('\t'),
            'r' => {}
            '"' | '\\' | '/' | '\'' | '`' => text.push(next),
            'u' => {
                let code = self.rest.get(..4).and_then(|hex| u32::from_str_radix(hex, 16).ok());
                if let Some(c) = code.and_then(char::from_u32) {
                    self.skip(4);
                    text.push(c);
                } else {
                    text.push_str("\\u");
                }
            }
            _ => text.extend(['\\', next]),
        }
    }

    /// A number, or one of the words of JSON and Python.
    fn word(&mut self) -> Option<Value> {
        let end = self.rest.find([',', '}', ']', '\n']).unwrap_or(self.rest.len());
        let word = self.rest[..end].trim();
        let value = match word {
            "True" => Value::Bool(true),
            "False" => Value::Bool(false),
            "None" => Value::Null,
            _ => serde_json::from_str(word).ok()?,
        };
        self.skip(end);
        Some(value)
    }

    fn cut(&mut self, value: Value) -> Value {
        self.ending = Ending::Open;
        value
    }

    /// The next character that is no blank.
    fn next(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next()
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = &self.rest[bytes..];
    }
}

/// Whether the quote before this ends its string, or only stands in the code: `print("a", "b")`.
fn ends_string(behind: &str) -> bool {
    let behind = behind.trim_start();
    let Some(more) = behind.strip_prefix(',') else {
        return behind.is_empty() || behind.starts_with(['}', ']', ':']);
    };
    let more = more.trim_start();
    let Some(name) = more.strip_prefix(['"', '\'']) else {
        return more.is_empty() || more.starts_with(['{', '[', '}', ']']);
    };
    // In an object the name of a field follows, in an array a line of code on a line of its own.
    let is_name = name.find(['"', '\'']).is_some_and(|end| {
        name[..end].chars().all(|c| c.is_alphanumeric() || c == '_')
            && name[end + 1..].trim_start().starts_with(':')
    });
    is_name || behind[1..].trim_start_matches(' ').starts_with('\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> (String, Ending) {
        let (value, ending) = read(text).expect("a value");
        (value["code"].as_str().expect("code").to_owned(), ending)
    }

    #[test]
    fn strings_are_read_as_they_are_meant() {
        for text in [
            "{\"code\": \"a = 1\nprint('x', \"y\")\"}",
            "{'code': 'a = 1\\nprint(\\'x\\', \"y\")', }",
            "{\"code\": \"\"\"a = 1\nprint('x', \"y\")\"\"\", \"n\": None}",
        ] {
            assert_eq!(code(text), ("a = 1\nprint('x', \"y\")".into(), Ending::Closed), "{text}");
        }
    }

    #[test]
    fn what_has_no_end_is_read_as_far_as_it_goes() {
        for text in ["{\"code\": \"a = 1\"", "{\"code\": \"a = 1", "{\"code\": \"a = 1\", \"x\":"] {
            assert_eq!(code(text), ("a = 1".into(), Ending::Open), "{text}");
        }
        assert_eq!(read("{a b}"), None);
        assert_eq!(read(&"[".repeat(99)), None);
    }
}
