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

/// A whole text with every sign in sight: what a terminal would obey, and what hides or reorders others, is
/// written out. Nothing is taken away, as what is decided upon must be all there is.
#[must_use]
pub fn revealed(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        if c.is_control() && !matches!(c, '\n' | '\t') || hides(c) {
            // Writing to a string cannot fail.
            let _ = write!(shown, "<U+{:04X}>", u32::from(c));
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Whether a sign has no ink of its own, or changes the order of others.
#[must_use]
pub fn hides(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
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
    fn nothing_of_what_is_decided_upon_is_out_of_sight() {
        let hostile = "echo hi \u{1b}]0;\nrm -rf ~\n\u{1b}\\ok\u{202e}";
        assert_eq!(revealed(hostile), "echo hi <U+001B>]0;\nrm -rf ~\n<U+001B>\\ok<U+202E>");
    }

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
