//! Where a long content is looked at: it follows the end until someone looks back.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::glyphs::Glyphs;
use crate::tui::theme::Theme;

/// A position in rows of content, for a content that may grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scroll {
    top: usize,
    mode: Mode,
    content: usize,
    height: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Mode {
    #[default]
    Fixed,
    /// The end stays in sight.
    Following,
    /// Would follow again once the end is reached.
    LookingBack,
}

impl Scroll {
    /// Starts at the end and stays there.
    #[must_use]
    pub fn following() -> Self {
        Self { mode: Mode::Following, ..Self::default() }
    }

    /// Tells how many rows there are and how many fit; keeps the position within.
    pub fn fit(&mut self, content: usize, height: usize) {
        (self.content, self.height) = (content, height);
        self.top = self.visible(content, height).start;
    }

    /// The rows to show of so many, where so many fit.
    #[must_use]
    pub fn visible(&self, content: usize, height: usize) -> Range<usize> {
        let last = content.saturating_sub(height);
        let top = if self.is_following() { last } else { self.top.min(last) };
        top..content.min(top + height)
    }

    /// Looks back some rows; the end is no longer followed.
    pub fn up(&mut self, rows: usize) {
        let top = self.top.saturating_sub(rows);
        if top < self.top && self.mode == Mode::Following {
            self.mode = Mode::LookingBack;
        }
        self.top = top;
    }

    /// Looks on some rows; reaching the end follows it again.
    pub fn down(&mut self, rows: usize) {
        let last = self.last();
        self.top = (self.top + rows).min(last);
        if self.top == last && self.mode == Mode::LookingBack {
            self.mode = Mode::Following;
        }
    }

    /// One screen back, with one row in common.
    pub fn page_up(&mut self) {
        self.up(self.page());
    }

    /// One screen on, with one row in common.
    pub fn page_down(&mut self) {
        self.down(self.page());
    }

    /// To the first row.
    pub fn top(&mut self) {
        self.up(self.top);
    }

    /// To the last row.
    pub fn bottom(&mut self) {
        self.down(self.content);
    }

    /// Moves as little as needed to bring a row into sight.
    pub fn reveal(&mut self, row: usize) {
        if row < self.top {
            self.up(self.top - row);
        } else if row >= self.top + self.height {
            self.down(row + 1 - self.top - self.height);
        }
    }

    /// The first row in sight.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.top
    }

    /// Rows hidden above.
    #[must_use]
    pub fn above(&self) -> usize {
        self.top
    }

    /// Rows hidden below: "n more".
    #[must_use]
    pub fn below(&self) -> usize {
        self.content.saturating_sub(self.top + self.height)
    }

    /// Whether new rows at the end come into sight by themselves.
    #[must_use]
    pub fn is_following(&self) -> bool {
        self.mode == Mode::Following
    }

    /// Draws a scrollbar into a column, if anything is hidden.
    pub fn draw_bar(&self, column: Rect, buffer: &mut Buffer, theme: &Theme, glyphs: Glyphs) {
        let column = column.intersection(buffer.area);
        let rows = usize::from(column.height);
        if column.width == 0 || rows == 0 || self.content <= self.height {
            return;
        }
        let long = (rows * self.height / self.content).clamp(1, rows);
        let start = (rows - long) * self.top.min(self.last()) / self.last().max(1);
        for (n, y) in (column.y..column.bottom()).enumerate() {
            let thumb = (start..start + long).contains(&n);
            let (sign, style) = if thumb {
                (glyphs.pick("█", "#"), theme.ui.muted)
            } else {
                (glyphs.pick("│", "|"), theme.ui.gauge_track)
            };
            buffer.set_string(column.x, y, sign, style);
        }
    }

    fn last(&self) -> usize {
        self.content.saturating_sub(self.height)
    }

    fn page(&self) -> usize {
        self.height.saturating_sub(1).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_follows_the_end_until_someone_looks_back() {
        let mut scroll = Scroll::following();
        scroll.fit(100, 10);
        assert_eq!((scroll.offset(), scroll.below()), (90, 0));
        scroll.up(5);
        scroll.fit(120, 10);
        assert_eq!((scroll.offset(), scroll.below(), scroll.is_following()), (85, 25, false));
        scroll.bottom();
        scroll.fit(130, 10);
        assert_eq!((scroll.offset(), scroll.is_following()), (120, true));
    }

    #[test]
    fn it_never_leaves_the_content() {
        let mut scroll = Scroll::default();
        scroll.fit(5, 10);
        scroll.page_down();
        assert_eq!(scroll.offset(), 0);
        scroll.fit(50, 10);
        scroll.down(1000);
        assert_eq!(scroll.offset(), 40);
        scroll.fit(12, 10);
        assert_eq!(scroll.offset(), 2);
        scroll.top();
        scroll.fit(0, 0);
        assert_eq!((scroll.offset(), scroll.below()), (0, 0));
    }

    #[test]
    fn looking_back_in_a_short_content_keeps_following() {
        let mut scroll = Scroll::following();
        scroll.fit(3, 10);
        scroll.up(1);
        scroll.fit(30, 10);
        assert_eq!(scroll.offset(), 20);
    }

    #[test]
    fn a_row_out_of_sight_is_revealed() {
        let mut scroll = Scroll::default();
        scroll.fit(100, 10);
        scroll.reveal(25);
        assert_eq!(scroll.offset(), 16);
        scroll.reveal(3);
        assert_eq!(scroll.offset(), 3);
        scroll.reveal(5);
        assert_eq!(scroll.offset(), 3);
    }
}
