//! One line of text that is being typed: a rejection's reason, or a program's input.

use unicode_segmentation::UnicodeSegmentation as _;

use super::Action;

/// A line and the place of its cursor, in bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineEdit {
    text: String,
    at: usize,
}

impl LineEdit {
    /// What was typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands before the cursor.
    #[must_use]
    pub fn before(&self) -> &str {
        &self.text[..self.at]
    }

    /// Types text; control characters are left out, line ends become spaces.
    pub fn insert(&mut self, text: &str) {
        let clean: String = text
            .chars()
            .filter_map(|c| match c {
                '\n' | '\t' => Some(' '),
                c if c.is_control() => None,
                c => Some(c),
            })
            .collect();
        self.text.insert_str(self.at, &clean);
        self.at += clean.len();
    }

    /// Whether an action moves or deletes in a line.
    #[must_use]
    pub fn takes(action: Action) -> bool {
        matches!(
            action,
            Action::Left
                | Action::Right
                | Action::LineStart
                | Action::LineEnd
                | Action::Backspace
                | Action::Delete
                | Action::DeleteWord
                | Action::DeleteToStart
                | Action::DeleteToEnd
        )
    }

    /// Moves or deletes; other actions do nothing.
    pub fn act(&mut self, action: Action) {
        match action {
            Action::Left => self.at = self.previous(),
            Action::Right => self.at = self.next(),
            Action::LineStart => self.at = 0,
            Action::LineEnd => self.at = self.text.len(),
            Action::Backspace => self.delete_from(self.previous()),
            Action::Delete => {
                let next = self.next();
                self.text.replace_range(self.at..next, "");
            }
            Action::DeleteWord => {
                let kept = self.before().trim_end();
                self.delete_from(kept.rfind(' ').map_or(0, |space| space + 1));
            }
            Action::DeleteToStart => self.delete_from(0),
            Action::DeleteToEnd => self.text.truncate(self.at),
            _ => {}
        }
    }

    fn delete_from(&mut self, from: usize) {
        self.text.replace_range(from..self.at, "");
        self.at = from;
    }

    fn previous(&self) -> usize {
        self.before().grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn next(&self) -> usize {
        let rest = self.text[self.at..].graphemes(true).next().map_or(0, str::len);
        self.at + rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_characters_are_deleted_and_control_characters_never_enter() {
        let mut line = LineEdit::default();
        line.insert("no: e\u{301}\u{1b}[2J\n👨‍👩‍👧");
        assert_eq!(line.text(), "no: e\u{301}[2J 👨‍👩‍👧");
        line.act(Action::Backspace);
        line.act(Action::DeleteWord);
        assert_eq!(line.text(), "no: ");
        line.act(Action::LineStart);
        line.act(Action::Right);
        line.act(Action::Delete);
        assert_eq!((line.text(), line.before()), ("n: ", "n"));
    }
}
