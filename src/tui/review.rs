//! When an approval counts: only for the text on screen, seen to its end, and not by a key meant for something else.

use std::time::Duration;

use super::screen::{Overlay, Pane, Screen};
use super::scroll::Scroll;
use crate::engine::{Phase, State, StepId, Then};

/// Keys pressed this soon after the code appeared were not meant for it.
pub const GRACE: Duration = Duration::from_millis(250);
/// Who pressed a key within this time is busy with something else: the focus stays.
pub const BUSY: Duration = Duration::from_secs(1);

/// A proposal on screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Which step.
    pub step: StepId,
    /// Its text, exactly.
    pub code: String,
    /// Since when this very text has been on screen without a break.
    pub drawn: Option<Duration>,
    /// Whether its last line has been on screen.
    pub end_seen: bool,
}

/// What a frame showed of a step's code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeSeen {
    /// Which step.
    pub step: StepId,
    /// How many lines its code has.
    pub total: usize,
    /// The first and the line behind the last on screen.
    pub shown: (usize, usize),
}

/// Why an approval does not count yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotYet {
    /// Nothing waits, or it is not what is on screen.
    NotShown,
    /// It appeared too recently.
    TooSoon,
    /// Its end has not been on screen.
    EndUnseen,
}

/// The step and text that an approval would be for now.
pub fn approvable(screen: &Screen) -> Result<&Review, NotYet> {
    let review = screen.review.as_ref().ok_or(NotYet::NotShown)?;
    let elsewhere = screen.browsed.is_some_and(|step| step != review.step);
    if screen.focus != Pane::Code || !matches!(screen.overlay, Overlay::None) || elsewhere {
        return Err(NotYet::NotShown);
    }
    let drawn = review.drawn.ok_or(NotYet::NotShown)?;
    if screen.now.saturating_sub(drawn) < GRACE {
        return Err(NotYet::TooSoon);
    }
    if review.end_seen { Ok(review) } else { Err(NotYet::EndUnseen) }
}

/// Follows the engine's proposal: another text must be seen afresh.
pub fn observe(screen: &mut Screen, state: &State) {
    let Some(step) = state.proposal() else {
        if let (Phase::Running(running), Some(review)) = (state.phase(), &mut screen.review)
            && matches!(running.then, Then::Ask { .. })
        {
            // It goes on waiting behind code of the user's own, and an edit of it stays open.
            review.drawn = None;
            return;
        }
        if screen.review.take().is_some() {
            close_overlay(screen);
        }
        return;
    };
    let known = screen.review.as_ref();
    if known.is_some_and(|review| review.step == step.id && review.code == step.code) {
        return;
    }
    let is_new = known.is_none_or(|review| review.step != step.id);
    screen.review =
        Some(Review { step: step.id, code: step.code.clone(), drawn: None, end_seen: false });
    screen.code = Scroll::at_top();
    if is_new {
        close_overlay(screen);
        screen.browsed = None;
        screen.side = Pane::Code;
        if is_free(screen) {
            screen.focus_on(Pane::Code);
            screen.borrowed = true;
        }
    }
}

/// A frame was drawn at `screen.now`.
pub fn seen(screen: &mut Screen, code: Option<&CodeSeen>) {
    let now = screen.now;
    let Some(review) = &mut screen.review else { return };
    match code {
        Some(code) if code.step == review.step => {
            review.drawn.get_or_insert(now);
            review.end_seen |= code.shown.1 >= code.total;
        }
        _ => review.drawn = None,
    }
}

/// Whether the focus may be moved without taking a key from someone.
#[must_use]
pub fn is_free(screen: &Screen) -> bool {
    let idle = screen.last_key.is_none_or(|key| screen.now.saturating_sub(key) >= BUSY);
    let typing = screen.focus == Pane::Composer && !screen.is_composer_empty();
    let answering = screen.answer.as_ref().is_some_and(|answer| !answer.line.text().is_empty());
    let busy = crate::tui::update::is_choosing(screen) || screen.palette.is_some();
    idle && !typing && !answering && !busy && matches!(screen.overlay, Overlay::None)
}

fn close_overlay(screen: &mut Screen) {
    if matches!(screen.overlay, Overlay::Reason { .. } | Overlay::Edit { .. }) {
        screen.overlay = Overlay::None;
    }
}
