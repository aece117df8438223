//! Where words stand in rows: wrapped rows are read as one line, and numbers beside lines are passed over.

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::Line;

use super::Query;
use crate::tui::widget::text;

/// Between rows that are not one line.
const HARD: char = '\r';

/// A part of a match in one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Which row.
    pub row: usize,
    /// Bytes of that row.
    pub bytes: Range<usize>,
    /// The row in which the match begins.
    pub begins: usize,
    /// How many matches begin in that row before it.
    pub nth: usize,
}

/// All matches in rows of this width; spans in the `gutter` style at the beginning are no text.
pub fn marks<'a>(
    query: &Query,
    rows: impl IntoIterator<Item = &'a Line<'a>>,
    width: usize,
    gutter: Style,
) -> Vec<Mark> {
    let mut flat = String::new();
    // Where each row begins in the flat text, and how much of the row was passed over.
    let mut begins: Vec<(usize, usize)> = Vec::new();
    let mut before = usize::MAX;
    for row in rows {
        let whole: String = row.spans.iter().map(|span| span.content.as_ref()).collect();
        let first = row.spans.first().filter(|span| span.style == gutter);
        let numbered = first.map_or(0, |span| span.content.len());
        let trimmed = whole[numbered..].trim_start_matches(' ');
        let wraps = numbered == 0 && goes_on(before, trimmed, width);
        if !begins.is_empty() {
            flat.push(if wraps { '\n' } else { HARD });
        }
        let kept = if wraps { trimmed } else { &whole[numbered..] };
        begins.push((flat.len(), whole.len() - kept.len()));
        flat.push_str(kept.trim_end_matches(' '));
        before = text::width(whole.trim_end_matches(' '));
    }
    let mut marks: Vec<Mark> = Vec::new();
    let (mut last, mut nth) = (usize::MAX, 0);
    for found in query.find(&flat) {
        let begin = begins.partition_point(|(at, _)| *at <= found.start) - 1;
        nth = if begin == last { nth + 1 } else { 0 };
        last = begin;
        let mut row = begin;
        while let Some((at, skipped)) = begins.get(row).filter(|(at, _)| *at < found.end) {
            let end = begins.get(row + 1).map_or(flat.len(), |(next, _)| next - 1);
            let (from, to) = (found.start.max(*at), found.end.min(end));
            if from < to {
                let bytes = from - at + skipped..to - at + skipped;
                marks.push(Mark { row, bytes, begins: begin, nth });
            }
            row += 1;
        }
    }
    marks
}

/// Whether a row so wide was broken before this text, for want of room.
fn goes_on(before: usize, text: &str, width: usize) -> bool {
    let word = text.split(' ').next().unwrap_or_default();
    before != usize::MAX && !word.is_empty() && before.saturating_add(1 + text::width(word)) > width
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::wrap::wrap_all;

    fn found(query: &str, text: &[&str], width: usize) -> Vec<(usize, String, usize)> {
        let lines: Vec<Line<'_>> = text.iter().map(|line| Line::raw(*line)).collect();
        let rows = wrap_all(&lines, width);
        let query = Query::new(query).expect("words");
        let part =
            |mark: Mark| (mark.row, rows[mark.row].to_string()[mark.bytes].to_owned(), mark.nth);
        marks(&query, &rows, width, Style::new().bold()).into_iter().map(part).collect()
    }

    #[test]
    fn words_that_were_wrapped_apart_are_found_together_and_lines_are_not_joined() {
        let text = ["the quick brown fox", "a b"];
        assert_eq!(
            found("quick brown", &text, 10),
            [(0, "quick".into(), 0), (1, "brown".into(), 0)]
        );
        assert_eq!(found("fox a", &text, 30), []);
        assert_eq!(found("ab", &["a", "b"], 30), []);
        assert_eq!(found("o", &["o two o"], 30).iter().map(|f| f.2).collect::<Vec<_>>(), [0, 1, 2]);
    }
}
