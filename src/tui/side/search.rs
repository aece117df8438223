//! Searching the code of all steps, and what they printed: bounded in time by bytes, in room by matches.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

use super::{Scope, Syntax};
use crate::engine::screen_text::ScreenText;
use crate::engine::{State, Step, StepId};

/// Matches that are listed.
const LISTED: usize = 500;
/// Bytes that one search looks through.
const LOOKED: usize = 8 << 20;
/// Bytes that a compiled pattern may take.
const COMPILED: usize = 1 << 20;
/// Lines of output that can be scrolled to.
const OUTPUT_LINES: usize = 10_000;
/// Letters of a line that are shown.
const LETTERS: usize = 160;

/// Where a match stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// In the code.
    Code,
    /// In what was printed.
    Output,
}

/// One line that matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// In which step.
    pub step: StepId,
    /// In which part of it.
    pub part: Part,
    /// Which line of that, from 1.
    pub line: usize,
    /// The line, from a little before the match on.
    pub text: String,
    /// The match in that text.
    pub at: Range<usize>,
}

/// A pattern that is ready to be used.
#[derive(Debug, Clone)]
pub struct Pattern(Regex);

impl Pattern {
    /// Of what was typed; capitals count where there is one. The error says what is wrong in one line.
    pub fn new(text: &str, syntax: Syntax) -> Result<Self, String> {
        let pattern = match syntax {
            Syntax::Plain => regex::escape(text),
            Syntax::Regex => text.to_owned(),
        };
        // `\D` is no capital.
        let mut escaped = false;
        let capitals = text.chars().any(|c| {
            let counts = c.is_uppercase() && !(escaped && syntax == Syntax::Regex);
            escaped = c == '\\' && !escaped;
            counts
        });
        RegexBuilder::new(&pattern)
            .case_insensitive(!capitals)
            .multi_line(true)
            .size_limit(COMPILED)
            .dfa_size_limit(COMPILED)
            .build()
            .map(Self)
            .map_err(|error| {
                let words = error.to_string();
                let last = words.lines().last().unwrap_or_default();
                last.trim_start_matches("error: ").to_owned()
            })
    }

    /// The text with every match replaced; `$1` stands for a group of a regular expression.
    #[must_use]
    pub fn replace(&self, text: &str, with: &str, syntax: Syntax) -> String {
        match syntax {
            Syntax::Plain => self.0.replace_all(text, regex::NoExpand(with)).into_owned(),
            Syntax::Regex => self.0.replace_all(text, with).into_owned(),
        }
    }

    /// The lines that match, the first match of each, and whether there are more than are listed.
    #[must_use]
    pub fn search(&self, state: &State, scope: Scope) -> (Vec<Match>, bool) {
        let (mut found, mut looked) = (Vec::new(), 0);
        for step in state.transcript().steps() {
            looked += step.code.len();
            self.lines(step.code.lines(), (step.id, Part::Code), &mut found);
            if scope == Scope::WithOutput {
                looked += step.output.head().len() + step.output.tail().len();
                let printed = printed(step);
                self.lines(printed.iter().map(String::as_str), (step.id, Part::Output), &mut found);
            }
            if found.len() > LISTED || looked > LOOKED {
                found.truncate(LISTED);
                return (found, true);
            }
        }
        (found, false)
    }

    fn lines<'a>(
        &self,
        lines: impl Iterator<Item = &'a str>,
        (step, part): (StepId, Part),
        found: &mut Vec<Match>,
    ) {
        for (n, line) in lines.enumerate() {
            if found.len() > LISTED {
                return;
            }
            let Some(hit) = self.0.find(line).filter(|hit| !hit.is_empty()) else { continue };
            let (text, at) = around(line, hit.range());
            found.push(Match { step, part, line: n + 1, text, at });
        }
    }
}

/// The lines of an output as its pane shows them.
fn printed(step: &Step) -> Vec<String> {
    let mut text = ScreenText::new(OUTPUT_LINES);
    text.push(step.output.head());
    text.push(step.output.tail());
    let whole =
        |n| text.line(n).map(|line| line.spans.iter().map(|span| span.text.as_str()).collect());
    (0..text.len()).filter_map(whole).collect()
}

/// A line without its indent, cut to a length that the match is within.
fn around(line: &str, hit: Range<usize>) -> (String, Range<usize>) {
    let indent = line.len() - line.trim_start().len();
    let start = indent.min(hit.start);
    let behind = line[start..].char_indices().nth(LETTERS).map_or(line.len(), |(at, _)| start + at);
    let start = if hit.end <= behind { start } else { hit.start };
    let text: String = line[start..].chars().take(LETTERS).collect();
    let end = (hit.end - start).min(text.len());
    (text, hit.start - start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_plain_unless_told_and_minds_capitals_only_where_it_has_some() {
        let plain = Pattern::new("a.b", Syntax::Plain).expect("plain");
        assert_eq!(plain.replace("A.b aXb", "$1", Syntax::Plain), "$1 aXb");
        let regex = Pattern::new("(a).b", Syntax::Regex).expect("a pattern");
        assert_eq!(regex.replace("a.b axb", "<$1>", Syntax::Regex), "<a> <a>");
        let exact = Pattern::new("Ab", Syntax::Plain).expect("plain");
        assert_eq!(exact.replace("ab Ab", "x", Syntax::Plain), "ab x");
        let class = Pattern::new("\\Sb", Syntax::Regex).expect("a pattern");
        assert_eq!(class.replace("AB", "x", Syntax::Regex), "x");
        let wrong = Pattern::new("(a", Syntax::Regex).expect_err("open");
        assert_eq!(wrong, "unclosed group");
        assert!(Pattern::new("(a{1000}){1000}", Syntax::Regex).is_err());
    }

    #[test]
    fn a_long_line_is_cut_around_its_match() {
        let line = format!("    {}needle{}", "x".repeat(500), "y".repeat(500));
        let (text, at) = around(&line, 504..510);
        assert_eq!(&text[at], "needle");
        assert_eq!(text.chars().count(), LETTERS);
        assert_eq!(around("  ab", 2..3), ("ab".into(), 0..1));
        assert_eq!(around("  ab", 1..3), (" ab".into(), 0..2));
    }
}
