//! A step's clock: it stands still while the step is paused or waits for the user.

use std::time::{Duration, Instant};

/// How long a step has run, and how long it may.
#[derive(Debug)]
pub(super) struct Clock {
    /// Run time up to the last time it stood still.
    ran: Duration,
    /// Since when it runs; `None` while it stands still.
    since: Option<Instant>,
    asking_since: Option<Instant>,
    paused_since: Option<Instant>,
    limit: Option<Duration>,
    /// Run time at the last sign of life.
    heard: Duration,
}

impl Clock {
    pub(super) fn new(now: Instant, limit: Option<Duration>) -> Self {
        let (ran, heard) = (Duration::ZERO, Duration::ZERO);
        Self { ran, since: Some(now), asking_since: None, paused_since: None, limit, heard }
    }

    pub(super) fn elapsed(&self, now: Instant) -> Duration {
        self.ran + self.since.map_or(Duration::ZERO, |since| now.saturating_duration_since(since))
    }

    /// When the time limit is over, unless the clock stands still.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.since?.checked_add(self.limit?.saturating_sub(self.ran))
    }

    pub(super) fn limit(&self) -> Option<Duration> {
        self.limit
    }

    /// Moves the time limit; nothing where there is none.
    pub(super) fn extend(&mut self, by: Duration) {
        self.limit = self.limit.map(|limit| limit.saturating_add(by));
    }

    /// The step printed something.
    pub(super) fn hear(&mut self, now: Instant) {
        self.heard = self.elapsed(now);
    }

    /// Run time since it last printed something.
    pub(super) fn silence(&self, now: Instant) -> Duration {
        self.elapsed(now).saturating_sub(self.heard)
    }

    pub(super) fn is_asking(&self) -> bool {
        self.asking_since.is_some()
    }

    pub(super) fn is_paused(&self) -> bool {
        self.paused_since.is_some()
    }

    pub(super) fn ask(&mut self, now: Instant) {
        self.asking_since.get_or_insert(now);
        self.hold(now);
    }

    pub(super) fn answer(&mut self, now: Instant) {
        self.asking_since = None;
        self.hear(now);
        self.resume(now);
    }

    pub(super) fn pause(&mut self, now: Instant) {
        self.paused_since.get_or_insert(now);
        self.hold(now);
    }

    /// Ends a pause; tells how long it was.
    pub(super) fn go_on(&mut self, now: Instant) -> Duration {
        let since = self.paused_since.take();
        self.resume(now);
        since.map_or(Duration::ZERO, |since| now.saturating_duration_since(since))
    }

    fn hold(&mut self, now: Instant) {
        self.ran = self.elapsed(now);
        self.since = None;
    }

    fn resume(&mut self, now: Instant) {
        if self.since.is_none() && !self.is_asking() && !self.is_paused() {
            self.since = Some(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_and_a_question_that_overlap_are_counted_once() {
        let start = Instant::now();
        let at = |second| start + Duration::from_secs(second);
        let mut clock = Clock::new(start, Some(Duration::from_secs(10)));
        clock.ask(at(2));
        clock.pause(at(3));
        clock.answer(at(5));
        assert_eq!((clock.elapsed(at(7)), clock.deadline()), (Duration::from_secs(2), None));
        assert_eq!(clock.go_on(at(8)), Duration::from_secs(5));
        assert_eq!(clock.elapsed(at(9)), Duration::from_secs(3));
        assert_eq!(clock.deadline(), Some(at(16)));
        clock.extend(Duration::from_secs(4));
        assert_eq!(clock.deadline(), Some(at(20)));
    }

    #[test]
    fn a_step_without_a_time_limit_gets_none_by_extending() {
        let mut clock = Clock::new(Instant::now(), None);
        clock.extend(Duration::from_secs(4));
        assert_eq!((clock.limit(), clock.deadline()), (None, None));
    }
}
