//! How well texts fit what was typed, and by which letters; the only file that names the matcher underneath.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// What was typed, ready to be compared; its words may stand in any order.
#[derive(Debug)]
pub struct Fuzzy {
    matcher: Matcher,
    pattern: Pattern,
    letters: Vec<char>,
    found: Vec<u32>,
}

/// How a text fits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fit {
    /// More is better; 0 where nothing was typed.
    pub score: u32,
    /// The characters that fit, by number, in order.
    pub letters: Vec<usize>,
}

impl Fuzzy {
    /// Capitals count only where some are typed.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        Self {
            matcher: Matcher::new(Config::DEFAULT),
            pattern: Pattern::parse(&literal(typed), CaseMatching::Smart, Normalization::Smart),
            letters: Vec::new(),
            found: Vec::new(),
        }
    }

    /// How a text fits; `None` where it lacks a letter.
    pub fn fit(&mut self, text: &str) -> Option<Fit> {
        self.found.clear();
        let text = Utf32Str::new(text, &mut self.letters);
        let score = self.pattern.indices(text, &mut self.matcher, &mut self.found)?;
        let mut letters: Vec<usize> = self.found.iter().map(|at| *at as usize).collect();
        letters.sort_unstable();
        letters.dedup();
        Some(Fit { score, letters })
    }
}

/// `^`, `!`, `'` and `$` stand for themselves: nobody who looks for a command means a pattern.
fn literal(typed: &str) -> String {
    let words = typed.split_whitespace().map(|word| {
        let word = match word.strip_suffix('$') {
            Some(before) => format!("{before}\\$"),
            None => word.to_owned(),
        };
        if word.starts_with(['^', '!', '\'']) { format!("\\{word}") } else { word }
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_in_order_fit_and_words_in_any_order() {
        assert_eq!(Fuzzy::new("thm").fit("Themes").map(|fit| fit.letters), Some(vec![0, 1, 3]));
        assert!(Fuzzy::new("step next").fit("Next step").is_some());
        assert!(Fuzzy::new("mht").fit("Themes").is_none());
        assert_eq!(Fuzzy::new("").fit("anything"), Some(Fit::default()));
    }

    #[test]
    fn signs_are_letters_too_and_none_makes_it_fail() {
        assert!(Fuzzy::new("$editor").fit("Edit it in $EDITOR").is_some());
        for odd in ["^", "!", "'", "$", "\\", "!!", "^x$", "日本", "\u{0}"] {
            Fuzzy::new(odd).fit("Edit ^ ! ' $ \\ 日本語");
        }
        assert!(Fuzzy::new("日語").fit("日本語").is_some());
    }
}
