//! A terminal that is only drawn: bytes of a program in, cells and answers out; nothing of it reaches the real one.

use std::num::NonZeroU16;

use crate::engine::TerminalSize;

use super::encode::Modes;
use super::glyph::Glyph;

fn at_least_one(cells: u16) -> NonZeroU16 {
    NonZeroU16::new(cells).unwrap_or(NonZeroU16::MIN)
}

/// Lines above the screen that come back when it grows.
const KEPT: usize = 200;
/// Answers that wait; a program that asks more at once gets no more.
const MOST_ANSWERS: usize = 4096;

/// A terminal with its screen.
pub struct Emulator {
    parser: Box<vt100::Parser<Answers>>,
}

impl std::fmt::Debug for Emulator {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Emulator").field("size", &self.parser.screen().size()).finish()
    }
}

/// What programs that ask are told.
#[derive(Default)]
struct Answers(Vec<u8>);

impl Emulator {
    /// An empty screen.
    #[must_use]
    pub fn new(size: TerminalSize) -> Self {
        let (rows, columns) = (at_least_one(size.rows), at_least_one(size.columns));
        let parser = vt100::Parser::new_with_callbacks(rows, columns, KEPT, Answers::default());
        Self { parser: Box::new(parser) }
    }

    /// Obeys what a program printed.
    pub fn feed(&mut self, text: &str) {
        self.parser.process(text.as_bytes());
    }

    /// Takes another size.
    pub fn resize(&mut self, size: TerminalSize) {
        self.parser.set_size(at_least_one(size.rows), at_least_one(size.columns));
    }

    /// What is to be typed because the program asked.
    pub fn take_answers(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.parser.callbacks_mut().0)
    }

    /// How keys are to be sent.
    #[must_use]
    pub fn modes(&self) -> Modes {
        let screen = self.parser.screen();
        Modes {
            application_cursor: screen.application_cursor(),
            bracketed_paste: screen.bracketed_paste(),
        }
    }

    /// The column and row of the cursor, unless the program hides it.
    #[must_use]
    pub fn cursor(&self) -> Option<(u16, u16)> {
        let screen = self.parser.screen();
        let (row, column) = screen.cursor_position();
        (!screen.hide_cursor()).then_some((column, row))
    }

    /// What stands in a cell.
    #[must_use]
    pub fn glyph(&self, column: u16, row: u16) -> Option<Glyph<'_>> {
        self.parser.screen().cell(row, column).and_then(Glyph::of)
    }

    /// The screen as text.
    #[must_use]
    pub fn text(&self) -> String {
        self.parser.screen().contents()
    }
}

impl vt100::Callbacks for Answers {
    fn unhandled_csi(
        &mut self,
        screen: &mut vt100::Screen,
        first: Option<u8>,
        second: Option<u8>,
        params: &[&[u16]],
        last: char,
    ) {
        let asked = params.first().and_then(|group| group.first()).copied().unwrap_or(0);
        let answer = match (first, second, last, asked) {
            // A VT220 with colours; version 0 of nothing in particular.
            (None, None, 'c', 0) => "\x1b[?62;22c".to_owned(),
            (Some(b'>'), None, 'c', 0) => "\x1b[>1;10;0c".to_owned(),
            (None, None, 'n', 5) => "\x1b[0n".to_owned(),
            (None, None, 'n', 6) => {
                let (row, column) = screen.cursor_position();
                format!("\x1b[{};{}R", row + 1, column + 1)
            }
            _ => return,
        };
        if self.0.len() + answer.len() <= MOST_ANSWERS {
            self.0.extend(answer.bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fed(text: &str) -> Emulator {
        let mut emulator = Emulator::new(TerminalSize { columns: 20, rows: 4 });
        emulator.feed(text);
        emulator
    }

    #[test]
    fn a_program_that_asks_is_answered() {
        let asked = |text| String::from_utf8(fed(text).take_answers()).expect("text");
        assert_eq!(asked("ab\x1b[6n"), "\x1b[1;3R");
        assert_eq!(asked("\x1b[c\x1b[0c"), "\x1b[?62;22c\x1b[?62;22c");
        assert_eq!(asked("\x1b[>c"), "\x1b[>1;10;0c");
        assert_eq!(asked("\x1b[5n"), "\x1b[0n");
        assert_eq!(
            asked("\x1b]52;c;?\x07\x1b]11;?\x07\x1b[21t"),
            "",
            "what others hold stays theirs"
        );
    }

    #[test]
    fn a_flood_of_questions_is_answered_within_bounds() {
        let mut emulator = fed(&"\x1b[6n".repeat(100_000));
        assert!(emulator.take_answers().len() <= MOST_ANSWERS);
    }

    #[test]
    fn the_cursor_is_where_the_program_put_it() {
        assert_eq!(fed("\x1b[2;5H").cursor(), Some((4, 1)));
        assert_eq!(fed("\x1b[?25l").cursor(), None);
    }
}
