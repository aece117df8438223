//! Code with its meanings marked: line by line, so that a growing text costs only its last line.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use ratatui::text::{Line, Span};

use super::grammar::{Grammars, Marks, Standing};
use super::text;
use crate::tui::theme::{Theme, Token};

/// Lines beyond stay plain.
const MANY_LINES: usize = 5000;

/// The grammars; cheap to clone, loaded at first use.
#[derive(Debug, Clone, Default)]
pub struct Highlighter {
    grammars: Arc<OnceLock<Grammars>>,
}

impl Highlighter {
    /// Loads the grammars and uses the common ones once, which takes a moment: call it from a thread.
    pub fn warm(&self) {
        let samples = [
            (
                "python",
                "import os\n@a\nclass A(B):\n    def f(self, x: int = 1) -> str:\n        return f\"{x:>3}\" # c\n",
            ),
            ("bash", "for f in *.txt; do echo \"${f%.txt}\" | grep -v 'x' > /dev/null; done # c\n"),
        ];
        for (language, text) in samples {
            Document::new(language).update(self, text);
        }
    }

    /// Marks a whole text at once, made harmless; plain where the language is unknown.
    #[must_use]
    pub fn highlight(&self, language: &str, code: &str, theme: &Theme) -> Vec<Line<'static>> {
        let mut document = Document::new(language);
        let code = text::sanitize(code);
        document.update(self, code.strip_suffix('\n').unwrap_or(&code));
        (0..document.len()).map(|line| document.line(line, theme)).collect()
    }

    fn grammars(&self) -> &Grammars {
        self.grammars.get_or_init(Grammars::load)
    }
}

/// A text that changes, with its marks kept.
#[derive(Debug, Clone)]
pub struct Document {
    language: String,
    lines: Vec<Marked>,
}

#[derive(Debug, Clone)]
struct Marked {
    text: String,
    marks: Marks,
    /// `None` in a language without a grammar.
    after: Option<Standing>,
}

impl Document {
    /// An empty text in a language: `python`, `bash`, `javascript`, `json`, `markdown`, or the name or file ending of
    /// another grammar.
    #[must_use]
    pub fn new(language: &str) -> Self {
        Self { language: language.to_owned(), lines: Vec::new() }
    }

    /// Takes over a new text; only what changed is marked anew. A final line end starts an empty line.
    /// What is drawn from it should have been through [`text::sanitize`].
    pub fn update(&mut self, highlighter: &Highlighter, text: &str) {
        let lines: Vec<&str> = text.split('\n').collect();
        let same = lines.iter().zip(&self.lines).take_while(|(new, old)| **new == old.text).count();
        if same == lines.len() && same == self.lines.len() {
            return;
        }
        let grammars = highlighter.grammars();
        let start = grammars.start(&self.language);
        let old = self.lines.split_off(same);
        // The old lines that return at the end serve again, once the parser stands where it stood before them.
        let (new_rest, old_rest) = (lines.len() - same, old.len());
        let end =
            lines.iter().rev().zip(old.iter().rev()).take_while(|(new, old)| **new == old.text);
        let returning = end.count().min(new_rest).min(old_rest);
        let before_old = self.lines.last().map_or_else(|| start.clone(), |line| line.after.clone());
        let mut standing = before_old.clone();
        for (n, line) in lines.iter().enumerate().skip(same) {
            let left = lines.len() - n;
            if left <= returning && lines.len().max(same + old_rest) <= MANY_LINES {
                let twin = old_rest - left;
                let stood = if twin == 0 { &before_old } else { &old[twin - 1].after };
                if *stood == standing {
                    self.lines.extend(old.into_iter().skip(twin));
                    return;
                }
            }
            let marks = match &mut standing {
                Some(standing) if n < MANY_LINES => grammars.mark(line, standing),
                _ => Vec::new(),
            };
            self.lines.push(Marked { text: (*line).to_owned(), marks, after: standing.clone() });
        }
    }

    /// How many lines there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether nothing was ever taken over.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The marks of one line, in bytes of it; what is not marked is plain.
    #[must_use]
    pub fn tokens(&self, line: usize) -> &[(Range<usize>, Token)] {
        self.lines.get(line).map_or(&[], |line| &line.marks)
    }

    /// One line in the look of a theme.
    #[must_use]
    pub fn line(&self, line: usize, theme: &Theme) -> Line<'static> {
        let Some(line) = self.lines.get(line) else { return Line::default() };
        let mut spans = Vec::new();
        let mut push = |range: Range<usize>, token| {
            if let Some(text) = line.text.get(range).filter(|text| !text.is_empty()) {
                spans.push(Span::styled(text.to_owned(), theme.token(token)));
            }
        };
        let mut at = 0;
        for (range, token) in &line.marks {
            push(at..range.start, Token::Plain);
            push(range.clone(), *token);
            at = range.end;
        }
        push(at..line.text.len(), Token::Plain);
        Line::from(spans)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marked(language: &str, text: &str) -> Document {
        let mut document = Document::new(language);
        document.update(&Highlighter::default(), text);
        document
    }

    fn words(language: &str, text: &str) -> Vec<(String, Token)> {
        let document = marked(language, text);
        let line = |n: usize| {
            let text = &document.lines[n].text;
            document.tokens(n).iter().map(|(range, token)| (text[range.clone()].to_owned(), *token))
        };
        (0..document.len()).flat_map(line).collect()
    }

    #[test]
    fn python_gets_its_meanings() {
        let found = words(
            "python",
            "def area(r):  # a circle\n    return 3.14 * r ** 2 if r else None\nprint('x')",
        );
        for expected in [
            ("def", Token::Keyword),
            ("area", Token::Function),
            ("# a circle", Token::Comment),
            ("return", Token::Keyword),
            ("3.14", Token::Number),
            ("*", Token::Operator),
            ("None", Token::Constant),
            ("print", Token::Function),
            ("'x'", Token::String),
        ] {
            assert!(
                found.contains(&(expected.0.to_owned(), expected.1)),
                "{expected:?} in {found:?}"
            );
        }
    }

    #[test]
    fn the_languages_of_the_program_have_grammars() {
        for (language, text) in [
            ("bash", "echo \"$HOME\""),
            ("sh", "echo 'a'"),
            ("javascript", "let a = 'x';"),
            ("json", "{\"a\": 1}"),
            ("markdown", "# Title"),
            ("Python3", "import os"),
        ] {
            assert!(!words(language, text).is_empty(), "{language}");
        }
        assert!(words("no such language", "def x").is_empty());
        assert!(words("", "def x").is_empty());
    }

    #[test]
    fn a_line_that_is_data_stays_plain_and_harms_no_other() {
        let document = marked("python", &format!("x = 1\ny = '{}'\nz = 2", "a".repeat(3000)));
        assert!(document.tokens(1).is_empty());
        assert_eq!(document.tokens(2), marked("python", "z = 2").tokens(0));
    }

    fn code() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("\n"),
            Just("\"\"\""),
            Just("'"),
            Just("def f(x):"),
            Just("    "),
            Just("# ü"),
            Just("x = f'{y}'"),
            Just("("),
            Just(")"),
            Just("\\"),
            Just("漢"),
            Just("return 1"),
        ];
        proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn marks_kept_over_edits_equal_marks_made_at_once(versions in proptest::collection::vec(code(), 1..5)) {
            let highlighter = Highlighter::default();
            let mut document = Document::new("python");
            for text in versions {
                for end in [text.len() / 2, text.len()] {
                    let cut = (0..=end).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
                    document.update(&highlighter, &text[..cut]);
                    let mut whole = Document::new("python");
                    whole.update(&highlighter, &text[..cut]);
                    let seen = |document: &Document| -> Vec<_> {
                        document.lines.iter().map(|line| (line.text.clone(), line.marks.clone())).collect()
                    };
                    prop_assert_eq!(seen(&document), seen(&whole));
                }
            }
        }
    }
}
