//! A file to ask about, and what is true of it.

use std::fmt::Write as _;
use std::path::Path;

pub(crate) const QUESTION: &str = "How many rows does sales.csv have, and what is the mean of the amount column, to two decimals?";

/// The answers, as they must stand in a reply.
pub(crate) struct Truth {
    pub(crate) rows: String,
    pub(crate) mean: String,
}

/// Writes `sales.csv` into `folder`.
pub(crate) fn write(folder: &Path) -> Truth {
    const ROWS: u32 = 347;
    let (mut text, mut cents) = ("day,region,amount\n".to_owned(), 0);
    for n in 0..ROWS {
        let amount = 1000 + n * 7919 % 9001;
        cents += amount;
        let region = ["north", "south", "east"][n as usize % 3];
        writeln!(
            text,
            "2026-{:02}-{:02},{region},{}.{:02}",
            n % 12 + 1,
            n % 28 + 1,
            amount / 100,
            amount % 100
        )
        .expect("write");
    }
    std::fs::write(folder.join("sales.csv"), text).expect("sales.csv");
    Truth {
        rows: ROWS.to_string(),
        mean: format!("{:.2}", f64::from(cents) / 100.0 / f64::from(ROWS)),
    }
}
