//! JSON as an indented tree; long lists are folded while they are read, so that a huge file stays small.

use std::fmt;

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{text, wrap};
use crate::tui::theme::{Theme, Token};
use crate::words::{Locale, Sheet};

/// Items of a list that are shown before the rest is folded.
const ITEMS: usize = 5;
/// Fields of an object that are shown.
const FIELDS: usize = 60;
/// Characters of a text that are shown.
const CHARS: usize = 500;
/// Lines of a tree.
const LINES: usize = 2000;
/// Spaces a level.
const STEP: usize = 2;

/// A value as far as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub enum Tree {
    /// `null`, `true`, `false`.
    Constant(&'static str),
    /// A number in its own digits.
    Number(String),
    /// A text, and the characters that are left out.
    Text(String, usize),
    /// The first items, and how many follow.
    List(Vec<Self>, usize),
    /// The first fields in their order, and how many follow.
    Object(Vec<(String, Self)>, usize),
}

/// Reads JSON; the error says what is wrong with it.
pub fn read(json: &[u8], locale: Locale) -> Result<Tree, String> {
    serde_json::from_slice(json).map_err(|error| locale.fill(Sheet::BadJson, &[&error]))
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Tree;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Constant("null"))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Constant(if value { "true" } else { "false" }))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Number(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Number(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Number(format!("{value:?}")))
    }

    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        let left = value.chars().skip(CHARS).count();
        Ok(Tree::Text(value.chars().take(CHARS).collect(), left))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut shown = Vec::new();
        while shown.len() < ITEMS {
            let Some(item) = items.next_element()? else { break };
            shown.push(item);
        }
        let mut left = 0;
        while items.next_element::<IgnoredAny>()?.is_some() {
            left += 1;
        }
        Ok(Tree::List(shown, left))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Tree, A::Error> {
        let mut shown = Vec::new();
        while shown.len() < FIELDS {
            let Some(field) = fields.next_entry()? else { break };
            shown.push(field);
        }
        let mut left = 0;
        while fields.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
            left += 1;
        }
        Ok(Tree::Object(shown, left))
    }
}

/// The tree in lines of at most `width` cells.
#[must_use]
pub fn lines(tree: &Tree, width: usize, locale: Locale, theme: &Theme) -> Vec<Line<'static>> {
    let mut page = Page { width, locale, theme, lines: Vec::new() };
    page.draw(tree, Vec::new(), 0);
    if page.lines.len() > LINES {
        page.lines.truncate(LINES);
        page.lines.push(Line::styled("…", theme.ui.faint));
    }
    page.lines
}

struct Page<'a> {
    width: usize,
    locale: Locale,
    theme: &'a Theme,
    lines: Vec<Line<'static>>,
}

impl Page<'_> {
    /// Draws a value behind its name; what it holds stands below, one level in.
    fn draw(&mut self, tree: &Tree, name: Vec<Span<'static>>, level: usize) {
        if self.lines.len() > LINES {
            return;
        }
        let mut spans = name;
        if let Some(value) = self.inline(tree) {
            spans.extend(value);
            return self.emit(spans, level);
        }
        let named = !spans.is_empty();
        if named {
            self.emit(spans, level);
        }
        let below = level + usize::from(named);
        match tree {
            Tree::List(items, left) => {
                for (n, item) in items.iter().enumerate() {
                    self.draw(item, vec![self.sign(format!("{n}: "))], below);
                }
                self.fold(*left, Sheet::More, below);
            }
            Tree::Object(fields, left) => {
                for (name, value) in fields {
                    let name = Span::styled(line_of(name), self.theme.ui.accent);
                    self.draw(value, vec![name, self.sign(": ")], below);
                }
                self.fold(*left, Sheet::MoreFields, below);
            }
            Tree::Constant(_) | Tree::Number(_) | Tree::Text(..) => {}
        }
    }

    fn fold(&mut self, left: usize, what: Sheet, level: usize) {
        if left > 0 {
            let text = format!("… {}", self.locale.fill(what, &[&left]));
            self.emit(vec![Span::styled(text, self.theme.ui.faint)], level);
        }
    }

    /// A value that takes one line.
    fn inline(&self, tree: &Tree) -> Option<Vec<Span<'static>>> {
        let token = |text: String, token| vec![Span::styled(text, self.theme.token(token))];
        match tree {
            Tree::Constant(word) => Some(token((*word).to_owned(), Token::Constant)),
            Tree::Number(digits) => Some(token(digits.clone(), Token::Number)),
            Tree::Text(words, left) => {
                let mut spans = token(format!("\"{}\"", line_of(words)), Token::String);
                if *left > 0 {
                    let more = self.locale.fill(Sheet::MoreCharacters, &[left]);
                    let more = format!(" … {more}");
                    spans.push(Span::styled(more, self.theme.ui.faint));
                }
                Some(spans)
            }
            Tree::Object(fields, _) if fields.is_empty() => Some(vec![self.sign("{}")]),
            Tree::List(items, left)
                if items.iter().all(|item| !matches!(item, Tree::List(..) | Tree::Object(..))) =>
            {
                let mut spans = vec![self.sign("[")];
                for (n, item) in items.iter().enumerate() {
                    if n > 0 {
                        spans.push(self.sign(", "));
                    }
                    spans.extend(self.inline(item)?);
                }
                if *left > 0 {
                    let more = format!(", … {}", self.locale.fill(Sheet::More, &[left]));
                    spans.push(Span::styled(more, self.theme.ui.faint));
                }
                spans.push(self.sign("]"));
                Some(spans)
            }
            Tree::List(..) | Tree::Object(..) => None,
        }
    }

    fn sign(&self, sign: impl Into<String>) -> Span<'static> {
        Span::styled(sign.into(), self.theme.token(Token::Punctuation))
    }

    fn emit(&mut self, spans: Vec<Span<'static>>, level: usize) {
        // Deep down, the indent may not take the whole width.
        let indent = " ".repeat((level * STEP).min(self.width / 2));
        let mut line = vec![Span::styled(indent.clone(), Style::new())];
        line.extend(spans);
        let hang = [Span::raw(format!("{indent}  "))];
        self.lines.extend(wrap::wrap(&Line::from(line), self.width, &hang));
    }
}

/// A text on one line, line ends shown.
fn line_of(words: &str) -> String {
    text::sanitize(&words.replace('\n', "\\n")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(json: &str) -> Vec<String> {
        let theme = Theme::built_in("midnight").expect("known").expect("usable");
        let tree = read(json.as_bytes(), Locale::En).expect("JSON");
        lines(&tree, 50, Locale::En, &theme).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn fields_keep_their_order_and_long_lists_are_folded() {
        let numbers: Vec<_> = (0..100).map(|n| n.to_string()).collect();
        let json = format!(
            r#"{{"z": null, "a": [{}], "who": {{"name": "Zoë", "tags": []}}, "all": [{{"n": 1.50}}, true]}}"#,
            numbers.join(", ")
        );
        assert_eq!(
            shown(&json),
            [
                "z: null",
                "a: [0, 1, 2, 3, 4, … 95 more]",
                "who: ",
                "  name: \"Zoë\"",
                "  tags: []",
                "all: ",
                "  0: ",
                "    n: 1.5",
                "  1: true",
            ]
        );
    }

    #[test]
    fn nothing_in_it_reaches_the_terminal_and_no_line_is_too_wide() {
        let long = format!(r#"{{"a\u001b[2J": "{}\nb", "c": "{}"}}"#, "x", "y".repeat(700));
        let lines = shown(&long);
        assert_eq!(lines[0], "a<U+001B>[2J: \"x\\nb\"");
        assert!(lines.iter().all(|line| text::width(line) <= 50), "{lines:?}");
        assert!(lines.last().expect("a line").ends_with("200 more characters"), "{lines:?}");
    }

    #[test]
    fn what_is_no_json_or_too_deep_is_said_so() {
        for json in ["{", &"[".repeat(5000)] {
            let error = read(json.as_bytes(), Locale::En).expect_err("no JSON");
            assert!(error.starts_with("cannot read the JSON: "), "{error}");
        }
    }
}
