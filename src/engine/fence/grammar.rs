//! What opens and closes a fenced block, line by line: as `CommonMark` says, and a little more tolerant of models.

use crate::engine::Language;

/// An indentation of up to three columns is none.
const SLACK: usize = 3;

/// An opened block, as far as its later lines depend on it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Opened {
    fence: char,
    length: usize,
    /// Where the fence stands: body lines lose as much indentation.
    column: usize,
    /// Where the text of the list item around it stands.
    base: usize,
    /// Quote marks before each of its lines.
    quotes: usize,
}

/// A line inside an opened block.
#[derive(Debug, PartialEq)]
pub(super) enum Inside {
    /// Code, without the indentation of its fence.
    Body(String),
    /// The closing fence.
    Closing,
    /// The quote around the block has ended: the line is outside of it.
    Outside,
}

/// What earlier lines of prose mean for the next.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Context {
    /// Where the text of the current list item stands; 0 outside of a list.
    item: usize,
    after_blank: bool,
    /// In a block of HTML, which a blank line ends.
    html: bool,
}

impl Context {
    /// The block that this line of prose opens, and its tag.
    pub(super) fn opening(&mut self, line: &str) -> Option<(Opened, String)> {
        if self.html {
            return None;
        }
        let start = Start::of(line, self.item);
        let (fence, length) = fence_run(start.rest)?;
        let info = start.rest[length..].trim();
        if fence == '`' && info.contains('`') {
            return None;
        }
        let tag = unescaped(info.split_whitespace().next().unwrap_or_default());
        let column = start.column;
        let base = if column <= start.base + SLACK {
            start.base
        } else if start.quotes == 0 && self.item > 0 && column <= self.item + SLACK {
            self.item.min(column)
        } else if Language::from_tag(&tag).is_some() {
            // Deeper would be indented code, but nobody writes a tag there by chance.
            column
        } else {
            return None;
        };
        self.item = if start.in_item { start.base } else { self.item.min(column) };
        self.after_blank = false;
        Some((Opened { fence, length, column, base, quotes: start.quotes }, tag))
    }

    /// Takes note of a line of prose.
    pub(super) fn pass(&mut self, line: &str) {
        if line.trim().is_empty() {
            self.after_blank = true;
            self.html = false;
            return;
        }
        let start = Start::of(line, self.item);
        if start.in_item {
            self.item = start.base;
        } else if self.after_blank && indentation(line).0 < self.item {
            self.item = 0;
        }
        self.html |= starts_html(line);
        self.after_blank = false;
    }
}

impl Opened {
    /// Reads a line behind the opening fence.
    pub(super) fn read(&self, line: &str) -> Inside {
        let Some(line) = without_quotes(line, self.quotes) else { return Inside::Outside };
        if self.closes(line) {
            Inside::Closing
        } else {
            Inside::Body(unindented(line, self.column))
        }
    }

    fn closes(&self, line: &str) -> bool {
        let (column, rest) = indentation(line);
        column <= self.base + SLACK
            && fence_run(rest).is_some_and(|(fence, length)| {
                fence == self.fence && length >= self.length && rest[length..].trim().is_empty()
            })
    }
}

/// The beginning of a line: quote marks and list markers, then the rest.
struct Start<'a> {
    rest: &'a str,
    column: usize,
    base: usize,
    quotes: usize,
    in_item: bool,
}

impl<'a> Start<'a> {
    fn of(line: &'a str, item: usize) -> Self {
        let mut start = Self { rest: line, column: 0, base: 0, quotes: 0, in_item: false };
        loop {
            let (indent, rest) = indentation(start.rest);
            start.rest = rest;
            start.column += indent;
            if start.column > start.base.max(if start.quotes == 0 { item } else { 0 }) + SLACK {
                return start;
            }
            if let Some(rest) = rest.strip_prefix('>') {
                let rest = rest.strip_prefix(' ').unwrap_or(rest);
                start = Self { rest, column: 0, base: 0, quotes: start.quotes + 1, in_item: false };
            } else if let Some((bytes, columns)) = list_marker(rest) {
                start.rest = &rest[bytes..];
                start.column += columns;
                start.base = start.column;
                start.in_item = start.quotes == 0;
            } else {
                return start;
            }
        }
    }
}

/// Bytes and columns of a bullet or number with the blanks behind it.
fn list_marker(text: &str) -> Option<(usize, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mark = match text.as_bytes().get(digits)? {
        b'-' | b'+' | b'*' if digits == 0 => 1,
        b'.' | b')' if (1..=9).contains(&digits) => digits + 1,
        _ => return None,
    };
    let (blanks, rest) = indentation(&text[mark..]);
    match blanks {
        _ if rest.is_empty() => Some((mark, mark + 1)),
        0 => None,
        1..=4 => Some((text.len() - rest.len(), mark + blanks)),
        _ => Some((mark + 1, mark + 1)),
    }
}

fn fence_run(text: &str) -> Option<(char, usize)> {
    let fence = text.chars().next().filter(|fence| matches!(fence, '`' | '~'))?;
    let length = text.chars().take_while(|next| *next == fence).count();
    (length >= 3).then_some((fence, length))
}

/// Columns of blanks at the beginning, and what follows them.
fn indentation(line: &str) -> (usize, &str) {
    let mut column = 0;
    for (at, next) in line.char_indices() {
        match next {
            ' ' => column += 1,
            '\t' => column = (column / 4 + 1) * 4,
            _ => return (column, &line[at..]),
        }
    }
    (column, "")
}

/// The line without up to `columns` of blanks; a tab that reaches further leaves spaces.
fn unindented(line: &str, columns: usize) -> String {
    let mut column = 0;
    for (at, next) in line.char_indices() {
        if column >= columns {
            return " ".repeat(column - columns) + &line[at..];
        }
        match next {
            ' ' => column += 1,
            '\t' => column = (column / 4 + 1) * 4,
            _ => return line[at..].to_owned(),
        }
    }
    " ".repeat(column.saturating_sub(columns))
}

fn without_quotes(mut line: &str, quotes: usize) -> Option<&str> {
    for _ in 0..quotes {
        let (column, rest) = indentation(line);
        let rest = rest.strip_prefix('>').filter(|_| column <= SLACK)?;
        line = rest.strip_prefix(' ').unwrap_or(rest);
    }
    Some(line)
}

fn unescaped(tag: &str) -> String {
    let mut text = String::new();
    let mut chars = tag.chars().peekable();
    while let Some(next) = chars.next() {
        let escaped = next == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation);
        text.push(if escaped { chars.next().unwrap_or(next) } else { next });
    }
    text
}

/// `details` is missing on purpose: models put code right into it.
fn starts_html(line: &str) -> bool {
    const TAGS: [&str; 22] = [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "div",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "head",
        "header",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "section",
        "table",
        "ul",
    ];
    let (column, rest) = indentation(line);
    let Some(rest) = rest.strip_prefix('<').filter(|_| column <= SLACK) else { return false };
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let end = rest.find(|next: char| !next.is_ascii_alphanumeric()).unwrap_or(rest.len());
    TAGS.contains(&rest[..end].to_ascii_lowercase().as_str())
        && matches!(rest[end..].chars().next(), None | Some(' ' | '\t' | '>' | '/'))
}
