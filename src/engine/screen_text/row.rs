//! One line that is still written to: text while it only grows, cells once it is overwritten.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

use super::cells::{self, Cell};
use super::{Sgr, TextLine};

/// Columns that are kept of a line.
pub(super) const COLUMNS: usize = 4096;

/// A line and how many bytes of it were cut off.
#[derive(Debug, Default)]
pub(super) struct Row {
    line: TextLine,
    width: usize,
    /// The line once it is overwritten; it counts instead of the text.
    cells: Option<Vec<Cell>>,
    cut: usize,
}

impl Row {
    pub(super) fn line(&self) -> Cow<'_, TextLine> {
        let line = match &self.cells {
            None => Cow::Borrowed(&self.line),
            Some(cells) => Cow::Owned(cells::join(cells)),
        };
        if self.cut == 0 {
            return line;
        }
        let mut line = line.into_owned();
        line.append(&format!(" … +{} bytes", self.cut), Sgr { dim: true, ..Sgr::default() });
        Cow::Owned(line)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.columns() == 0
    }

    fn columns(&self) -> usize {
        self.cells.as_ref().map_or(self.width, Vec::len)
    }

    /// Writes printable ASCII that fits into the line.
    pub(super) fn write_ascii(&mut self, col: usize, text: &str, style: Sgr) {
        if self.append(col, text, text.len(), style) {
            return;
        }
        let cells = self.cells();
        for (n, byte) in text.bytes().enumerate() {
            cells::write(cells, col + n, char::from(byte), 1, style);
        }
    }

    /// Writes one character that fits into the line.
    pub(super) fn write_char(&mut self, col: usize, glyph: char, width: usize, style: Sgr) {
        if !self.append(col, glyph.encode_utf8(&mut [0; 4]), width, style) {
            cells::write(self.cells(), col, glyph, width, style);
        }
    }

    /// Puts a combining character on the character before `col`.
    pub(super) fn mark(&mut self, col: usize, glyph: char) {
        if self.cells.is_some() || col != self.width {
            cells::mark(self.cells(), col, glyph);
        } else if let Some(span) = self.line.spans.last_mut()
            && span.text.chars().rev().take(cells::MARKS).any(|c| c.width() > Some(0))
        {
            span.text.push(glyph);
        }
    }

    pub(super) fn erase(&mut self, from: usize, to: usize) {
        if to >= COLUMNS {
            self.cut = 0;
        }
        if from == 0 && to >= COLUMNS {
            *self = Self::default();
        } else if from < self.columns() {
            cells::erase(self.cells(), from, to);
        }
    }

    /// Counts what did not fit.
    pub(super) fn cut(&mut self, bytes: usize) {
        self.cut = self.cut.max(bytes);
    }

    /// Back to text, once nobody can write here any more; tells how long it is.
    pub(super) fn settle(&mut self) -> usize {
        if let Some(cells) = self.cells.take() {
            (self.line, self.width) = (cells::join(&cells), cells.len());
        }
        self.line.spans.iter().map(|span| span.text.len()).sum()
    }

    fn append(&mut self, col: usize, text: &str, columns: usize, style: Sgr) -> bool {
        if self.cells.is_some() || col < self.width {
            return false;
        }
        if col > self.width {
            self.line.append(&" ".repeat(col - self.width), Sgr::default());
        }
        self.line.append(text, style);
        self.width = col + columns;
        true
    }

    fn cells(&mut self) -> &mut Vec<Cell> {
        self.cells.get_or_insert_with(|| cells::split(&self.line))
    }
}
