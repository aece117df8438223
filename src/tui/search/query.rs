//! What is looked for: capitals count only where some were typed, and a match may go on in the next row.

use std::ops::Range;

use regex::{Regex, RegexBuilder, bytes};

/// Longer words than this are no words to look for.
const LONGEST: usize = 200;

/// Words to look for.
#[derive(Debug, Clone)]
pub struct Query {
    text: String,
    /// Finds it in rows that are joined by line ends.
    rows: Regex,
    /// The same where rows are not joined.
    exact: Regex,
    /// Finds it in bytes of a file.
    bytes: bytes::Regex,
    /// Finds its longest word: a text without that need not be looked at closely.
    word: Option<Regex>,
}

impl PartialEq for Query {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Query {}

impl Query {
    /// `None` where nothing was typed.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text: String = text.chars().take(LONGEST).collect();
        if text.is_empty() {
            return None;
        }
        let folds = !text.chars().any(char::is_uppercase);
        let build = |pattern: &str| RegexBuilder::new(pattern).case_insensitive(folds).build().ok();
        let word = text.split(|c: char| !c.is_alphanumeric()).max_by_key(|word| word.len());
        let word = word.filter(|word| !word.is_empty()).map(regex::escape);
        Some(Self {
            rows: build(&over_rows(&text))?,
            exact: build(&regex::escape(&text))?,
            bytes: bytes::RegexBuilder::new(&regex::escape(&text))
                .case_insensitive(folds)
                .build()
                .ok()?,
            word: word.and_then(|word| build(&word)),
            text,
        })
    }

    /// What was typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where it stands sign by sign, blanks as they were typed.
    pub fn find_exact<'q>(&'q self, text: &'q str) -> impl Iterator<Item = Range<usize>> + 'q {
        self.exact.find_iter(text).map(|found| found.range())
    }

    /// Where it stands in rows that are joined by line ends, or in one line.
    pub fn find<'q>(&'q self, text: &'q str) -> impl Iterator<Item = Range<usize>> + 'q {
        self.rows.find_iter(text).map(|found| found.range()).filter(|range| !range.is_empty())
    }

    /// Whether a text can contain it, however that is laid out.
    #[must_use]
    pub fn may_be_in(&self, text: &str) -> bool {
        self.word.as_ref().is_none_or(|word| word.is_match(text))
    }

    /// How often bytes of a line contain it.
    #[must_use]
    pub fn count_in(&self, line: &[u8]) -> usize {
        self.bytes.find_iter(line).count()
    }

    /// Where bytes of a file contain it next.
    #[must_use]
    pub fn next_in(&self, bytes: &[u8]) -> Option<Range<usize>> {
        self.bytes.find(bytes).map(|found| found.range())
    }
}

/// A row may end between any two signs, and at spaces it ends without one.
fn over_rows(text: &str) -> String {
    let mut pattern = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == ' ' {
            while chars.next_if_eq(&' ').is_some() {}
            pattern.push_str("[ \n]+");
            continue;
        }
        pattern.push_str(&regex::escape(c.encode_utf8(&mut [0; 4])));
        if chars.peek().is_some_and(|next| *next != ' ') {
            pattern.push_str("\n?");
        }
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(query: &str, text: &str) -> Vec<String> {
        let query = Query::new(query).expect("words");
        query.find(text).map(|range| text[range].to_owned()).collect()
    }

    #[test]
    fn capitals_count_only_where_some_were_typed() {
        assert_eq!(found("total", "Total TOTAL total"), ["Total", "TOTAL", "total"]);
        assert_eq!(found("Total", "Total TOTAL total"), ["Total"]);
        assert_eq!(found("größe", "GRÖSSE Größe"), ["Größe"]);
        assert!(Query::new("").is_none());
    }

    #[test]
    fn signs_mean_themselves_and_a_match_goes_on_in_the_next_row() {
        assert_eq!(found("a.(b", "a.(b axxb"), ["a.(b"]);
        assert_eq!(found("quick brown", "the quick\nbrown fox"), ["quick\nbrown"]);
        assert_eq!(found("漢字", "漢\n字"), ["漢\n字"]);
    }

    #[test]
    fn a_text_without_its_longest_word_is_passed_over() {
        let query = Query::new("the Answer is").expect("words");
        assert!(query.may_be_in("Answer") && !query.may_be_in("the is"));
        assert!(Query::new("==").expect("signs").may_be_in("anything"));
    }
}
