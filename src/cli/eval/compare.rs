//! Runs side by side: case by case, and what they come to together.

use unicode_width::UnicodeWidthStr as _;

use super::record::{Outcome, Run};
use super::table::Table;
use super::totals::Totals;
use crate::plain::one_line;

/// A run and what it is called.
#[derive(Debug)]
pub(super) struct Column {
    /// The heading.
    pub(super) name: String,
    /// What is shown.
    pub(super) run: Run,
}

impl Column {
    fn outcome(&self, id: &str) -> Option<&Outcome> {
        self.run.cases.iter().find(|outcome| outcome.id == id)
    }
}

/// The columns beside each other, over all cases that one of them has.
pub(super) fn side_by_side(columns: &[Column], width: Option<usize>) -> String {
    let mut ids: Vec<&str> = Vec::new();
    for outcome in columns.iter().flat_map(|column| &column.run.cases) {
        if !ids.contains(&outcome.id.as_str()) {
            ids.push(&outcome.id);
        }
    }
    let names = columns.iter().map(|column| one_line(&column.name)).collect();
    // What heads the totals stands in the place of an id.
    let table = Table::new(ids.iter().copied().chain([GROUNDED]), width);
    let sheet = Sheet { table, names };
    let mut text = sheet.line("case", &sheet.names);
    for id in &ids {
        let told = |column: &Column| column.outcome(id).map_or_else(|| "-".into(), cell);
        text += &sheet.line(id, &columns.iter().map(told).collect::<Vec<_>>());
    }
    let all = |id: &&str| columns.iter().all(|column| column.outcome(id).is_some());
    let shared: Vec<_> = ids.iter().copied().filter(all).collect();
    let of = match shared.len() {
        all if all == ids.len() => String::new(),
        some => format!("of the {some} cases that all of them have:\n"),
    };
    let totals: Vec<_> = columns
        .iter()
        .map(|column| Totals::of(shared.iter().filter_map(|id| column.outcome(id))))
        .collect();
    let ungrounded = totals.iter().any(|totals| totals.grounded < totals.right);
    let legend = if ungrounded { "ok? is right, but no step printed the values\n" } else { "" };
    format!("{text}{legend}\n{of}{}", sheet.totals(&totals))
}

/// Lines of as many cells as there are names.
struct Sheet {
    table: Table,
    names: Vec<String>,
}

impl Sheet {
    fn line(&self, head: &str, cells: &[String]) -> String {
        let cells = cells.iter().zip(&self.names).map(|(cell, name)| {
            let wide = name.width().max(CELL);
            format!("{cell}{}", " ".repeat(wide.saturating_sub(cell.width())))
        });
        self.table.line(head, &cells.collect::<Vec<_>>().join("  "))
    }

    fn totals(&self, totals: &[Totals]) -> String {
        let line = |head, figure: fn(&Totals) -> String| {
            self.line(head, &totals.iter().map(figure).collect::<Vec<_>>())
        };
        [
            line("right", |totals| format!("{} of {}", totals.right, totals.cases)),
            line(GROUNDED, |totals| format!("{} of {}", totals.grounded, totals.right)),
            line("median", |totals| format!("{:.1} s", totals.median_s)),
            line("p90", |totals| format!("{:.1} s", totals.p90_s)),
            line("tokens", |totals| totals.generated_tokens.to_string()),
            line("tokens/s", |totals| match totals.decode_tps {
                rate if rate > 0.0 => format!("{rate:.1}"),
                _ => "-".into(),
            }),
        ]
        .concat()
    }
}

/// The longest head of a line of totals.
const GROUNDED: &str = "grounded";
/// Columns of a cell.
const CELL: usize = "miss  steps 10  1000.0 s".len();

fn cell(outcome: &Outcome) -> String {
    let result = match (outcome.right, outcome.grounded) {
        (true, true) => "ok",
        (true, false) => "ok?",
        (false, _) => "miss",
    };
    format!("{result:4}  steps {:>2}  {:>6.1} s", outcome.steps, outcome.seconds)
}
