//! Code changed line by line, for where no screen shows it.

use crate::engine::StepId;

/// Code that is being changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    /// Whose code it is.
    pub(super) step: StepId,
    lines: Vec<String>,
}

/// What came of one line of the editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Changed {
    /// This line is so now, or gone; number and text.
    Line(usize, Option<String>),
    /// The whole is asked for.
    Show,
    /// Back to the question with this code.
    Done(String),
    /// Back to the question with the code as it was.
    Discarded,
    /// It was no wish that is understood.
    Unclear,
}

impl Draft {
    pub(super) fn new(step: StepId, code: &str) -> Self {
        Self { step, lines: code.lines().map(str::to_owned).collect() }
    }

    pub(super) fn text(&self) -> String {
        self.lines.join("\n")
    }

    /// Does what the line says.
    pub(super) fn change(&mut self, line: &str) -> Changed {
        match line.trim() {
            "." => return Changed::Done(self.text()),
            "q" => return Changed::Discarded,
            "p" => return Changed::Show,
            _ => {}
        }
        let line = line.trim_start();
        let sign = line.chars().next().filter(|c| matches!(c, '+' | '-'));
        let rest = line.trim_start_matches(['+', '-']);
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, text) = rest.split_at(digits);
        let Ok(number) = number.parse::<usize>() else { return Changed::Unclear };
        // One blank parts the number from the text; further ones are its own.
        let text = text.strip_prefix(' ').unwrap_or(text).to_owned();
        match sign {
            Some('+') if number <= self.lines.len() => {
                self.lines.insert(number, text.clone());
                Changed::Line(number + 1, Some(text))
            }
            Some('-') if (1..=self.lines.len()).contains(&number) && text.is_empty() => {
                self.lines.remove(number - 1);
                Changed::Line(number, None)
            }
            None if (1..=self.lines.len()).contains(&number) => {
                self.lines[number - 1].clone_from(&text);
                Changed::Line(number, Some(text))
            }
            _ => Changed::Unclear,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_replaced_added_and_taken_away() {
        let mut draft = Draft::new(StepId(1), "for x in y:\n    print(x)");
        assert_eq!(
            draft.change("2     print(x, 1)"),
            Changed::Line(2, Some("    print(x, 1)".into()))
        );
        assert_eq!(draft.change("+0 y = [1]"), Changed::Line(1, Some("y = [1]".into())));
        assert_eq!(draft.change("-2"), Changed::Line(2, None));
        assert_eq!(draft.change("+2 print(y)"), Changed::Line(3, Some("print(y)".into())));
        for unclear in ["", "9 x", "-9", "+9 x", "a", "yes"] {
            assert_eq!(draft.change(unclear), Changed::Unclear, "{unclear:?}");
        }
        assert_eq!(draft.change("."), Changed::Done("y = [1]\n    print(x, 1)\nprint(y)".into()));
        assert_eq!(draft.change("q"), Changed::Discarded);
    }
}
