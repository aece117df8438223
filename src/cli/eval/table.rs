//! The table of a run: a line a case, and what they come to.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::case::Case;
use super::judge::{self, Miss};
use super::record::Outcome;
use super::totals::Totals;
use crate::engine::EndReason;
use crate::plain::one_line;

/// How wide the table is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    /// Columns of the ids.
    ids: usize,
    /// Columns of the terminal; a pipe has room for everything.
    width: Option<usize>,
}

impl Table {
    pub(super) fn new<'a>(ids: impl Iterator<Item = &'a str>, width: Option<usize>) -> Self {
        Self { ids: ids.map(|id| one_line(id).width()).max().unwrap_or(0).max("case".len()), width }
    }

    pub(super) fn of(cases: &[Case], width: Option<usize>) -> Self {
        Self::new(cases.iter().map(|case| case.id.as_str()), width)
    }

    pub(super) fn heading(self) -> String {
        self.line("case", "result  grounded  steps  tokens  seconds")
    }

    pub(super) fn row(self, outcome: &Outcome) -> String {
        let Outcome { right, grounded, steps, generated_tokens, seconds, .. } = outcome;
        let result = if *right { "ok" } else { "miss" };
        let grounded = if *grounded { "yes" } else { "no" };
        let why = if *right { String::new() } else { fault(outcome) };
        let cells = format!(
            "{result:6}  {grounded:8}  {steps:>5}  {generated_tokens:>6}  {seconds:>7.1}  {why}"
        );
        self.line(&outcome.id, &cells)
    }

    /// An id and what stands behind it, as wide as the terminal at most.
    pub(super) fn line(self, id: &str, cells: &str) -> String {
        let id = one_line(id);
        let padding = " ".repeat(self.ids.saturating_sub(id.width()));
        let line = format!("{id}{padding}  {}", one_line(cells));
        let line = line.trim_end();
        match self.width {
            Some(width) => cut(line, width) + "\n",
            None => format!("{line}\n"),
        }
    }
}

/// What is wrong with a reply: what was got, and what was expected.
fn fault(outcome: &Outcome) -> String {
    let mut parts: Vec<String> = Vec::new();
    if outcome.end != EndReason::Answered {
        let why = if outcome.end == EndReason::Error { outcome.notices.last() } else { None };
        parts.push(format!("({})", why.map_or_else(|| ended(outcome.end), String::as_str)));
    }
    let misses = judge::misses(&outcome.expected, &outcome.answer);
    parts.extend(misses.iter().map(|Miss { name, wanted, got }| match (name, got) {
        (&"", Some(_)) => format!("got other words, expected: {}", wanted.trim()),
        (&"", None) => format!("no {wanted}"),
        (name, Some(got)) => format!("{name}: got {got}, expected {wanted}"),
        (name, None) => format!("{name}: got nothing, expected {wanted}"),
    }));
    parts.join("; ")
}

fn ended(reason: EndReason) -> &'static str {
    match reason {
        EndReason::Answered => "answered",
        EndReason::Rejected => "a step was rejected",
        EndReason::MaxSteps => "limit of steps",
        EndReason::Repeated => "repeated itself",
        EndReason::MaxTokens => "limit of tokens",
        EndReason::Interrupted => "limit of time",
        EndReason::Error => "error",
    }
}

/// The totals in words.
pub(super) fn totals(totals: &Totals) -> String {
    let Totals { cases, right, grounded, median_s, p90_s, seconds, .. } = totals;
    let Totals { prompt_tokens, generated_tokens, decode_tps, .. } = totals;
    let rate =
        if *decode_tps > 0.0 { format!(", {decode_tps:.1} tokens/s") } else { String::new() };
    format!(
        "right     {right} of {cases}\n\
         grounded  {grounded} of {right}\n\
         seconds   median {median_s:.1}, p90 {p90_s:.1}, together {seconds:.1}\n\
         tokens    {generated_tokens} written, {prompt_tokens} read{rate}\n"
    )
}

/// At most so many columns of a text.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut used = 1;
    let fits = |c: &char| {
        used += c.width().unwrap_or(0);
        used <= width
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_by_columns() {
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("abcd", 3), "ab…");
        assert_eq!(cut("日本語", 5), "日本…");
        let table = Table::new(["日", "longer"].into_iter(), Some(12));
        assert_eq!(table.line("日", "abcdef"), "日      abc…\n");
    }
}
