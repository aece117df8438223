//! The lines of a whole output that are at hand: those around the place that is looked at, and the last.

use std::borrow::Cow;

use super::WholeNews;
use crate::engine::screen_text::{ScreenText, Sgr, TextLine, TextSpan};
use crate::engine::{Step, StepId};
use crate::words::{Locale, Shown};

/// Lines of memory's own text that stand behind the file.
const BEHIND: usize = 2000;
/// Lines beyond the ones in sight that should be at hand.
const MARGIN: usize = 50;
/// More lines than this are not shown from memory alone.
const IN_MEMORY: usize = 9_000;

/// Some lines of a text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Window {
    /// The number of the first.
    pub first: usize,
    /// The lines.
    pub lines: Vec<TextLine>,
}

impl Window {
    fn get(&self, at: usize) -> Option<&TextLine> {
        self.lines.get(at.checked_sub(self.first)?)
    }

    fn holds(&self, from: usize, to: usize) -> bool {
        self.first <= from && to <= self.first + self.lines.len()
    }
}

/// A whole output as far as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Pages {
    /// Whose output it is.
    pub step: StepId,
    bytes: u64,
    total: u64,
    /// Lines of the file; `None` before they were counted, or when it is gone.
    lines: Option<usize>,
    window: Window,
    last: Window,
    /// What was printed beyond the file.
    behind: Vec<TextLine>,
    locale: Locale,
}

impl Pages {
    /// The output of a step that memory does not hold whole but a file does; `None` otherwise.
    #[must_use]
    pub fn wanted(step: &Step, locale: Locale) -> Option<Self> {
        let output = &step.output;
        let file = output.file()?;
        let ends = |text: &str| text.bytes().filter(|byte| *byte == b'\n').count();
        let fits = output.omitted() == 0 && ends(output.head()) + ends(output.tail()) < IN_MEMORY;
        let pages = || Self {
            step: step.id,
            bytes: file.bytes,
            total: output.total(),
            lines: None,
            window: Window::default(),
            last: Window::default(),
            behind: behind(step, locale),
            locale,
        };
        (!fits).then(pages)
    }

    /// Whether these pages are those of the step as it is now.
    #[must_use]
    pub fn is_of(&self, step: &Step) -> bool {
        let bytes = step.output.file().map(|file| file.bytes);
        self.step == step.id && bytes == Some(self.bytes)
    }

    /// Takes in what was printed since.
    pub fn follow(&mut self, step: &Step) {
        if self.total != step.output.total() {
            self.total = step.output.total();
            self.behind = behind(step, self.locale);
        }
    }

    /// Takes in what was read.
    pub fn hear(&mut self, news: WholeNews) {
        match news {
            WholeNews::Counted { lines, last } => {
                self.lines = Some(lines);
                self.last = last;
            }
            WholeNews::Read(window) => self.window = window,
            WholeNews::Found(_) => {}
            WholeNews::Gone => self.lines = None,
        }
    }

    /// Whether there is something to show.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.lines.is_some()
    }

    /// Lines of the file, as far as they were counted.
    #[must_use]
    pub fn filed(&self) -> usize {
        self.lines.unwrap_or_default()
    }

    /// Number of lines.
    #[must_use]
    pub fn len(&self) -> usize {
        self.filed() + self.behind.len()
    }

    /// Whether there is no line.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A line; a sign of waiting where it was not read yet.
    #[must_use]
    pub fn line(&self, at: usize) -> Option<Cow<'_, TextLine>> {
        let lines = self.lines.unwrap_or_default();
        if at >= lines {
            return self.behind.get(at - lines).map(Cow::Borrowed);
        }
        let known = self.last.get(at).or_else(|| self.window.get(at));
        Some(known.map_or_else(|| Cow::Owned(waiting()), Cow::Borrowed))
    }

    /// Whether lines around these must be read.
    #[must_use]
    pub fn lacks(&self, top: usize, height: usize) -> bool {
        let Some(lines) = self.lines else { return false };
        let from = top.saturating_sub(MARGIN).min(lines);
        let to = (top + height + MARGIN).min(lines);
        from < to && !self.window.holds(from, to) && !self.last.holds(from, to)
    }
}

fn waiting() -> TextLine {
    let style = Sgr { dim: true, ..Sgr::default() };
    TextLine { spans: vec![TextSpan { text: "…".into(), style }] }
}

/// What was printed beyond the file: behind its end, or after so much that not all could be kept.
fn behind(step: &Step, locale: Locale) -> Vec<TextLine> {
    let output = &step.output;
    let mut text = ScreenText::new(BEHIND);
    if output.file().is_some_and(|file| file.whole) {
        let (head, tail) = output.since(output.filed());
        text.push(head);
        text.push(tail);
    } else {
        text.push(locale.text(Shown::EndOnly));
        text.push("\n");
        text.push(output.tail());
    }
    text.lines().map(Cow::into_owned).collect()
}
