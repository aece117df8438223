//! Wrapping of styled lines by cells: between words where it can, within them where it must.

use std::ops::Range;

use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::text;

/// The rows of one line; every row after the first begins with `hang`, where that leaves room.
#[must_use]
pub fn wrap(line: &Line<'_>, width: usize, hang: &[Span<'static>]) -> Vec<Line<'static>> {
    let flat: String = line.spans.iter().map(|span| span.content.as_ref()).collect();
    let hang_width: usize = hang.iter().map(|span| text::width(&span.content)).sum();
    // A wide sign needs two cells.
    let hang = if hang_width + 2 <= width { hang } else { &[] };
    let rest = if hang.is_empty() { width } else { width - hang_width };
    let mut cuts = Cuts { line, next: 0, at: 0 };
    rows(&flat, width.max(1), rest.max(1))
        .into_iter()
        .enumerate()
        .map(|(n, row)| {
            let mut spans = if n == 0 { Vec::new() } else { hang.to_vec() };
            cuts.take(row, &mut spans);
            Line { spans, style: line.style, alignment: line.alignment }
        })
        .collect()
}

/// The rows of many lines.
#[must_use]
pub fn wrap_all(lines: &[Line<'_>], width: usize) -> Vec<Line<'static>> {
    lines.iter().flat_map(|line| wrap(line, width, &[])).collect()
}

/// Walks along the spans of a line and cuts rows out of them.
struct Cuts<'a> {
    line: &'a Line<'a>,
    next: usize,
    /// Where the span `next` begins in the flat text.
    at: usize,
}

impl Cuts<'_> {
    fn take(&mut self, row: Range<usize>, spans: &mut Vec<Span<'static>>) {
        while let Some(span) = self.line.spans.get(self.next) {
            let end = self.at + span.content.len();
            let (from, to) = (row.start.max(self.at), row.end.min(end));
            if from < to
                && let Some(part) = span.content.get(from - self.at..to - self.at)
            {
                spans.push(Span::styled(part.to_owned(), span.style));
            }
            if end > row.end {
                return;
            }
            self.next += 1;
            self.at = end;
        }
    }
}

/// Where a row may end, and where the next would begin.
#[derive(Clone, Copy)]
struct Break {
    end: usize,
    next: usize,
}

/// Whether a row must not begin with this sign.
fn closes(sign: &str) -> bool {
    matches!(
        sign,
        "、" | "。"
            | "，"
            | "．"
            | "）"
            | "」"
            | "』"
            | "】"
            | "〕"
            | "？"
            | "！"
            | "："
            | "；"
            | "ー"
    )
}

/// The byte ranges of the rows, without the spaces at which they were broken.
fn rows(flat: &str, first: usize, rest: usize) -> Vec<Range<usize>> {
    if flat.len() <= first && flat.is_ascii() {
        return std::iter::once(0..flat.len()).collect();
    }
    let mut rows = Vec::new();
    let (mut start, mut used, mut limit) = (0, 0, first);
    let (mut word, mut spaces, mut last) = (false, None, None::<Break>);
    // Where the row could have ended before the sign at which it can end now.
    let (mut held, mut opened) = (None, false);
    for (at, grapheme) in flat.grapheme_indices(true) {
        let (size, next) =
            (if grapheme.is_ascii() { 1 } else { grapheme.width() }, at + grapheme.len());
        if grapheme == " " {
            let end = *spaces.get_or_insert(at);
            used += 1;
            if word {
                last = Some(Break { end, next });
            }
            continue;
        }
        spaces = None;
        if closes(grapheme) && last.is_some_and(|last| last.end == at) {
            last = held.filter(|held: &Break| held.next > start);
        } else if word && size == 2 && !opened && last.is_none_or(|last| last.next < at) {
            last = Some(Break { end: at, next: at });
        }
        if used + size > limit && used > 0 {
            if let Some(found) = last.take() {
                rows.push(start..found.end);
                start = found.next;
                used = flat.get(start..at).map_or(0, text::width);
                limit = rest;
            }
            if used + size > limit && used > 0 {
                rows.push(start..at);
                (start, used, limit) = (at, 0, rest);
            }
        }
        used += size;
        word = true;
        opened = matches!(grapheme, "（" | "「" | "『" | "【" | "〔");
        if size == 2 && !opened {
            held = last;
            last = Some(Break { end: next, next });
        }
    }
    let end = if used > limit { flat.trim_end_matches(' ').len().max(start) } else { flat.len() };
    rows.push(start..end);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Stylize;

    fn shown(text: &str, width: usize) -> Vec<String> {
        wrap(&Line::raw(text), width, &[]).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(shown("the quick brown fox", 10), ["the quick", "brown fox"]);
        assert_eq!(shown("the quick", 9), ["the quick"]);
        assert_eq!(shown("  indented text", 10), ["  indented", "text"]);
        assert_eq!(shown("", 10), [""]);
    }

    #[test]
    fn words_longer_than_a_line_break_within() {
        assert_eq!(shown("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(shown("ab cdefghij", 4), ["ab", "cdef", "ghij"]);
    }

    #[test]
    fn wide_signs_break_anywhere_and_never_overflow() {
        assert_eq!(shown("漢字漢字", 5), ["漢字", "漢字"]);
        assert_eq!(shown("ab漢字cd", 4), ["ab漢", "字cd"]);
        assert_eq!(shown("a👩\u{200d}🚀b", 3), ["a👩\u{200d}🚀", "b"]);
        assert_eq!(shown("漢", 1), ["漢"]);
    }

    #[test]
    fn no_row_begins_with_a_sign_that_closes() {
        assert_eq!(shown("漢字漢字。漢", 8), ["漢字漢", "字。漢"]);
        assert_eq!(shown("漢字（漢字）。", 12), ["漢字（漢", "字）。"]);
        assert_eq!(shown("漢字（漢字", 7), ["漢字", "（漢字"]);
        assert_eq!(shown("。。。", 2), ["。", "。", "。"]);
    }

    #[test]
    fn styles_survive_and_rows_hang() {
        let line = Line::from(vec!["one ".bold(), "two three".italic()]);
        let rows = wrap(&line, 8, &["> ".dim()]);
        assert_eq!(
            rows,
            [
                Line::from(vec!["one ".bold(), "two".italic()]),
                Line::from(vec!["> ".dim(), "three".italic()]),
            ]
        );
    }

    proptest::proptest! {
        #[test]
        fn no_row_is_too_wide_and_no_word_is_lost(text in "[ a-z漢é👍。（）]{0,80}", width in 2usize..20) {
            let rows = shown(&text, width);
            for row in &rows {
                proptest::prop_assert!(text::width(row.trim_end()) <= width, "{row:?}");
            }
            let bare = |text: &str| text.replace(' ', "");
            proptest::prop_assert_eq!(bare(&rows.concat()), bare(&text));
        }
    }
}
