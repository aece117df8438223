//! The rows of a screen that never scrolls away, and the cursor that programs move over the last of them.

use std::collections::VecDeque;

use unicode_width::UnicodeWidthChar;
use vte::{Params, Perform};

use super::elsewhere::Elsewhere;
use super::row::{COLUMNS, Row};
use super::{Sgr, sgr};

/// How many of the last lines a program can write over.
pub(super) const REACH: usize = 64;
/// Bytes of text that are kept, whatever the number of lines.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Rows, cursor and style.
#[derive(Debug)]
pub(super) struct Grid {
    rows: VecDeque<(Row, usize)>,
    most_rows: usize,
    bytes: usize,
    dropped: u64,
    pub(super) row: usize,
    pub(super) col: usize,
    /// Bytes written behind the last column since the cursor came here.
    past: usize,
    pub(super) style: Sgr,
    /// Where a program that clears the screen finds its top left corner, counted from the first line ever.
    pub(super) home: Option<u64>,
    pub(super) elsewhere: Option<Elsewhere>,
    saved: Option<(u64, usize)>,
    /// Control characters and undecodable bytes so far.
    pub(super) odd: u64,
    /// Characters so far.
    pub(super) chars: u64,
    pub(super) printed: bool,
    pub(super) executed: bool,
    pub(super) in_dcs: bool,
}

impl Grid {
    pub(super) fn new(most_rows: usize) -> Self {
        Self {
            rows: VecDeque::from([(Row::default(), 0)]),
            most_rows: most_rows.max(1),
            bytes: 0,
            dropped: 0,
            row: 0,
            col: 0,
            past: 0,
            style: Sgr::default(),
            home: None,
            elsewhere: None,
            saved: None,
            odd: 0,
            chars: 0,
            printed: false,
            executed: false,
            in_dcs: false,
        }
    }

    pub(super) fn dropped(&self) -> u64 {
        self.dropped
    }

    /// Lines, the empty one behind a final line feed not counted.
    pub(super) fn len(&self) -> usize {
        let empty = self.rows.back().is_some_and(|(row, _)| row.is_empty());
        self.rows.len() - usize::from(empty)
    }

    pub(super) fn get(&self, index: usize) -> Option<&Row> {
        self.rows.get(index).map(|(row, _)| row)
    }

    pub(super) fn write_ascii(&mut self, text: &str) {
        self.chars += text.len() as u64;
        let fits = text.len().min(COLUMNS - self.col);
        let (col, style) = (self.col, self.style);
        if fits > 0 {
            self.current().write_ascii(col, &text[..fits], style);
            self.col += fits;
        }
        self.overflow(text.len() - fits);
    }

    fn overflow(&mut self, bytes: usize) {
        if bytes > 0 {
            self.past += bytes;
            let past = self.past;
            self.current().cut(past);
        }
    }

    pub(super) fn current(&mut self) -> &mut Row {
        &mut self.rows[self.row].0
    }

    pub(super) fn place(&mut self, row: usize, col: usize) {
        let top = self.rows.len().saturating_sub(REACH);
        let row = row.clamp(top, self.rows.len() - 1);
        self.row = row;
        self.col = col.min(COLUMNS);
        self.past = 0;
    }

    pub(super) fn line_feed(&mut self) {
        if self.row + 1 == self.rows.len() {
            self.rows.push_back((Row::default(), 0));
            self.settle();
            self.drop_oldest();
            self.row = self.rows.len() - 1;
        } else {
            self.row += 1;
        }
        (self.col, self.past) = (0, 0);
    }

    /// The line that has just come out of reach stays as it is.
    fn settle(&mut self) {
        let leaves = self.rows.len().checked_sub(REACH + 1);
        if let Some((row, counted)) = leaves.and_then(|leaves| self.rows.get_mut(leaves)) {
            let bytes = row.settle();
            self.bytes = self.bytes + bytes - *counted;
            *counted = bytes;
        }
    }

    fn drop_oldest(&mut self) {
        while self.rows.len() > 1
            && (self.rows.len() > self.most_rows || self.bytes > MOST_BYTES)
            && let Some((_, counted)) = self.rows.pop_front()
        {
            self.bytes -= counted;
            self.dropped += 1;
        }
    }

    /// The row with this number since the beginning, or the oldest that can still be reached.
    pub(super) fn row_of(&self, absolute: u64) -> usize {
        usize::try_from(absolute.saturating_sub(self.dropped)).unwrap_or(usize::MAX)
    }

    pub(super) fn absolute(&self, row: usize) -> u64 {
        self.dropped + row as u64
    }

    fn erase_in_line(&mut self, mode: u16) {
        let col = self.col;
        match mode {
            0 => self.current().erase(col, COLUMNS),
            1 => self.current().erase(0, (col + 1).min(COLUMNS - 1)),
            _ => self.current().erase(0, COLUMNS),
        }
    }

    /// A cleared screen begins below what was printed before the first clearing: that text is kept.
    fn erase_display(&mut self, mode: u16) {
        if mode == 0 {
            self.erase_in_line(0);
            self.drop_below();
        } else if mode == 2 {
            if let Some(home) = self.home {
                self.place(self.row_of(home), self.col);
                self.current().erase(0, COLUMNS);
                self.drop_below();
            } else {
                self.place(self.rows.len() - 1, self.col);
                if !self.current().is_empty() {
                    self.line_feed();
                }
                self.home = Some(self.absolute(self.row));
            }
        }
    }

    pub(super) fn drop_below(&mut self) {
        while self.rows.len() > self.row + 1
            && let Some((_, counted)) = self.rows.pop_back()
        {
            self.bytes -= counted;
        }
    }

    fn go_to(&mut self, row: u16, col: u16) {
        if let Some(home) = self.home {
            let target = self.row_of(home) + usize::from(row.max(1) - 1);
            while self.rows.len() <= target.min(self.row_of(home) + REACH - 1) {
                self.row = self.rows.len() - 1;
                self.line_feed();
            }
            self.place(target, usize::from(col.max(1) - 1));
        }
    }
}

impl Perform for Grid {
    fn print(&mut self, glyph: char) {
        self.printed = true;
        self.chars += 1;
        match glyph {
            // These change the order of what is read, or break lines.
            '\u{7f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{feff}' => return,
            '\u{fffd}' => self.odd += 1,
            _ => {}
        }
        let width = glyph.width().unwrap_or(0);
        let (col, style) = (self.col, self.style);
        if col + width > COLUMNS || self.past > 0 {
            self.col = COLUMNS;
            self.overflow(glyph.len_utf8());
        } else if width == 0 {
            self.current().mark(col, glyph);
        } else {
            self.current().write_char(col, glyph, width, style);
            self.col += width;
        }
    }

    fn execute(&mut self, byte: u8) {
        self.executed = true;
        self.chars += 1;
        match byte {
            b'\n' | 0x0b | 0x0c | 0x85 => self.line_feed(),
            b'\r' => (self.col, self.past) = (0, 0),
            0x08 if self.past > 0 => self.past -= 1,
            0x08 => self.col = self.col.saturating_sub(1),
            b'\t' => self.col = ((self.col / 8 + 1) * 8).min(COLUMNS),
            0x07 | 0x0e | 0x0f => {}
            _ => self.odd += 1,
        }
    }

    fn hook(&mut self, _: &Params, _: &[u8], _: bool, _: char) {
        self.in_dcs = true;
    }

    fn unhook(&mut self) {
        self.in_dcs = false;
    }

    fn csi_dispatch(&mut self, params: &Params, intermediates: &[u8], ignore: bool, action: char) {
        match intermediates {
            [] if !ignore => {}
            [b'?'] => return self.set_private(params, action),
            _ => return,
        }
        let mut numbers = params.iter().map(|group| group.first().copied().unwrap_or(0));
        let (first, second) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
        let count = usize::from(first.max(1));
        let (row, col) = (self.row, self.col);
        match action {
            'A' => self.place(row.saturating_sub(count), col),
            'B' => self.place(row + count, col),
            'C' | 'a' => self.place(row, col + count),
            'D' => self.place(row, col.saturating_sub(count)),
            'E' => self.place(row + count, 0),
            'F' => self.place(row.saturating_sub(count), 0),
            'G' | '`' => self.place(row, count - 1),
            'H' | 'f' => self.go_to(first, second),
            'J' => self.erase_display(first),
            'K' => self.erase_in_line(first),
            'm' => self.style = sgr::apply(params, self.style),
            's' => self.save(),
            'u' => self.restore(),
            _ => {}
        }
    }

    fn esc_dispatch(&mut self, intermediates: &[u8], _: bool, byte: u8) {
        match (intermediates, byte) {
            ([], b'7') => self.save(),
            ([], b'8') => self.restore(),
            ([], b'D' | b'E') => self.line_feed(),
            ([], b'M') => self.place(self.row.saturating_sub(1), self.col),
            ([], b'c') => self.style = Sgr::default(),
            _ => {}
        }
    }
}

impl Grid {
    fn save(&mut self) {
        self.saved = Some((self.absolute(self.row), self.col));
    }

    fn restore(&mut self) {
        if let Some((row, col)) = self.saved {
            self.place(self.row_of(row), col);
        }
    }
}
