//! The panel as the screen holds it: which tab is in front, and what each of them remembers.

use std::collections::VecDeque;

use super::{Contents, Files, Find};
use crate::engine::{Language, StepId};
use crate::tui::explorer::Explorer;

/// One of the things that the panel shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Tab {
    /// The working folder.
    #[default]
    Files,
    /// What the kernels hold.
    Variables,
    /// The turns, steps and headings of the session.
    Contents,
    /// Find and replace over all steps.
    Find,
}

impl Tab {
    /// Every tab, from left to right.
    pub const ALL: [Self; 4] = [Self::Files, Self::Variables, Self::Contents, Self::Find];

    /// The tab so many places further, round and round.
    #[must_use]
    pub fn beside(self, by: isize) -> Self {
        let all = Self::ALL.len();
        Self::ALL[(self as usize + all).saturating_add_signed(by) % all]
    }
}

/// A place that only the next frame can find, because only it knows the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seek {
    /// The row of a chat entry that begins with these words.
    Words { entry: usize, text: String },
    /// The row of a line of a step's code, from 1.
    Line { step: StepId, line: usize },
}

/// The panel at the left.
#[derive(Debug, Default)]
pub struct Side {
    /// Whether it is there.
    pub open: bool,
    /// Which tab is in front.
    pub tab: Tab,
    /// The files.
    pub files: Files,
    /// The variables, once they were looked at.
    pub variables: Option<Explorer>,
    /// The contents.
    pub contents: Contents,
    /// Find and replace.
    pub find: Find,
    /// Where the next frame goes.
    pub seek: Option<Seek>,
    /// Changed steps that were confirmed and wait to run, in order.
    pub queue: VecDeque<(Language, String)>,
    /// The step of the queue that went last, by how many steps there were before.
    pub sent: Option<usize>,
    /// What was replaced last in code that waits: which step, its text before, and after.
    pub replaced: Option<(StepId, String, String)>,
    /// Ended steps when the folders were last read.
    pub(super) seen: Option<usize>,
}

impl Side {
    /// Lets no further changed step run.
    pub fn stop(&mut self) {
        self.queue.clear();
        self.sent = None;
    }

    /// Whether a line is being typed in it.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        match self.tab {
            Tab::Files => self.files.typing,
            Tab::Variables => self.variables.as_ref().is_some_and(|view| view.typing),
            Tab::Contents => self.contents.typing,
            Tab::Find => self.find.field.is_some(),
        }
    }

    /// Whether so many ended steps are news to the folders that are shown.
    pub fn has_news(&mut self, ended: usize) -> bool {
        self.seen.replace(ended) != Some(ended)
    }
}
