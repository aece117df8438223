//! A table of data: its index and head stay, columns beyond the width are reached by moving aside.

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::glyphs::Glyphs;
pub use super::sheet_read::read;
use super::text;
use crate::tui::theme::Theme;
use crate::words::{Locale, Sheet as Words};

/// The widest column.
pub(super) const WIDEST: usize = 40;
/// The cells between columns.
const GAP: usize = 2;
/// The cells of the rule behind the index.
const RULE: usize = 3;
/// The lines of a drawn sheet before its first row: caption, head, rule.
pub const HEAD_LINE: usize = 1;

/// Where the text of a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Text.
    Left,
    /// Numbers.
    Right,
}

/// One cell, as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) width: usize,
    /// There is no value.
    pub(super) missing: bool,
}

/// A column from its name down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: Cell,
    pub(super) side: Side,
    pub(super) width: usize,
    pub(super) cells: Vec<Cell>,
}

/// A table of data, ready to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub(super) kind: String,
    /// Rows and columns that there are.
    pub(super) shape: (u64, u64),
    /// Rows that are shown.
    pub(super) rows: usize,
    /// One of them stands for those left out.
    pub(super) has_gap: bool,
    pub(super) index: Option<Column>,
    pub(super) columns: Vec<Column>,
    /// It is the value of the step, so that the value's own text says nothing more.
    pub is_result: bool,
}

impl Sheet {
    /// The rows that are shown, cells parted by tabs, as spreadsheets take them.
    #[must_use]
    pub fn text(&self) -> String {
        let columns: Vec<&Column> = self.index.iter().chain(&self.columns).collect();
        let row = |pick: &dyn Fn(&Column) -> Option<String>| {
            let cells = columns.iter().map(|column| pick(column).unwrap_or_default());
            cells.collect::<Vec<_>>().join("\t")
        };
        let mut rows = vec![row(&|column| Some(column.name.text.clone()))];
        rows.extend(
            (0..self.rows).map(|n| row(&|column| column.cells.get(n).map(|c| c.text.clone()))),
        );
        rows.join("\n")
    }

    /// The furthest column that a pane of this width has to begin with.
    #[must_use]
    pub fn last_start(&self, width: usize) -> usize {
        let mut room = self.room(width);
        let mut first = self.columns.len();
        while let Some(column) = first.checked_sub(1).and_then(|n| self.columns.get(n)) {
            let Some(left) = room.checked_sub(column.width) else { break };
            room = left.saturating_sub(GAP);
            first -= 1;
            if left < GAP {
                break;
            }
        }
        first.min(self.columns.len().saturating_sub(1))
    }

    /// The table with `start` as its first column; every line at most `width` cells.
    #[must_use]
    pub fn lines(
        &self,
        width: usize,
        start: usize,
        locale: Locale,
        theme: &Theme,
        glyphs: Glyphs,
    ) -> Vec<Line<'static>> {
        let start = start.min(self.last_start(width));
        let shown = self.fitting(width, start);
        let end = start + shown.len();
        let mut lines = vec![self.caption(width, (start, end), locale, theme, glyphs)];
        if self.columns.is_empty() {
            return lines;
        }
        let strong = theme.ui.title.add_modifier(Modifier::BOLD);
        let bar = Span::styled(glyphs.pick(" │ ", " | "), theme.ui.border);
        let mut row = |index: Option<Span<'static>>, cells: Vec<Span<'static>>| {
            let mut spans = Vec::with_capacity(cells.len() * 2 + 2);
            if let Some(index) = index {
                spans.extend([index, bar.clone()]);
            }
            for (n, cell) in cells.into_iter().enumerate() {
                if n > 0 {
                    spans.push(Span::raw(" ".repeat(GAP)));
                }
                spans.push(cell);
            }
            lines.push(Line::from(spans));
        };
        let heads =
            shown.iter().map(|(column, room)| placed(&column.name, column.side, *room, strong));
        let index = self.index.as_ref();
        row(
            index.map(|index| placed(&index.name, index.side, index.width, theme.ui.muted)),
            heads.collect(),
        );
        let dash = glyphs.pick("─", "-");
        let cells: usize =
            shown.iter().map(|(_, room)| room + GAP).sum::<usize>().saturating_sub(GAP);
        let rule = match index {
            Some(index) => {
                [dash.repeat(index.width), glyphs.pick("─┼─", "-+-").into(), dash.repeat(cells)]
                    .concat()
            }
            None => dash.repeat(cells),
        };
        let rule = Line::styled(rule, theme.ui.border);
        for at in 0..self.rows {
            let cells = shown
                .iter()
                .map(|(column, room)| cell_of(column, at, *room, theme.ui.stdout, theme));
            row(
                index.map(|index| cell_of(index, at, index.width, theme.ui.muted, theme)),
                cells.collect(),
            );
        }
        lines.insert(HEAD_LINE + 1, rule);
        lines
    }

    /// Cells that the columns may take.
    fn room(&self, width: usize) -> usize {
        width.saturating_sub(self.index.as_ref().map_or(0, |index| index.width + RULE))
    }

    /// The columns from `start` that fit whole; the first is there even where it does not.
    fn fitting(&self, width: usize, start: usize) -> Vec<(&Column, usize)> {
        let mut room = self.room(width);
        let mut shown = Vec::new();
        for column in self.columns.iter().skip(start) {
            let wide = column.width.min(room);
            if wide < column.width && !shown.is_empty() || wide == 0 {
                break;
            }
            shown.push((column, wide));
            room = room.saturating_sub(wide + GAP);
        }
        shown
    }

    fn caption(
        &self,
        width: usize,
        (start, end): (usize, usize),
        locale: Locale,
        theme: &Theme,
        glyphs: Glyphs,
    ) -> Line<'static> {
        let (rows, columns) = self.shape;
        let of = |text: Words| locale.fill(text, &[&self.real_rows(), &grouped(rows)]);
        let cut = self.real_rows() < rows;
        let sign = glyphs.pick("×", "x");
        let dot = glyphs.pick("·", "-");
        let words = [
            if rows == 1 { Words::Row } else { Words::Rows },
            if columns == 1 { Words::Column } else { Words::Columns },
        ];
        let [of_rows, of_columns] = words.map(|word| locale.text(word));
        let kind = locale.known::<Words>(&self.kind);
        let mut part = String::new();
        if end - start < self.columns.len() {
            let arrows = glyphs.pick(("‹ ", " ›"), ("< ", " >"));
            let left = if start > 0 { arrows.0 } else { "" };
            let right = if end < self.columns.len() { arrows.1 } else { "" };
            let dash = glyphs.pick("–", "-");
            part = format!(" {dot} {left}{}{dash}{end}{right}", start + 1);
        }
        let caption = |of: &str| {
            let columns = grouped(columns);
            format!("{kind} {dot} {of} {of_rows} {sign} {columns} {of_columns}{part}")
        };
        let mut text = if cut { caption(&of(Words::Showing)) } else { caption(&grouped(rows)) };
        if cut && text::width(&text) > width {
            text = caption(&of(Words::Of));
        }
        Line::styled(text::clip(&text, width).into_owned(), theme.ui.muted)
    }

    /// Rows that are shown, without the one that stands for those left out.
    fn real_rows(&self) -> u64 {
        self.rows.saturating_sub(usize::from(self.has_gap)) as u64
    }
}

/// Stands for rows that are left out.
pub(super) const GAP_ROW: &str = "⋮";
/// Stands for columns that are left out.
pub(super) const GAP_COLUMN: &str = "…";

fn cell_of(column: &Column, at: usize, room: usize, style: Style, theme: &Theme) -> Span<'static> {
    let Some(cell) = column.cells.get(at) else { return Span::raw(" ".repeat(room)) };
    placed(cell, column.side, room, if cell.missing { theme.ui.faint } else { style })
}

fn placed(cell: &Cell, side: Side, room: usize, style: Style) -> Span<'static> {
    let shown =
        if cell.width > room { text::clip(&cell.text, room) } else { cell.text.as_str().into() };
    let spare = " ".repeat(room.saturating_sub(text::width(&shown)));
    Span::styled(
        match side {
            Side::Left => format!("{shown}{spare}"),
            Side::Right => format!("{spare}{shown}"),
        },
        style,
    )
}

/// `1000000` as `1 000 000`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) && digits.len() > 4 {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    text
}
