//! The last reading of the machine, those of the last minutes, and the advice that follows from them.

use std::collections::VecDeque;

use super::{Advice, HardwareSample, advice};
use crate::engine::State;

/// An advice is given once it was due so many readings in a row, so that it does not jump.
const SURE: u8 = 3;
/// It is taken back once it was not due so many readings in a row.
const OVER: u8 = 8;

/// What the gauges told.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Gauges {
    /// The last reading.
    pub now: HardwareSample,
    /// Earlier ones, oldest first, the last one included.
    pub past: VecDeque<Past>,
    /// How many there were, those no longer kept included.
    pub told: usize,
    /// What stands.
    pub(in crate::engine) advice: Option<Advice>,
    /// What speaks against it, and how often in a row.
    doubt: (Option<Advice>, u8),
}

/// What is kept of a reading.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Past {
    /// All cores together, 0 to 100.
    pub cpu: f32,
    /// Memory in use, 0 to 100; of the control group, where that is shorter.
    pub memory: f32,
}

/// Takes in a reading.
pub(in crate::engine) fn sampled(state: &mut State, sample: HardwareSample) {
    let gauges = &mut state.gauges;
    if gauges.past.len() == Gauges::KEPT {
        gauges.past.pop_front();
    }
    gauges.told += 1;
    gauges.past.push_back(Past { cpu: sample.cpu_percent, memory: memory(&sample) });
    gauges.now = sample;
    let due = advice(state);
    state.gauges.weigh(due);
}

#[expect(clippy::cast_precision_loss, reason = "a share of bytes")]
fn memory(sample: &HardwareSample) -> f32 {
    sample.tightest_memory().map_or(0.0, |(used, most, _)| used as f32 / most as f32 * 100.0)
}

impl Gauges {
    /// Readings kept: five minutes at one a second.
    pub const KEPT: usize = 300;

    /// Lets what is due now replace what stands once that is sure; its words stay as they were given.
    fn weigh(&mut self, due: Option<Advice>) {
        let cause = |advice: &Option<Advice>| advice.as_ref().map(|advice| advice.cause);
        if cause(&due) == cause(&self.advice) {
            if let (Some(stands), Some(due)) = (&mut self.advice, due) {
                stands.urgent = due.urgent;
            }
            self.doubt = (None, 0);
            return;
        }
        let (before, times) = std::mem::take(&mut self.doubt);
        let times = if times > 0 && cause(&before) == cause(&due) { times + 1 } else { 1 };
        if times >= if due.is_some() { SURE } else { OVER } {
            self.advice = due;
        } else {
            self.doubt = (due, times);
        }
    }
}
