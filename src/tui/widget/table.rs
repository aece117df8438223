//! A table fitted to a width: columns shrink from the widest, cells wrap.

use pulldown_cmark::Alignment;
use ratatui::text::{Line, Span};

use super::glyphs::Glyphs;
use super::{text, wrap};
use crate::tui::theme::Theme;

/// The narrowest column.
const LEAST: usize = 3;
/// The cells between columns.
const GAP: usize = 3;

/// Rows of styled cells; the first row is the head.
#[derive(Debug, Clone)]
pub struct Table {
    columns: Vec<Alignment>,
    rows: Vec<Vec<Line<'static>>>,
    row: Vec<Line<'static>>,
}

impl Table {
    /// An empty table.
    #[must_use]
    pub fn new(columns: Vec<Alignment>) -> Self {
        Self { columns, rows: Vec::new(), row: Vec::new() }
    }

    /// Adds a cell to the row.
    pub fn cell(&mut self, spans: Vec<Span<'static>>) {
        self.row.push(Line::from(spans));
    }

    /// Closes the row.
    pub fn end_row(&mut self) {
        self.rows.push(std::mem::take(&mut self.row));
    }

    /// The cells parted by tabs, as spreadsheets take them.
    #[must_use]
    pub fn text(&self) -> String {
        let row = |row: &Vec<Line<'static>>| {
            row.iter().map(ToString::to_string).collect::<Vec<_>>().join("\t")
        };
        self.rows.iter().map(row).collect::<Vec<_>>().join("\n")
    }

    /// The table in lines of at most `width` cells, as long as every column keeps three.
    #[must_use]
    pub fn lines(&self, width: usize, theme: &Theme, glyphs: Glyphs) -> Vec<Line<'static>> {
        let widths = self.widths(width);
        let mut lines = Vec::new();
        for (n, row) in self.rows.iter().enumerate() {
            lines.extend(self.row_lines(row, &widths, theme, glyphs));
            if n == 0 {
                let bars: Vec<_> =
                    widths.iter().map(|w| glyphs.pick("─", "-").repeat(*w)).collect();
                lines.push(Line::styled(bars.join(glyphs.pick("─┼─", "-+-")), theme.ui.border));
            }
        }
        lines
    }

    fn widths(&self, width: usize) -> Vec<usize> {
        let widest = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(cell_width).max().unwrap_or(0).max(1)
        };
        let mut widths: Vec<usize> = (0..self.columns.len()).map(widest).collect();
        let room = width.saturating_sub(GAP * widths.len().saturating_sub(1));
        while widths.iter().sum::<usize>() > room {
            match widths.iter_mut().max() {
                Some(most) if *most > LEAST => *most -= 1,
                _ => break,
            }
        }
        widths
    }

    fn row_lines(
        &self,
        row: &[Line<'static>],
        widths: &[usize],
        theme: &Theme,
        glyphs: Glyphs,
    ) -> Vec<Line<'static>> {
        let blank = Line::default();
        let cells: Vec<_> = (0..widths.len())
            .map(|n| wrap::wrap(row.get(n).unwrap_or(&blank), widths[n], &[]))
            .collect();
        let high = cells.iter().map(Vec::len).max().unwrap_or(0);
        let mut lines = Vec::new();
        for y in 0..high {
            let mut spans = Vec::new();
            for (x, cell) in cells.iter().enumerate() {
                if x > 0 {
                    spans.push(Span::styled(glyphs.pick(" │ ", " | "), theme.ui.border));
                }
                let part = cell.get(y).unwrap_or(&blank);
                let spare = widths[x].saturating_sub(cell_width(part));
                let before = match self.columns[x] {
                    Alignment::Right => spare,
                    Alignment::Center => spare / 2,
                    Alignment::Left | Alignment::None => 0,
                };
                spans.push(Span::raw(" ".repeat(before)));
                spans.extend(part.spans.iter().cloned());
                spans.push(Span::raw(" ".repeat(spare - before)));
            }
            lines.push(Line::from(spans));
        }
        lines
    }
}

fn cell_width(line: &Line<'_>) -> usize {
    line.spans.iter().map(|span| text::width(&span.content)).sum()
}
