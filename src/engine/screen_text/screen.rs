//! Takes output piece by piece; escapes go through a parser, plain text past it.

use std::borrow::Cow;

use vte::{Parser, Perform};

use super::grid::Grid;
use super::{TextLine, TextSpan};

/// An escape longer than this is taken for one that never ends.
const LONGEST_ESCAPE: usize = 1024 * 1024;
/// A NUL among the first bytes means a binary file, as with other tools; a later one is dropped.
const NUL_WITHIN: u64 = 8 * 1024;

/// Output as it would stand on an endless screen; how it is cut into pieces makes no difference.
pub struct ScreenText {
    grid: Grid,
    parser: Parser,
    /// Length of the escape that is going on; `None` between escapes.
    escape: Option<usize>,
    bytes: u64,
    early_nul: bool,
}

impl ScreenText {
    /// Keeps this many of the last lines.
    #[must_use]
    pub fn new(most_lines: usize) -> Self {
        Self {
            grid: Grid::new(most_lines),
            parser: Parser::new(),
            escape: None,
            bytes: 0,
            early_nul: false,
        }
    }

    /// Takes the next piece.
    pub fn push(&mut self, text: &str) {
        let mut rest = text;
        while let Some(next) = rest.chars().next() {
            let taken = match &mut self.escape {
                None => self.take_plain(rest, next),
                Some(_) => self.take_escape(next),
            };
            self.bytes += taken as u64;
            rest = &rest[taken..];
        }
    }

    /// Number of lines that are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        if self.binary().is_some() { 1 } else { self.grid.len() }
    }

    /// Whether there is no line.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One of the kept lines; binary output is a single line that says so.
    #[must_use]
    pub fn line(&self, index: usize) -> Option<Cow<'_, TextLine>> {
        match self.binary() {
            Some(bytes) if index == 0 => Some(Cow::Owned(named(bytes))),
            None if index < self.grid.len() => self.grid.get(index).map(super::row::Row::line),
            _ => None,
        }
    }

    /// The kept lines, oldest first.
    #[must_use]
    pub fn lines(&self) -> impl DoubleEndedIterator<Item = Cow<'_, TextLine>> {
        (0..self.len()).filter_map(|index| self.line(index))
    }

    /// Lines that were dropped before the first kept one.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.grid.dropped()
    }

    /// The kept lines without styles, blanks at their ends, or a final line feed.
    #[must_use]
    pub fn plain(&self) -> String {
        let mut text = String::new();
        for (n, line) in self.lines().enumerate() {
            if n > 0 {
                text.push('\n');
            }
            for span in &line.spans {
                text.push_str(&span.text);
            }
            text.truncate(text.trim_end_matches(' ').len());
        }
        text
    }

    /// The size of output that is no text: a NUL near its beginning, or mostly control characters.
    #[must_use]
    pub fn binary(&self) -> Option<u64> {
        let odd = self.grid.odd > 16 && self.grid.odd * 10 > self.grid.chars * 3;
        (self.early_nul || odd).then_some(self.bytes)
    }

    fn take_plain(&mut self, rest: &str, next: char) -> usize {
        let printable = |byte: &u8| (0x20..0x7f).contains(byte);
        let run = rest.bytes().position(|byte| !printable(&byte)).unwrap_or(rest.len());
        if run > 0 {
            self.grid.write_ascii(&rest[..run]);
            return run;
        }
        match next {
            '\x1b' => {
                self.escape = Some(0);
                return self.take_escape(next);
            }
            '\0' => {
                self.early_nul |= self.bytes < NUL_WITHIN;
                self.grid.execute(0);
            }
            '\x01'..='\x1f' | '\u{80}'..='\u{9f}' => self.grid.execute(next as u8),
            _ => self.grid.print(next),
        }
        next.len_utf8()
    }

    /// Feeds the parser until it prints: only between escapes does it ever print.
    fn take_escape(&mut self, next: char) -> usize {
        (self.grid.printed, self.grid.executed) = (false, false);
        self.parser.advance(&mut self.grid, next.encode_utf8(&mut [0; 4]).as_bytes());
        self.early_nul |= next == '\0' && self.grid.executed && self.bytes < NUL_WITHIN;
        let length = match self.escape {
            Some(length) if next != '\x1b' && !self.grid.executed => length + next.len_utf8(),
            _ => 0,
        };
        // A string that nobody ends would swallow the rest of the output.
        let broken = next == '\n' && !self.grid.executed && !self.grid.in_dcs;
        if broken || length > LONGEST_ESCAPE {
            self.parser = Parser::new();
            self.grid.in_dcs = false;
            if next == '\n' {
                self.grid.execute(b'\n');
            }
        }
        let over = self.grid.printed || broken || length > LONGEST_ESCAPE;
        self.escape = (!over).then_some(length);
        next.len_utf8()
    }
}

fn named(bytes: u64) -> TextLine {
    let text = format!("binary output, {bytes} bytes");
    TextLine { spans: vec![TextSpan { text, ..TextSpan::default() }] }
}
