//! Text of programs and people made harmless, and measured in cells.

use std::borrow::Cow;
use std::fmt::Write;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::plain::hides;

const TAB: usize = 4;
/// The sign of combined keycap emoji.
const KEYCAP: char = '\u{20e3}';

/// The cells a text takes on one line.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.graphemes(true).map(UnicodeWidthStr::width).sum()
    }
}

/// The text where it fits, else its beginning and `…`.
#[must_use]
pub fn clip(text: &str, room: usize) -> Cow<'_, str> {
    if width(text) <= room {
        return Cow::Borrowed(text);
    }
    let mut clipped = String::new();
    let mut used = 1;
    for grapheme in text.graphemes(true) {
        used += grapheme.width();
        if used > room {
            break;
        }
        clipped.push_str(grapheme);
    }
    if room > 0 {
        clipped.push('…');
    }
    Cow::Owned(clipped)
}

/// The text with everything that a terminal would obey, or that eyes would miss, shown as `<U+202E>`.
/// Line ends stay, `\r\n` becomes one, tabs become spaces.
#[must_use]
pub fn sanitize(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| c == '\n' || (!c.is_control() && !is_format(c))) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len() + 16);
    let mut line = 0;
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let after = rest.peek().copied();
        match c {
            '\n' => {
                clean.push('\n');
                line = clean.len();
            }
            '\r' if after == Some('\n') => {}
            '\t' => {
                let column = clean.get(line..).map_or(0, width);
                clean.extend(std::iter::repeat_n(' ', TAB - column % TAB));
            }
            c if c.is_control() || is_format(c) && !joins(before, c, after) => {
                // Writing to a `String` cannot fail.
                let _ = write!(clean, "<U+{:04X}>", u32::from(c));
            }
            c => clean.push(c),
        }
        before = Some(c);
    }
    Cow::Owned(clean)
}

/// Characters without a shape that change what others look like.
fn is_format(c: char) -> bool {
    hides(c) || matches!(c, '\u{fe00}'..='\u{fe0f}')
}

/// Whether a joiner or variation sign does its honest work: between signs of emoji or of scripts that need it.
fn joins(before: Option<char>, c: char, after: Option<char>) -> bool {
    let foreign = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && !c.is_control());
    match c {
        '\u{200c}' | '\u{200d}' => foreign(before) && foreign(after),
        '\u{fe00}'..='\u{fe0f}' => {
            before.is_some_and(|c| !c.is_ascii() && !is_format(c)) || after == Some(KEYCAP)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        assert_eq!(sanitize("a\x1b[31mb\x07"), "a<U+001B>[31mb<U+0007>");
        assert_eq!(sanitize("x\u{9b}y\r\nz\rw"), "x<U+009B>y\nz<U+000D>w");
    }

    #[test]
    fn what_eyes_would_miss_is_shown() {
        assert_eq!(sanitize("if a\u{202e} \u{200b}"), "if a<U+202E> <U+200B>");
        assert_eq!(sanitize("pass\u{200d}word a\u{fe0f}"), "pass<U+200D>word a<U+FE0F>");
    }

    #[test]
    fn honest_text_stays_as_it_is() {
        for text in ["plain", "grün 漢字\nzwei", "👩\u{200d}🚀", "❤\u{fe0f}", "1\u{fe0f}\u{20e3}"]
        {
            assert_eq!(sanitize(text), text);
        }
    }

    #[test]
    fn tabs_reach_the_next_stop() {
        assert_eq!(sanitize("\tx\n漢\ty\nabcd\tz"), "    x\n漢  y\nabcd    z");
    }

    #[test]
    fn a_long_text_is_clipped_by_cells() {
        assert_eq!(clip("hello", 5), "hello");
        assert_eq!(clip("hello", 4), "hel…");
        assert_eq!(clip("漢字漢字", 4), "漢…");
        assert_eq!(clip("hello", 1), "…");
        assert_eq!(clip("hello", 0), "");
    }
}
