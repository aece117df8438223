//! Sizes and tables in plain text.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr as _;

pub(in crate::cli) use crate::model::stock::words::megabytes;

/// Writes rows as columns of equal width.
pub(in crate::cli) fn table(out: &mut impl Write, rows: &[Vec<String>]) -> io::Result<()> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<_> = (0..columns)
        .map(|n| rows.iter().filter_map(|row| row.get(n)).map(|cell| cell.width()).max())
        .map(|width| width.unwrap_or(0))
        .collect();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width + 2 - cell.width()));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_and_columns_line_up() {
        let sizes = [98_362_432, 999_600_000, 1_117_320_768].map(megabytes);
        assert_eq!(sizes, ["98 MB", "1.00 GB", "1.12 GB"]);
        let mut out = Vec::new();
        table(&mut out, &[vec!["é".into(), "b".into()], vec!["long".into()]]).expect("write");
        assert_eq!(String::from_utf8_lossy(&out), "é     b\nlong\n");
    }
}
