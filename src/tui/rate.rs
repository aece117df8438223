//! Tokens per second while they are written, measured from their arrival; nothing is shown before it can be told.

use std::collections::VecDeque;
use std::time::Duration;

use crate::engine::{Phase, RequestId, State};

/// The rate is the mean of this long.
const WINDOW: Duration = Duration::from_secs(2);
/// Shorter than this, a rate would be a guess.
const LEAST: Duration = Duration::from_millis(500);
/// The number changes this often, so that it can be read and costs few bytes.
const PERIOD: Duration = Duration::from_secs(1);
/// How many rates the line of the recent past remembers.
const KEPT: usize = 60;

/// What is known of the rate.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rate {
    request: Option<RequestId>,
    /// When how many tokens of the request had arrived.
    marks: VecDeque<(Duration, u32)>,
    shown: Option<(Duration, f64)>,
    history: VecDeque<f64>,
}

impl Rate {
    /// Tokens per second of the reply that is being written, as last told.
    #[must_use]
    pub fn now(&self) -> Option<f64> {
        self.shown.map(|(_, rate)| rate)
    }

    /// Rates of the recent past, oldest first.
    #[must_use]
    pub fn history(&self) -> Vec<f64> {
        self.history.iter().copied().collect()
    }

    /// Looks how many tokens have arrived by `now`.
    pub fn observe(&mut self, state: &State, now: Duration) {
        let Phase::Thinking(thinking) = state.phase() else {
            if self.request.take().is_some() {
                self.end(state);
            }
            return;
        };
        if self.request != Some(thinking.request) {
            if self.request.is_some() {
                self.end(state);
            }
            self.request = Some(thinking.request);
        }
        let known = self.marks.back().map_or(0, |(_, tokens)| *tokens);
        if thinking.tokens > known {
            self.mark(now, thinking.tokens);
        }
    }

    fn mark(&mut self, now: Duration, tokens: u32) {
        self.marks.push_back((now, tokens));
        while self.marks.len() > 2 && now.saturating_sub(self.marks[1].0) >= WINDOW {
            self.marks.pop_front();
        }
        let due = self.shown.is_none_or(|(then, _)| now.saturating_sub(then) >= PERIOD);
        if let (true, Some((since, before))) = (due, self.marks.front()) {
            let time = now.saturating_sub(*since);
            if time >= LEAST {
                let rate = f64::from(tokens - before) / time.as_secs_f64();
                self.shown = Some((now, rate));
                self.keep(rate);
            }
        }
    }

    /// A reply too short to be followed leaves the rate that the model process counted.
    fn end(&mut self, state: &State) {
        let counted = state.meter().last.map(|last| last.decode_tps).filter(|rate| *rate > 0.0);
        if let (None, Some(rate)) = (self.shown, counted) {
            self.keep(rate);
        }
        self.marks.clear();
        self.shown = None;
    }

    fn keep(&mut self, rate: f64) {
        if self.history.len() == KEPT {
            self.history.pop_front();
        }
        self.history.push_back(rate);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_is_the_mean_of_two_seconds_and_is_told_once_a_second() {
        let mut rate = Rate::default();
        let told: Vec<_> = (0..40_u32)
            .map(|n| {
                rate.mark(Duration::from_millis(u64::from(n) * 100), n);
                rate.now().map(|rate| format!("{rate:.1}"))
            })
            .collect();
        assert_eq!(told[4], None);
        assert_eq!(told[5].as_deref(), Some("10.0"));
        assert_eq!(rate.history().len(), 4);
        // A pause shows in the next rate.
        rate.mark(Duration::from_millis(9900), 40);
        assert!(rate.now().is_some_and(|rate| rate < 1.0), "{rate:?}");
    }
}
