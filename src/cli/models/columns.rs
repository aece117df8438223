//! A table that gives up its least important columns where the terminal is narrow.

use unicode_width::UnicodeWidthStr as _;

/// A name longer than this is cut where room is short.
const LONGEST: usize = 28;

/// A column with its title.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) title: String,
    /// 0 stays; of others, the highest goes first.
    pub(super) rank: u8,
    pub(super) cells: Vec<String>,
    /// Whether it is set against its right edge, as numbers are.
    pub(super) right: bool,
}

impl Column {
    fn width(&self) -> usize {
        let cells = self.cells.iter().map(|cell| cell.width());
        cells.chain([self.title.width()]).max().unwrap_or(0)
    }
}

/// The lines of a table within so many cells.
pub(super) fn folded(columns: &[Column], width: usize) -> Vec<String> {
    let mut shown: Vec<Column> = columns.to_vec();
    if width < 160
        && let Some(first) = shown.first_mut()
    {
        first.cells.iter_mut().for_each(|cell| *cell = clipped(cell, LONGEST));
    }
    while total(&shown) > width {
        let last = shown.iter().enumerate().filter(|(_, column)| column.rank > 0);
        let Some((at, _)) = last.max_by_key(|(_, column)| column.rank) else { break };
        shown.remove(at);
    }
    let rows = shown.first().map_or(0, |column| column.cells.len());
    let line = |cell: &dyn Fn(&Column) -> String| {
        let cells: Vec<_> = shown
            .iter()
            .map(|column| padded(&cell(column), column.width(), column.right))
            .collect();
        cells.join("  ").trim_end().to_owned()
    };
    let head = line(&|column| column.title.clone());
    std::iter::once(head)
        .chain((0..rows).map(|row| line(&|column| column.cells[row].clone())))
        .collect()
}

fn total(columns: &[Column]) -> usize {
    columns.iter().map(|column| column.width() + 2).sum::<usize>().saturating_sub(2)
}

fn padded(cell: &str, width: usize, right: bool) -> String {
    let pad = " ".repeat(width.saturating_sub(cell.width()));
    if right { format!("{pad}{cell}") } else { format!("{cell}{pad}") }
}

fn clipped(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        if kept.width() >= width {
            kept.pop();
            break;
        }
    }
    kept + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_important_columns_go_first_and_names_are_cut_last() {
        let column = |title: &str, rank, cell: &str, right| Column {
            title: title.into(),
            rank,
            cells: vec![cell.to_owned()],
            right,
        };
        let columns = [
            column("NAME", 0, "a", false),
            column("SIZE", 1, "7", true),
            column("LICENCE", 6, "MIT", false),
            column("WHERE", 0, "here", false),
        ];
        assert_eq!(
            folded(&columns, 80),
            ["NAME  SIZE  LICENCE  WHERE", "a        7  MIT      here"]
        );
        assert_eq!(folded(&columns, 20), ["NAME  SIZE  WHERE", "a        7  here"]);
        assert_eq!(folded(&columns, 3), ["NAME  WHERE", "a     here"]);
        assert_eq!(clipped("ßßßß", 3), "ßß…");
    }
}
