//! What is selected in a text field, and changes that are taken back as a whole.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use tui_textarea::TextArea;

use super::{Editor, Handled};

impl Editor {
    /// Takes back the last change.
    pub fn undo(&mut self) -> Handled {
        let after = self.number();
        let handled = self.change(TextArea::undo);
        if let Some((before, _)) = self.wholes.iter().rfind(|whole| whole.1 == after).copied() {
            self.go_on(before, TextArea::undo);
        }
        handled
    }

    /// Does it again.
    pub fn redo(&mut self) -> Handled {
        let before = self.number();
        let handled = self.change(TextArea::redo);
        if let Some((_, after)) = self.wholes.iter().rfind(|whole| whole.0 == before).copied() {
            self.go_on(after, TextArea::redo);
        }
        handled
    }

    /// The other parts of a change, up to a text.
    fn go_on(&mut self, to: u64, step: fn(&mut TextArea<'static>) -> bool) {
        let most = 2;
        for _ in 0..most {
            if self.number() == to || !step(self.area.get_mut()) {
                return;
            }
        }
    }

    /// A number that stands for the text.
    fn number(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.area.borrow().lines().hash(&mut hasher);
        hasher.finish()
    }

    /// Begins to select where the cursor is, or ends it; whether it began.
    pub fn mark(&mut self) -> bool {
        self.marking = !self.marking;
        if self.marking {
            self.area.get_mut().start_selection();
        } else {
            self.area.get_mut().cancel_selection();
        }
        self.marking
    }

    /// Selects nothing.
    pub fn deselect(&mut self) {
        self.marking = false;
        self.area.get_mut().cancel_selection();
    }

    /// Selects from one line and character to another; the cursor is at the end.
    pub fn select(&mut self, from: (usize, usize), to: (usize, usize)) {
        self.deselect();
        self.go_to(from.0, from.1);
        self.area.get_mut().start_selection();
        self.go_to(to.0, to.1);
    }

    /// Where the selection begins and ends, if there is one.
    #[must_use]
    pub fn selection(&self) -> Option<((usize, usize), (usize, usize))> {
        self.area.borrow().selection_range().filter(|(from, to)| from != to)
    }

    /// The text of the selection, if there is one.
    #[must_use]
    pub fn selected(&self) -> Option<String> {
        let (from, to) = self.selection()?;
        let area = self.area.borrow();
        let lines = area.lines().get(from.0..=to.0)?;
        let last = lines.len() - 1;
        let part = |(n, line): (usize, &String)| -> String {
            let skip = if n == 0 { from.1 } else { 0 };
            let end = if n == last { to.1 } else { usize::MAX };
            line.chars().take(end).skip(skip).collect()
        };
        Some(lines.iter().enumerate().map(part).collect::<Vec<_>>().join("\n"))
    }

    /// Puts text in the place of the selection; one change.
    pub fn replace_selected(&mut self, text: &str) {
        let before = self.number();
        self.marking = false;
        if text.is_empty() {
            self.area.get_mut().delete_char();
        } else {
            self.insert_str(text);
        }
        self.wholes.push((before, self.number()));
    }

    /// Puts a text in the place of all; one change, and the cursor stays in its line.
    pub fn replace_text(&mut self, text: &str) {
        let (line, column) = self.cursor();
        self.area.get_mut().select_all();
        self.replace_selected(text);
        self.go_to(line, column);
    }
}
