//! Lines that were wrapped and marked before, by content, width and theme; a cold cache draws the same frame.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher as _};
use std::rc::Rc;

use ratatui::text::Line;

use crate::engine::StepId;
use crate::engine::screen_text::ScreenText;
use crate::tui::widget::highlight::{Document, Highlighter};
use crate::words::{Locale, Shown};

/// Entries of the chat that are kept; the oldest use is forgotten by starting anew.
const KEPT: usize = 4096;
/// Layouts of figures, tables and documents that are kept.
const DISPLAYS: usize = 64;
/// Lines of output that can be scrolled back to.
const OUTPUT_LINES: usize = 10_000;

/// Rows ready to be drawn.
pub(super) type Rows = Rc<Vec<Line<'static>>>;

/// What was drawn before.
#[derive(Debug, Default)]
pub struct Cache {
    /// The grammars; shared with whoever warms them up.
    pub highlighter: Highlighter,
    chat: RefCell<HashMap<usize, (u64, Rows)>>,
    code: RefCell<Option<(u64, Rows)>>,
    told: RefCell<Option<(u64, Rows)>>,
    document: RefCell<Option<(String, Document)>>,
    output: RefCell<Option<Printed>>,
    displays: RefCell<HashMap<u64, Rows>>,
}

/// The output of one step, as far as it was read.
struct Printed {
    step: StepId,
    total: u64,
    omitted: u64,
    text: ScreenText,
}

impl std::fmt::Debug for Printed {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Printed").field("step", &self.step).finish_non_exhaustive()
    }
}

/// A number for anything that can be hashed.
pub(super) fn key(of: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

impl Cache {
    /// The rows of a chat entry.
    pub(super) fn chat(
        &self,
        entry: usize,
        key: u64,
        build: impl FnOnce() -> Vec<Line<'static>>,
    ) -> Rows {
        if let Some((known, rows)) = self.chat.borrow().get(&entry)
            && *known == key
        {
            return Rc::clone(rows);
        }
        let rows = Rc::new(build());
        let mut chat = self.chat.borrow_mut();
        if chat.len() >= KEPT {
            chat.clear();
        }
        chat.insert(entry, (key, Rc::clone(&rows)));
        rows
    }

    /// The rows of the code pane.
    pub(super) fn code(&self, key: u64, build: impl FnOnce() -> Vec<Line<'static>>) -> Rows {
        only(&self.code, key, build)
    }

    /// The rows of what the model is told.
    pub(super) fn told(&self, key: u64, build: impl FnOnce() -> Vec<Line<'static>>) -> Rows {
        only(&self.told, key, build)
    }

    /// The rows of something that a step showed; `key` says what and how.
    pub(super) fn display(&self, key: u64, build: impl FnOnce() -> Vec<Line<'static>>) -> Rows {
        if let Some(rows) = self.displays.borrow().get(&key) {
            return Rc::clone(rows);
        }
        let rows = Rc::new(build());
        let mut displays = self.displays.borrow_mut();
        if displays.len() >= DISPLAYS {
            displays.clear();
        }
        displays.insert(key, Rc::clone(&rows));
        rows
    }

    /// Marks a text that may have grown since the last call.
    pub(super) fn with_document<T>(
        &self,
        language: &str,
        text: &str,
        then: impl FnOnce(&Document) -> T,
    ) -> T {
        let mut kept = self.document.borrow_mut();
        kept.take_if(|(known, _)| known != language);
        let (_, document) =
            kept.get_or_insert_with(|| (language.to_owned(), Document::new(language)));
        document.update(&self.highlighter, text);
        then(document)
    }

    /// What a step printed, read on from where the last frame stopped.
    pub(super) fn with_output<T>(
        &self,
        step: StepId,
        output: &crate::engine::output::Output,
        locale: Locale,
        then: impl FnOnce(&ScreenText) -> T,
    ) -> T {
        let mut kept = self.output.borrow_mut();
        kept.take_if(|printed| {
            printed.step != step
                || printed.omitted != output.omitted()
                || printed.total > output.total()
        });
        let (total, omitted) = (output.total(), output.omitted());
        let printed = kept.get_or_insert_with(|| Printed {
            step,
            total: 0,
            omitted,
            text: ScreenText::new(OUTPUT_LINES),
        });
        let kept_bytes = (output.head().len() + output.tail().len()) as u64;
        if printed.total == 0 {
            printed.text.push(output.head());
            if omitted > 0 {
                printed.text.push(&gap(omitted, output, locale));
            }
            printed.text.push(output.tail());
        } else if printed.total < total {
            let new = (total - printed.total).min(kept_bytes);
            push_last(&mut printed.text, output, usize::try_from(new).unwrap_or(usize::MAX));
        }
        printed.total = total;
        then(&printed.text)
    }
}

/// The rows of the last key.
fn only(
    kept: &RefCell<Option<(u64, Rows)>>,
    key: u64,
    build: impl FnOnce() -> Vec<Line<'static>>,
) -> Rows {
    if let Some((known, rows)) = &*kept.borrow()
        && *known == key
    {
        return Rc::clone(rows);
    }
    let rows = Rc::new(build());
    *kept.borrow_mut() = Some((key, Rc::clone(&rows)));
    rows
}

/// What stands where the middle is missing.
fn gap(omitted: u64, output: &crate::engine::output::Output, locale: Locale) -> String {
    let text = match output.file() {
        Some(file) => locale.fill(Shown::LeftOut, &[&omitted, &file.path]),
        None => locale.fill(Shown::NotKept, &[&omitted]),
    };
    format!("\n{text}\n")
}

/// The last `bytes` of head and tail together.
fn push_last(text: &mut ScreenText, output: &crate::engine::output::Output, bytes: usize) {
    let from_head = bytes.saturating_sub(output.tail().len());
    let head = output.head();
    text.push(head.get(head.len().saturating_sub(from_head)..).unwrap_or_default());
    let tail = output.tail();
    text.push(tail.get(tail.len().saturating_sub(bytes)..).unwrap_or_default());
}
