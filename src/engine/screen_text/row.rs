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
    body: Body,
    cut: usize,
}

#[derive(Debug)]
enum Body {
    Text { line: TextLine, width: usize },
    Cells(Vec<Cell>),
}

impl Default for Body {
    fn default() -> Self {
        Self::Text { line: TextLine::default(), width: 0 }
    }
}

impl Row {
    pub(super) fn line(&self) -> Cow<'_, TextLine> {
        let line = match &self.body {
            Body::Text { line, .. } => Cow::Borrowed(line),
            Body::Cells(cells) => Cow::Owned(cells::join(cells)),
        };
        if self.cut == 0 {
            return line;
        }
        let mut line = line.into_owned();
        line.append(&format!(" … +{} bytes", self.cut), Sgr { dim: true, ..Sgr::default() });
        Cow::Owned(line)
    }

    pub(super) fn is_empty(&self) -> bool {
        match &self.body {
            Body::Text { width, .. } => *width == 0,
            Body::Cells(cells) => cells.is_empty(),
        }
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
        if let Body::Text { line, width } = &mut self.body
            && col == *width
        {
            if let Some(span) = line.spans.last_mut()
                && span.text.chars().rev().take(cells::MARKS).any(|c| c.width() > Some(0))
            {
                span.text.push(glyph);
            }
            return;
        }
        cells::mark(self.cells(), col, glyph);
    }

    pub(super) fn erase(&mut self, from: usize, to: usize) {
        if to >= COLUMNS {
            self.cut = 0;
        }
        if from == 0 && to >= COLUMNS {
            self.body = Body::default();
        } else {
            let end = match &self.body {
                Body::Text { width, .. } => *width,
                Body::Cells(cells) => cells.len(),
            };
            if from < end {
                cells::erase(self.cells(), from, to);
            }
        }
    }

    /// Counts what did not fit.
    pub(super) fn cut(&mut self, bytes: usize) {
        self.cut = self.cut.max(bytes);
    }

    /// Back to text, once nobody writes here.
    pub(super) fn settle(&mut self) -> usize {
        if let Body::Cells(cells) = &self.body {
            self.body = Body::Text { line: cells::join(cells), width: cells.len() };
        }
        match &self.body {
            Body::Text { line, .. } => line.spans.iter().map(|span| span.text.len()).sum(),
            Body::Cells(_) => 0,
        }
    }

    fn append(&mut self, col: usize, text: &str, columns: usize, style: Sgr) -> bool {
        match &mut self.body {
            Body::Text { line, width } if col >= *width => {
                if col > *width {
                    line.append(&" ".repeat(col - *width), Sgr::default());
                }
                line.append(text, style);
                *width = col + columns;
                true
            }
            _ => false,
        }
    }

    fn cells(&mut self) -> &mut Vec<Cell> {
        if let Body::Text { line, .. } = &self.body {
            self.body = Body::Cells(cells::split(line));
        }
        match &mut self.body {
            Body::Cells(cells) => cells,
            Body::Text { .. } => unreachable!("just split"),
        }
    }
}
