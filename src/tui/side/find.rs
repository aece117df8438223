//! Find over all steps: what is looked for, where, and what was found.

use super::{Match, Pattern};
use crate::engine::State;
use crate::tui::line_edit::LineEdit;

/// How the words are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Syntax {
    /// As they stand.
    #[default]
    Plain,
    /// As a regular expression.
    Regex,
}

/// Where is looked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// In code.
    #[default]
    Code,
    /// In code, and in what it printed.
    WithOutput,
}

/// Which line is being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// What is looked for.
    Pattern,
    /// What takes its place.
    With,
}

/// What is looked for, and what was found.
#[derive(Debug, Default)]
pub struct Find {
    /// What is looked for.
    pub pattern: LineEdit,
    /// What takes its place.
    pub with: LineEdit,
    /// The line that takes the keys.
    pub field: Option<Field>,
    /// How the words are read.
    pub syntax: Syntax,
    /// Where is looked.
    pub scope: Scope,
    /// The lines that match.
    pub found: Vec<Match>,
    /// Whether there are more.
    pub more: bool,
    /// What is wrong with the pattern.
    pub wrong: Option<String>,
    /// The match under the cursor.
    pub chosen: usize,
    /// What `found` is the answer to.
    asked: Option<Asked>,
}

type Asked = (String, Syntax, Scope, u64);

impl Find {
    /// Searches again where the words, the place or the steps have changed.
    pub fn follow(&mut self, state: &State) {
        let asked =
            (self.pattern.text().to_owned(), self.syntax, self.scope, extent(state, self.scope));
        if self.asked.as_ref() == Some(&asked) {
            return;
        }
        let same =
            self.asked.as_ref().is_some_and(|before| (&before.0, before.1) == (&asked.0, asked.1));
        self.asked = Some(asked);
        (self.found, self.more, self.wrong) = (Vec::new(), false, None);
        if self.pattern.text().is_empty() {
            self.chosen = 0;
            return;
        }
        match Pattern::new(self.pattern.text(), self.syntax) {
            Ok(pattern) => (self.found, self.more) = pattern.search(state, self.scope),
            Err(wrong) => self.wrong = Some(wrong),
        }
        let last = self.found.len().saturating_sub(1);
        self.chosen = if same { self.chosen.min(last) } else { 0 };
    }

    /// Moves the cursor.
    pub fn step(&mut self, by: isize) {
        let last = self.found.len().saturating_sub(1);
        self.chosen = self.chosen.saturating_add_signed(by).min(last);
    }

    /// The line that is being typed.
    pub fn line(&mut self) -> Option<&mut LineEdit> {
        match self.field? {
            Field::Pattern => Some(&mut self.pattern),
            Field::With => Some(&mut self.with),
        }
    }
}

/// Grows with all that is searched.
fn extent(state: &State, scope: Scope) -> u64 {
    // Only the last step's code can still change.
    let last =
        state.transcript().steps().next_back().map(|step| super::replace::digest(&step.code));
    let of = |n: u64, step: &crate::engine::Step| {
        let printed = if scope == Scope::WithOutput { step.output.total() } else { 0 };
        n.wrapping_mul(31).wrapping_add(u64::from(step.id.0)).wrapping_add(printed)
    };
    state.transcript().steps().fold(last.unwrap_or(1), of)
}
