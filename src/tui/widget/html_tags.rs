//! HTML cut into tags and text; nothing is looked up, nothing is run, everything is bounded.

use super::html_entities::decoded;

/// A piece of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text between tags, its entities resolved.
    Text(String),
    /// A tag that opens something: its name and what else stands in it.
    Open(String, &'a str),
    /// A tag that closes something.
    Close(String),
}

/// What these hold is not for readers.
const SILENT: [&str; 8] =
    ["script", "style", "head", "template", "svg", "noscript", "title", "object"];

/// The pieces of a page, one after the other.
pub(super) struct Pieces<'a> {
    rest: &'a str,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(page: &'a str) -> Self {
        Self { rest: page }
    }

    /// Goes on behind the end of what opened with this name.
    fn skip(&mut self, name: &str) {
        let mut from = 0;
        while let Some(found) = self.rest.get(from..).and_then(|rest| rest.find("</")) {
            let at = from + found + 2;
            let here = self.rest.get(at..at + name.len());
            if here.is_some_and(|here| here.eq_ignore_ascii_case(name)) {
                let rest = &self.rest[at..];
                self.rest = rest.find('>').map_or("", |end| &rest[end + 1..]);
                return;
            }
            from = at;
        }
        self.rest = "";
    }

    fn tag(&mut self) -> Option<Piece<'a>> {
        if let Some(rest) = self.rest.strip_prefix("<!--") {
            self.rest = rest.find("-->").map_or("", |end| &rest[end + 3..]);
            return None;
        }
        let rest = &self.rest[1..];
        let end = end_of_tag(rest);
        let inside = &rest[..end];
        self.rest = rest.get(end + 1..).unwrap_or_default();
        let (closes, inside) = match inside.strip_prefix('/') {
            Some(inside) => (true, inside),
            None => (false, inside),
        };
        let cut = inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len());
        let name = inside[..cut].to_ascii_lowercase();
        if closes {
            return Some(Piece::Close(name));
        }
        if SILENT.contains(&name.as_str()) && !inside.ends_with('/') {
            self.skip(&name);
            return None;
        }
        Some(Piece::Open(name, &inside[cut..]))
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        while !self.rest.is_empty() {
            if starts_tag(self.rest) {
                if let Some(piece) = self.tag() {
                    return Some(piece);
                }
                continue;
            }
            // A `<` that opens no tag is text.
            let after = self.rest.chars().next().map_or(1, char::len_utf8);
            let end = self.rest[after..].find('<').map_or(self.rest.len(), |at| at + after);
            let (text, rest) = self.rest.split_at(end);
            self.rest = rest;
            return Some(Piece::Text(decoded(text)));
        }
        None
    }
}

fn starts_tag(text: &str) -> bool {
    let mut signs = text.chars();
    signs.next() == Some('<')
        && signs.next().is_some_and(|c| c.is_ascii_alphabetic() || "/!?".contains(c))
}

/// Where a tag ends: a `>` within quotes does not end it.
fn end_of_tag(inside: &str) -> usize {
    let mut quote = None;
    for (at, c) in inside.char_indices() {
        match (quote, c) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    // A quote that never ends would swallow the page.
    inside.find('>').unwrap_or(inside.len())
}

/// The value of an attribute.
pub(super) fn attribute(inside: &str, name: &str) -> Option<String> {
    let mut rest = inside;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let cut = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        if cut == 0 {
            return None;
        }
        let (found, behind) = rest.split_at(cut);
        let Some(value) = behind.trim_start().strip_prefix('=') else {
            rest = behind;
            continue;
        };
        let value = value.trim_start();
        let (text, behind) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inside = &value[1..];
                inside.split_once(quote).unwrap_or((inside, ""))
            }
            _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        if found.eq_ignore_ascii_case(name) {
            return Some(decoded(text));
        }
        rest = behind;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_cut_into_its_pieces() {
        let page =
            "a &lt; b<P Class='x>y'>c</p><script>if (a < b) {}</SCRIPT>d<!-- no -->5 < 6<br/>";
        let pieces: Vec<Piece<'_>> = Pieces::new(page).collect();
        let text = |text: &str| Piece::Text(text.into());
        assert_eq!(
            pieces,
            [
                text("a < b"),
                Piece::Open("p".into(), " Class='x>y'"),
                text("c"),
                Piece::Close("p".into()),
                text("d"),
                text("5 "),
                text("< 6"),
                Piece::Open("br".into(), "/"),
            ]
        );
    }

    #[test]
    fn attributes_are_found_in_any_form() {
        let inside = " hidden href='a b' Alt=\"x &amp; y\" width=3 src = z/";
        for (name, value) in [("href", "a b"), ("alt", "x & y"), ("width", "3"), ("src", "z/")] {
            assert_eq!(attribute(inside, name).as_deref(), Some(value), "{name}");
        }
        assert_eq!(attribute(inside, "hidden"), None);
        assert_eq!(attribute("=", "x"), None);
    }

    #[test]
    fn broken_pages_end() {
        for page in ["<", "</", "<a href='", "<script>", "<!--", "<p", "&", "&#xFFFFFFFF;", "<é>"]
        {
            let _ = Pieces::new(page).count();
        }
    }
}
