//! A table of a page while it is read: rows of cells, then the events that draw it.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use crate::words::{Locale, Sheet};

/// Rows and columns of a table that are read.
const MOST: (usize, usize) = (300, 40);

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct HtmlTable {
    rows: Vec<Vec<Vec<Event<'static>>>>,
    /// The cell that is open, and how many columns it takes.
    cell: Option<(Vec<Event<'static>>, usize)>,
    left_out: usize,
}

impl HtmlTable {
    /// A row begins.
    pub(super) fn row(&mut self) {
        self.end_cell();
        if self.rows.len() < MOST.0 {
            self.rows.push(Vec::new());
        } else {
            self.left_out += 1;
        }
    }

    /// A cell begins, over so many columns.
    pub(super) fn cell(&mut self, span: usize) {
        self.end_cell();
        if self.rows.is_empty() {
            self.row();
        }
        self.cell = Some((Vec::new(), span.clamp(1, MOST.1)));
    }

    /// A cell ends.
    pub(super) fn end_cell(&mut self) {
        let Some((events, span)) = self.cell.take() else { return };
        if self.left_out > 0 {
            return;
        }
        if let Some(row) = self.rows.last_mut() {
            row.push(events);
            row.resize(row.len() + span - 1, Vec::new());
            row.truncate(MOST.1);
        }
    }

    /// Something within a cell; what stands between cells belongs to nothing.
    pub(super) fn push(&mut self, event: Event<'static>) {
        if let Some((events, _)) = &mut self.cell {
            events.push(event);
        }
    }

    /// The events of the whole table.
    pub(super) fn finish(mut self, locale: Locale) -> Vec<Event<'static>> {
        self.end_cell();
        self.rows.retain(|row| !row.is_empty());
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        if columns == 0 {
            return Vec::new();
        }
        let sides = (0..columns).map(|column| self.side(column)).collect();
        let mut events = vec![Event::Start(Tag::Table(sides))];
        for (n, mut row) in self.rows.into_iter().enumerate() {
            row.resize(columns, Vec::new());
            let head = n == 0;
            events.push(Event::Start(if head { Tag::TableHead } else { Tag::TableRow }));
            for cell in row {
                events.push(Event::Start(Tag::TableCell));
                events.extend(cell);
                events.push(Event::End(TagEnd::TableCell));
            }
            events.push(Event::End(if head { TagEnd::TableHead } else { TagEnd::TableRow }));
        }
        events.push(Event::End(TagEnd::Table));
        if self.left_out > 0 {
            let text = locale.fill(Sheet::MoreRows, &[&self.left_out]);
            events.push(Event::Text(text.into()));
        }
        events
    }

    /// Numbers stand at the right.
    fn side(&self, column: usize) -> Alignment {
        let mut cells = self.rows.iter().skip(1).filter_map(|row| row.get(column)).peekable();
        let numbers = cells.peek().is_some() && cells.all(|cell| is_number(cell));
        if numbers { Alignment::Right } else { Alignment::Left }
    }
}

fn is_number(cell: &[Event<'_>]) -> bool {
    let text: String = cell
        .iter()
        .filter_map(|event| match event {
            Event::Text(text) => Some(text.as_ref()),
            _ => None,
        })
        .collect();
    let text = text.trim().trim_end_matches('%').replace([',', ' '], "");
    text.is_empty() || text.parse::<f64>().is_ok()
}
