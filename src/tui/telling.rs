//! A look at what the model is told of a step, and the user's words that may take its place.

use std::time::Duration;

use super::review::GRACE;
use super::scroll::Scroll;
use super::widget::editor::Editor;
use crate::engine::{Phase, State, StepId};

/// The overlay over the panes.
#[derive(Debug)]
pub struct Telling {
    /// Which step.
    pub step: StepId,
    /// Where it stands in the text.
    pub scroll: Scroll,
    /// The user's words, taken back from the editor and not sent.
    pub draft: Option<String>,
    /// The words being changed.
    pub editor: Option<Box<Editor>>,
    /// Asks whether words that were not sent may be lost.
    pub leaving: bool,
    /// Since when what can be sent now has been on screen.
    pub drawn: Option<Duration>,
}

impl Telling {
    /// A look at this step.
    #[must_use]
    pub fn at(step: StepId) -> Self {
        Self {
            step,
            scroll: Scroll::at_top(),
            draft: None,
            editor: None,
            leaving: false,
            drawn: None,
        }
    }

    /// Whether characters are typed here.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        self.editor.is_some() && !self.leaving
    }

    /// Whether there is something to send: the model waits for it, or the words are new.
    #[must_use]
    pub fn is_sendable(&self, state: &State) -> bool {
        let waits = matches!(state.phase(), Phase::Telling { step, .. } if *step == self.step);
        waits || self.draft.is_some()
    }

    /// Whether what can be sent has been on screen long enough to be meant.
    #[must_use]
    pub fn was_read(&self, now: Duration) -> bool {
        self.drawn.is_some_and(|drawn| now.saturating_sub(drawn) >= GRACE)
    }
}
