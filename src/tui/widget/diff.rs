//! What an edit changed, line by line and word by word.

use std::ops::Range;

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use similar::{ChangeTag, DiffOp, DiffTag, TextDiff};
use unicode_segmentation::UnicodeSegmentation;

use super::text;
use crate::tui::theme::Theme;

/// How many lines an edit brought in and took out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Lines brought in.
    pub added: usize,
    /// Lines taken out.
    pub removed: usize,
}

/// Counts the lines that differ.
#[must_use]
pub fn tally(old: &str, new: &str) -> Tally {
    let mut tally = Tally::default();
    for op in TextDiff::from_lines(old, new).ops().iter().filter(|op| op.tag() != DiffTag::Equal) {
        tally.removed += op.old_range().len();
        tally.added += op.new_range().len();
    }
    tally
}

/// Both texts in one: `+` and `-` lines with the old and new line numbers, changed words emphasised.
#[must_use]
pub fn unified(old: &str, new: &str, theme: &Theme) -> Vec<Line<'static>> {
    let (olds, news): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let digits = olds.len().max(news.len()).max(1).to_string().len();
    let page = Page { olds: &olds, news: &news, digits, theme };
    let diff = TextDiff::from_slices(&olds, &news);
    diff.ops().iter().flat_map(|op| page.part(op)).collect()
}

/// The cells before the text of each line of [`unified`].
#[must_use]
pub fn gutter(old: &str, new: &str) -> usize {
    let digits = old.lines().count().max(new.lines().count()).max(1).to_string().len();
    2 * digits + 4
}

/// Both texts, and how they are shown.
struct Page<'a> {
    olds: &'a [&'a str],
    news: &'a [&'a str],
    digits: usize,
    theme: &'a Theme,
}

impl Page<'_> {
    fn part(&self, op: &DiffOp) -> Vec<Line<'static>> {
        let (olds, news) = (op.old_range(), op.new_range());
        if op.tag() == DiffTag::Equal {
            let plain = |(old, new): (usize, usize)| {
                let text = vec![Span::styled(
                    text::sanitize(self.news[new]).into_owned(),
                    self.theme.ui.text,
                )];
                self.line(' ', Some(old), Some(new), self.theme.ui.text, text)
            };
            return olds.zip(news).map(plain).collect();
        }
        let words = |range: &Range<usize>, other: &Range<usize>, n: usize, tag| {
            // Lines of a rewritten part are compared in pairs; a line without a partner is new as a whole.
            let partner = (op.tag() == DiffTag::Replace).then(|| other.start + n - range.start);
            let partner = partner.filter(|partner| other.contains(partner));
            let pair = match tag {
                ChangeTag::Delete => (Some(self.olds[n]), partner.map(|n| self.news[n])),
                _ => (partner.map(|n| self.olds[n]), Some(self.news[n])),
            };
            self.words(pair, tag)
        };
        let removed = olds.clone().map(|n| {
            let spans = words(&olds, &news, n, ChangeTag::Delete);
            self.line('-', Some(n), None, self.theme.ui.removed, spans)
        });
        let added = news.clone().map(|n| {
            let spans = words(&news, &olds, n, ChangeTag::Insert);
            self.line('+', None, Some(n), self.theme.ui.added, spans)
        });
        removed.chain(added).collect()
    }

    /// One side of a pair of lines, its own words emphasised.
    fn words(&self, pair: (Option<&str>, Option<&str>), side: ChangeTag) -> Vec<Span<'static>> {
        let style =
            if side == ChangeTag::Delete { self.theme.ui.removed } else { self.theme.ui.added };
        let clean = |text: &str| text::sanitize(text).into_owned();
        match pair {
            (Some(old), Some(new)) => {
                let strong = style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
                let words = [old, new].map(|text| text.split_word_bounds().collect::<Vec<_>>());
                let diff = TextDiff::from_slices(&words[0], &words[1]);
                // Where most is different, emphasis on nearly every word would tell nothing.
                let strong = if diff.ratio() < 0.4 { style } else { strong };
                diff.iter_all_changes()
                    .filter(|change| change.tag() == ChangeTag::Equal || change.tag() == side)
                    .map(|change| {
                        let style = if change.tag() == side { strong } else { style };
                        Span::styled(clean(change.value()), style)
                    })
                    .collect()
            }
            (Some(one), None) | (None, Some(one)) => vec![Span::styled(clean(one), style)],
            (None, None) => Vec::new(),
        }
    }

    fn line(
        &self,
        sign: char,
        old: Option<usize>,
        new: Option<usize>,
        style: Style,
        spans: Vec<Span<'static>>,
    ) -> Line<'static> {
        let number = |n: Option<usize>| n.map_or(String::new(), |n| (n + 1).to_string());
        let (old, new, digits) = (number(old), number(new), self.digits);
        let numbers = format!("{old:>digits$} {new:>digits$} ");
        let head = [
            Span::styled(numbers, self.theme.ui.line_number),
            Span::styled(format!("{sign} "), style),
        ];
        Line::from(head.into_iter().chain(spans).collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme() -> Theme {
        Theme::built_in("midnight").expect("known").expect("usable")
    }

    #[test]
    fn changed_added_and_kept_lines_are_told_apart_by_signs() {
        let lines =
            unified("a = 1\nb = 2\nprint(a)\n", "a = 1\nb = 3\nprint(a)\nprint(b)\n", &theme());
        let shown: Vec<_> = lines.iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            ["1 1   a = 1", "2   - b = 2", "  2 + b = 3", "3 3   print(a)", "  4 + print(b)"]
        );
        let strong: Vec<_> = lines[2]
            .spans
            .iter()
            .filter(|span| span.style.add_modifier.contains(Modifier::UNDERLINED))
            .map(|span| span.content.as_ref())
            .collect();
        assert_eq!(strong, ["3"]);
    }

    #[test]
    fn the_tally_counts_both_sides() {
        assert_eq!(tally("a\nb\nc\n", "a\nx\ny\nc\n"), Tally { added: 2, removed: 1 });
        assert_eq!(tally("same", "same"), Tally::default());
        assert_eq!(tally("", "a\n"), Tally { added: 1, removed: 0 });
    }
}
