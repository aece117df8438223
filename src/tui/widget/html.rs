//! HTML as readable text: tags become the events that the Markdown widget draws; scripts and styles are dropped.
//!
//! Our own small reader, not a browser's parser: such a one weighs more than the rest of the screen, and what a step
//! shows is mostly a table or a list.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::html_table::HtmlTable;
use super::html_tags::{Piece, Pieces, attribute};
use super::text::sanitize;
use crate::words::{Locale, Sheet};

/// Events of a page; what is beyond is left out, and said so.
const MOST: usize = 20_000;
/// How deep tags may lie within each other.
const DEEPEST: usize = 64;

/// The events of a page.
#[must_use]
pub fn parse(page: &str, locale: Locale) -> Vec<Event<'static>> {
    let mut reader = Reader { locale, ..Reader::default() };
    for piece in Pieces::new(page) {
        if reader.events.len() > MOST {
            reader.open_paragraph();
            reader.push(Event::Text(locale.text(Sheet::RestOfPage).into()));
            break;
        }
        match piece {
            Piece::Text(text) => reader.text(&text),
            Piece::Open(name, inside) => reader.open(&name, inside),
            Piece::Close(name) => reader.close(&name),
        }
    }
    reader.finish()
}

/// Where a reader stands.
#[derive(Debug, Default)]
struct Reader {
    events: Vec<Event<'static>>,
    /// What is open: its name, and the event that ends it.
    stack: Vec<(String, Option<TagEnd>)>,
    /// Text without a paragraph of its own has been given one.
    paragraph: bool,
    /// The last text ended with a space, or none has come.
    spaced: bool,
    preformatted: Option<String>,
    table: Option<HtmlTable>,
    locale: Locale,
}

impl Reader {
    fn push(&mut self, event: Event<'static>) {
        match &mut self.table {
            Some(table) => table.push(event),
            None => self.events.push(event),
        }
    }

    fn text(&mut self, words: &str) {
        if let Some(code) = &mut self.preformatted {
            code.push_str(&sanitize(words));
            return;
        }
        let mut clean = String::new();
        for c in sanitize(words).chars() {
            if !c.is_whitespace() {
                clean.push(c);
            } else if !(clean.ends_with(' ') || clean.is_empty() && self.spaced) {
                clean.push(' ');
            }
        }
        let blank = clean.trim().is_empty();
        if clean.is_empty() || blank && !self.paragraph && !self.is_within_text() {
            return;
        }
        self.open_paragraph();
        self.spaced = clean.ends_with(' ');
        self.push(Event::Text(clean.into()));
    }

    /// Whether what is open takes text without a paragraph.
    fn is_within_text(&self) -> bool {
        self.table.is_some()
            || self.stack.iter().any(|(_, end)| {
                matches!(end, Some(TagEnd::Heading(_) | TagEnd::Item | TagEnd::Paragraph))
            })
    }

    fn open_paragraph(&mut self) {
        if !self.paragraph && !self.is_within_text() {
            self.paragraph = true;
            self.spaced = true;
            self.push(Event::Start(Tag::Paragraph));
        }
    }

    /// Before a block, the text without one has ended.
    fn end_paragraph(&mut self) {
        if std::mem::take(&mut self.paragraph) {
            self.push(Event::End(TagEnd::Paragraph));
        }
        self.spaced = true;
    }

    fn open(&mut self, name: &str, inside: &str) {
        if self.preformatted.is_some() || self.stack.len() >= DEEPEST {
            return;
        }
        if let Some(table) = &mut self.table {
            match name {
                "tr" => return table.row(),
                "td" | "th" => {
                    let span = attribute(inside, "colspan").and_then(|n| n.parse().ok());
                    table.cell(span.unwrap_or(1));
                    self.spaced = true;
                    return;
                }
                "br" | "p" | "div" | "li" => return self.push(Event::Text(" ".into())),
                _ => {}
            }
        }
        match name {
            "br" => self.push(Event::HardBreak),
            "hr" => {
                self.end_paragraph();
                self.push(Event::Rule);
            }
            "img" => {
                let words = attribute(inside, "alt").filter(|alt| !alt.is_empty());
                self.text(&format!("[{}]", words.unwrap_or_else(|| "picture".into())));
            }
            "b" | "strong" | "th" => self.span(name, Tag::Strong),
            "i" | "em" | "cite" | "var" => self.span(name, Tag::Emphasis),
            "s" | "del" | "strike" => self.span(name, Tag::Strikethrough),
            "a" => self.link(name, inside),
            "table" if self.table.is_none() => {
                self.end_paragraph();
                self.table = Some(HtmlTable::default());
            }
            _ if self.table.is_some() => {}
            "pre" => {
                self.end_paragraph();
                self.preformatted = Some(String::new());
            }
            "p" => self.block(name, Some(Tag::Paragraph)),
            "ul" => self.block(name, Some(Tag::List(None))),
            "ol" => self.block(name, Some(Tag::List(Some(1)))),
            "li" => self.item(name),
            "blockquote" => self.block(name, Some(Tag::BlockQuote(None))),
            "div" | "section" | "article" | "header" | "footer" | "main" | "details"
            | "summary" | "figure" | "figcaption" | "dl" | "dt" | "dd" | "form" | "center" => {
                self.block(name, None);
            }
            name => {
                if let Some(level) = heading(name) {
                    let (id, classes, attrs) = (None, Vec::new(), Vec::new());
                    self.block(name, Some(Tag::Heading { level, id, classes, attrs }));
                }
            }
        }
    }

    fn block(&mut self, name: &str, tag: Option<Tag<'static>>) {
        self.end_paragraph();
        // A paragraph ends where the next block begins, whether it says so or not.
        if self.stack.last().is_some_and(|(open, _)| open == "p") {
            self.close("p");
        }
        let end = tag.as_ref().map(Tag::to_end);
        if let Some(tag) = tag {
            self.push(Event::Start(tag));
        }
        self.stack.push((name.to_owned(), end));
    }

    /// An item ends the one before; one without a list gets a list.
    fn item(&mut self, name: &str) {
        let list = self.stack.iter().rposition(|(_, end)| matches!(end, Some(TagEnd::List(_))));
        let item = self.stack.iter().rposition(|(open, _)| open == "li");
        match (list, item) {
            (None, _) => self.block("ul", Some(Tag::List(None))),
            (Some(list), Some(item)) if item > list => self.close("li"),
            _ => {}
        }
        self.block(name, Some(Tag::Item));
    }

    fn span(&mut self, name: &str, tag: Tag<'static>) {
        self.open_paragraph();
        self.stack.push((name.to_owned(), Some(tag.to_end())));
        self.push(Event::Start(tag));
    }

    fn link(&mut self, name: &str, inside: &str) {
        let url = attribute(inside, "href").unwrap_or_default();
        // Places within the page, and code, lead nowhere from here.
        let url =
            if url.starts_with('#') || url.starts_with("javascript:") || url.starts_with("data:") {
                String::new()
            } else {
                sanitize(&url).into_owned()
            };
        let (title, id) = (CowStr::from(""), CowStr::from(""));
        let link_type = LinkType::Inline;
        self.span(name, Tag::Link { link_type, dest_url: url.into(), title, id });
    }

    fn close(&mut self, name: &str) {
        if let Some(code) = self.preformatted.take_if(|_| name == "pre") {
            let kind = CodeBlockKind::Indented;
            self.push(Event::Start(Tag::CodeBlock(kind)));
            self.push(Event::Text(code.trim_matches('\n').to_owned().into()));
            return self.push(Event::End(TagEnd::CodeBlock));
        }
        match (name, &mut self.table) {
            ("table", _) => {
                if let Some(table) = self.table.take() {
                    self.events.extend(table.finish(self.locale));
                    self.spaced = true;
                }
                return;
            }
            ("td" | "th", Some(table)) => return table.end_cell(),
            _ => {}
        }
        let Some(at) = self.stack.iter().rposition(|(open, _)| open == name) else { return };
        while self.stack.len() > at {
            let Some((_, end)) = self.stack.pop() else { break };
            let inline = matches!(
                end,
                Some(TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Link)
            );
            if !inline {
                self.end_paragraph();
            }
            if let Some(end) = end {
                self.push(Event::End(end));
            }
        }
    }

    fn finish(mut self) -> Vec<Event<'static>> {
        self.close("pre");
        self.close("table");
        while let Some((name, _)) = self.stack.last().cloned() {
            self.close(&name);
        }
        self.end_paragraph();
        self.events
    }
}

fn heading(name: &str) -> Option<HeadingLevel> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    HeadingLevel::try_from(level).ok().filter(|_: &HeadingLevel| (1..=6_usize).contains(&level))
}
