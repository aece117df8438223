//! The rows in sight, of printed lines and of blocks. A position counts lines, so that only lines in sight are wrapped.

use std::sync::Arc;

use ratatui::text::Line;

use super::ending::Block;
use crate::tui::scroll::{Place, Scroll};
use crate::tui::terminal::graphics::Wire;
use crate::tui::theme::Theme;
use crate::tui::view::found::Shown;
use crate::tui::view::paged::Paged;
use crate::tui::widget::{styled, wrap};

/// What is in sight.
pub(in crate::tui::view) struct Page {
    pub(super) scroll: Scroll,
    pub(super) rows: Vec<Line<'static>>,
    /// Lines that were printed; those of blocks come behind.
    pub(in crate::tui::view) printed: usize,
    /// The line that each row is of.
    pub(in crate::tui::view) lines: Vec<usize>,
    /// Lines out of sight below.
    pub(super) below: usize,
    /// Pictures that are in sight as a whole: their row, their cells and what is sent for them.
    pub(super) pictures: Vec<(usize, (u16, u16), Arc<Wire>)>,
}

/// Lays out the rows in sight.
pub(super) fn page(
    printed: &(impl Paged + ?Sized),
    blocks: &[Block],
    scroll: Scroll,
    (width, height): (usize, usize),
    theme: &Theme,
) -> Page {
    let total = printed.len() + blocks.iter().map(|block| block.rows.len()).sum::<usize>();
    let rows_of = |at: usize| match printed.line(at) {
        Some(line) => wrap::wrap(&styled::line(&line, theme.ui.stdout, theme), width, &[]),
        None => row_of(blocks, at - printed.len()).cloned().into_iter().collect(),
    };
    // The first line of the last page: its end must be in sight.
    let (mut end, mut filled) = (total, 0);
    while end > 0 && filled < height {
        end -= 1;
        filled += rows_of(end).len().max(1);
    }
    let last_fits = if filled > height && end + 1 < total { end + 1 } else { end };
    let (settled, first) = scroll.settle(total, total - last_fits);
    let follows = settled.top.is_none();
    let (mut rows, mut lines) = (Vec::new(), Vec::new());
    let mut at = if follows { end } else { first };
    while at < total && (follows || rows.len() < height) {
        rows.extend(rows_of(at));
        lines.resize(rows.len(), at);
        at += 1;
    }
    if follows {
        let surplus = rows.len().saturating_sub(height);
        rows.drain(..surplus);
        lines.drain(..surplus);
    }
    rows.truncate(height);
    lines.truncate(height);
    let below = total - at;
    let mut page = Page {
        scroll: settled,
        rows,
        printed: printed.len(),
        lines: Vec::new(),
        below,
        pictures: Vec::new(),
    };
    page.settle_blocks(blocks, printed.len(), &lines);
    page.lines = lines;
    page
}

fn row_of(blocks: &[Block], mut at: usize) -> Option<&Line<'static>> {
    for block in blocks {
        if at < block.rows.len() {
            return block.rows.get(at);
        }
        at -= block.rows.len();
    }
    None
}

impl Page {
    /// The rows of each line in sight.
    pub(super) fn shown(&self) -> Vec<Shown<'_>> {
        let (mut shown, mut y) = (Vec::new(), 0);
        for chunk in self.lines.chunk_by(|a, b| a == b) {
            let rows = self.rows.iter().skip(y).take(chunk.len()).collect();
            let place = Place { entry: 0, line: chunk[0] };
            shown.push(Shown {
                place,
                apart: false,
                rows,
                y: u16::try_from(y).unwrap_or(u16::MAX),
            });
            y += chunk.len();
        }
        shown
    }

    /// Heads of tables stay in sight, and pictures that are in sight as a whole are shown as such.
    fn settle_blocks(&mut self, blocks: &[Block], mut begin: usize, lines: &[usize]) {
        for block in blocks {
            let end = begin + block.rows.len();
            if let (Some(head), Some(top)) = (block.head, lines.first())
                && (begin + head + 1..end).contains(top)
                && let (Some(row), Some(line)) = (self.rows.first_mut(), block.rows.get(head))
            {
                row.clone_from(line);
            }
            if let Some(picture) = &block.picture {
                let first = begin + picture.row;
                let high = usize::from(picture.cells.1);
                let row = lines.iter().position(|line| *line == first);
                if let Some(row) = row.filter(|row| row + high <= lines.len() && high > 0) {
                    if picture.covers {
                        self.rows[row..row + high].fill(Line::default());
                    }
                    self.pictures.push((row, picture.cells, Arc::clone(&picture.wire)));
                }
            }
            begin = end;
        }
    }
}
