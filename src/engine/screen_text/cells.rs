//! A line taken apart into cells, for programs that write over what they wrote.

use unicode_width::UnicodeWidthChar;

use super::{Sgr, TextLine};

/// Combining characters that one cell holds; the rest is dropped.
pub(super) const MARKS: usize = 8;

/// One column of a line.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    /// NUL in the second column of a wide character.
    glyph: char,
    marks: Option<Box<str>>,
    style: Sgr,
}

impl Cell {
    fn new(glyph: char, style: Sgr) -> Self {
        Self { glyph, marks: None, style }
    }
}

pub(super) fn split(line: &TextLine) -> Vec<Cell> {
    let mut cells = Vec::new();
    for span in &line.spans {
        for glyph in span.text.chars() {
            match glyph.width().unwrap_or(0) {
                0 => mark(&mut cells, usize::MAX, glyph),
                width => {
                    let at = cells.len();
                    write(&mut cells, at, glyph, width, span.style);
                }
            }
        }
    }
    cells
}

pub(super) fn join(cells: &[Cell]) -> TextLine {
    let mut line = TextLine::default();
    let mut buffer = [0; 4];
    for cell in cells.iter().filter(|cell| cell.glyph != '\0') {
        line.append(cell.glyph.encode_utf8(&mut buffer), cell.style);
        if let Some(marks) = &cell.marks {
            line.append(marks, cell.style);
        }
    }
    line
}

/// Writes one character; half a wide one that it leaves becomes a space.
pub(super) fn write(cells: &mut Vec<Cell>, col: usize, glyph: char, width: usize, style: Sgr) {
    let blank = Cell::new(' ', Sgr::default());
    if cells.len() < col + width {
        cells.resize(col + width, blank);
    }
    mend(cells, col);
    mend(cells, col + width);
    cells[col] = Cell::new(glyph, style);
    for cell in &mut cells[col + 1..col + width] {
        *cell = Cell::new('\0', style);
    }
}

/// Blanks the columns `from..to`; past the end of the line there is nothing to blank.
pub(super) fn erase(cells: &mut Vec<Cell>, from: usize, to: usize) {
    mend(cells, from);
    if to >= cells.len() {
        cells.truncate(from);
        return;
    }
    mend(cells, to);
    for cell in &mut cells[from..to] {
        *cell = Cell::new(' ', Sgr::default());
    }
}

/// Puts a combining character on the character before `col`.
pub(super) fn mark(cells: &mut [Cell], col: usize, glyph: char) {
    let end = col.min(cells.len());
    if let Some(cell) = cells[..end].iter_mut().rev().find(|cell| cell.glyph != '\0') {
        let mut marks = cell.marks.take().map_or_else(String::new, Into::into);
        if marks.chars().count() < MARKS {
            marks.push(glyph);
        }
        cell.marks = Some(marks.into());
    }
}

/// If `col` is the second half of a wide character, both halves become spaces.
fn mend(cells: &mut [Cell], col: usize) {
    if cells.get(col).is_some_and(|cell| cell.glyph == '\0') {
        cells[col] = Cell::new(' ', cells[col].style);
        cells[col - 1] = Cell::new(' ', cells[col].style);
    }
}
