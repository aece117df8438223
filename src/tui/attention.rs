//! Whether anybody looks, and what they are called for where nobody does.

use std::time::Duration;

use super::screen::{Errand, Overlay, Screen};
use crate::engine::{Entry, ModelStatus, Phase, RequestId, State, StepId, TurnId};
use crate::words::Call;

/// Readings of a workspace at rest are shown anew no sooner than this.
const RARELY: Duration = Duration::from_mins(1);
/// After something went on, readings come down to where they were.
const SETTLES: Duration = Duration::from_secs(5);
/// Percent of the processors that make a reading another one.
const CPU: f32 = 15.0;
/// The part of all memory that does.
const MEMORY: u64 = 50;

/// Whether the terminal has the focus; those that never say are taken to have it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Attention {
    /// Someone looks.
    #[default]
    Here,
    /// The focus is elsewhere.
    Away,
}

/// Something that waits for the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bid {
    /// Code waits for a decision.
    Decision(StepId),
    /// A prompt waits to be sent.
    Sending(RequestId),
    /// A program asks.
    Input(StepId),
    /// The model waits to be told of a step.
    Telling(StepId),
    /// The model is gone.
    Stalled(TurnId),
    /// A turn is over.
    Over(TurnId),
}

impl Bid {
    fn of(state: &State) -> Option<Self> {
        match state.phase() {
            Phase::Asking { step, .. } => Some(Self::Decision(*step)),
            Phase::Consenting(consenting) => Some(Self::Sending(consenting.request)),
            Phase::Running(running) => running.input.as_ref().map(|_| Self::Input(running.step)),
            Phase::Telling { step, .. } => Some(Self::Telling(*step)),
            Phase::Stalled { turn } => Some(Self::Stalled(*turn)),
            Phase::Thinking(_) | Phase::Checking(_) => None,
            Phase::Idle => {
                state.transcript().entries().iter().rev().find_map(|entry| match entry {
                    Entry::End { turn, .. } => Some(Self::Over(*turn)),
                    _ => None,
                })
            }
        }
    }

    fn words(self) -> Call {
        match self {
            Self::Decision(_) => Call::Decision,
            Self::Sending(_) => Call::Sending,
            Self::Input(_) => Call::Input,
            Self::Telling(_) => Call::Telling,
            Self::Stalled(_) => Call::Stalled,
            Self::Over(_) => Call::Over,
        }
    }
}

/// Calls whoever looks elsewhere, once for each thing that waits.
pub(super) fn follow(screen: &mut Screen, state: &State) {
    let bid = Bid::of(state);
    if screen.bid == bid {
        return;
    }
    screen.bid = bid;
    if let (Some(bid), Attention::Away) = (bid, screen.attention) {
        screen.errands.push(Errand::Call(screen.locale.text(bid.words()).to_owned()));
    }
}

/// What the gauges showed, and when; decides whether new readings are worth a frame.
#[derive(Debug, Clone, Copy, Default)]
pub struct Gauged {
    cpu: f32,
    memory: u64,
    at: Duration,
    busy: Duration,
}

impl Gauged {
    /// A frame was drawn.
    pub fn drawn(&mut self, state: &State, now: Duration) {
        let machine = state.hardware();
        (self.cpu, self.memory, self.at) = (machine.cpu_percent, machine.memory_used, now);
    }

    /// Whether the readings are to be shown now: at once while something goes on, rarely and by large
    /// changes only at rest, never while nobody looks.
    #[must_use]
    pub fn is_worth(&mut self, state: &State, screen: &Screen) -> bool {
        let goes_on = !matches!(state.phase(), Phase::Idle)
            || matches!(state.model(), ModelStatus::Loading { .. })
            || matches!(screen.overlay, Overlay::Hardware(_));
        if goes_on {
            self.busy = screen.now;
        }
        if screen.attention == Attention::Away {
            return false;
        }
        if goes_on || screen.now.saturating_sub(self.busy) < SETTLES {
            return true;
        }
        let machine = state.hardware();
        let more = machine.memory_used.abs_diff(self.memory) >= machine.memory_total / MEMORY;
        let large = more || (machine.cpu_percent - self.cpu).abs() >= CPU;
        large && screen.now.saturating_sub(self.at) >= RARELY
    }
}
