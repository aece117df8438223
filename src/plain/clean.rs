//! Text of programs and models without anything that a terminal would obey.

use std::fmt::Write as _;

use vte::{Parser, Perform};

/// Takes control sequences out of a stream, also where they are cut between two pieces.
#[derive(Default)]
pub struct Plain {
    parser: Parser,
    text: Kept,
}

impl Plain {
    /// The plain text of the next piece; carriage returns are kept, for the caller to judge.
    pub fn push(&mut self, piece: &str) -> String {
        self.parser.advance(&mut self.text, piece.as_bytes());
        std::mem::take(&mut self.text.0)
    }
}

impl std::fmt::Debug for Plain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Plain").finish_non_exhaustive()
    }
}

/// A whole text without control sequences; lines and tabs stay.
#[must_use]
pub fn plain(text: &str) -> String {
    Plain::default().push(text).replace("\r\n", "\n").replace('\r', "\n")
}

/// A text on one line, control characters written out, for messages.
#[must_use]
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => line.push(' '),
            c if c.is_control() => line.extend(c.escape_default()),
            c => line.push(c),
        }
    }
    line
}

/// A whole text without control sequences, in which signs that hide or reorder others are written out.
#[must_use]
pub fn revealed(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in plain(text).chars() {
        match c {
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' => {
                // Writing to a string cannot fail.
                let _ = write!(shown, "<U+{:04X}>", u32::from(c));
            }
            c => shown.push(c),
        }
    }
    shown
}

#[derive(Default)]
struct Kept(String);

impl Perform for Kept {
    fn print(&mut self, c: char) {
        if !c.is_control() {
            self.0.push(c);
        }
    }

    fn execute(&mut self, byte: u8) {
        if matches!(byte, b'\n' | b'\t' | b'\r') {
            self.0.push(char::from(byte));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_gets_through() {
        let hostile = "a\x1b[31mb\x1b]0;title\x07c\x1bPx\x1b\\d\u{9b}2Je\x07\x08f\tg\r\nü";
        assert_eq!(plain(hostile), "abcd2Jef\tg\nü");
        let mut cut = Plain::default();
        let pieces: String = hostile.chars().map(|c| cut.push(&c.to_string())).collect();
        assert_eq!(pieces, "abcd2Jef\tg\r\nü");
        assert_eq!(revealed("if x:\u{202e} y\n"), "if x:<U+202E> y\n");
        assert_eq!(one_line("a\nb\x1b[2J"), "a b\\u{1b}[2J");
    }
}
