//! How an interrupt grows harder: politely, again, the children, everything.

use std::time::{Duration, Instant};

/// A further wish of the user counts after this long only, so that a held key does not kill the kernel.
const BREATH: Duration = Duration::from_millis(500);

/// What is done to stop a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rung {
    /// SIGINT to the driver's group.
    Interrupt,
    /// SIGINT once more: the first may have been caught.
    InterruptAgain,
    /// SIGTERM to all that the driver started.
    EndDescendants,
    /// SIGKILL to everything; the kernel is started afresh.
    Kill,
}

const RUNGS: [(Rung, Duration); 4] = [
    (Rung::Interrupt, Duration::from_secs(2)),
    (Rung::InterruptAgain, Duration::from_secs(3)),
    (Rung::EndDescendants, Duration::from_secs(2)),
    (Rung::Kill, Duration::from_secs(2)),
];

/// Who wanted the step to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// The user.
    User,
    /// The time limit.
    TimeLimit,
}

/// Where the stopping of a step stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ladder {
    pub(super) cause: Cause,
    taken: usize,
    since: Instant,
}

impl Ladder {
    pub(super) fn new(cause: Cause, now: Instant) -> Self {
        Self { cause, taken: 0, since: now }
    }

    /// The rung to take by itself now.
    pub(super) fn due(&mut self, now: Instant) -> Option<Rung> {
        (self.next_at() <= now).then(|| self.climb(now))
    }

    /// The rung to take because the user asked again.
    pub(super) fn press(&mut self, now: Instant) -> Option<Rung> {
        (self.taken == 0 || now.duration_since(self.since) >= BREATH).then(|| self.climb(now))
    }

    /// The clock stood still for so long.
    pub(super) fn shift(&mut self, by: Duration) {
        self.since += by;
    }

    /// Whether it went so far that what ends now may have ended by our hand.
    pub(super) fn is_hard(&self) -> bool {
        self.taken > RUNGS.iter().take_while(|(rung, _)| *rung != Rung::EndDescendants).count()
    }

    /// When the next rung is taken by itself.
    pub(super) fn next_at(&self) -> Instant {
        match self.taken.checked_sub(1) {
            None => self.since,
            Some(last) => self.since + RUNGS[last.min(RUNGS.len() - 1)].1,
        }
    }

    fn climb(&mut self, now: Instant) -> Rung {
        let rung = RUNGS[self.taken.min(RUNGS.len() - 1)].0;
        self.taken = (self.taken + 1).min(RUNGS.len());
        self.since = now;
        rung
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rungs_are_taken_in_time_and_the_last_is_taken_again() {
        let start = Instant::now();
        let mut ladder = Ladder::new(Cause::User, start);
        let mut taken = Vec::new();
        for second in 0..=10 {
            let now = start + Duration::from_secs(second);
            taken.extend(ladder.due(now).map(|rung| (second, rung)));
        }
        assert_eq!(
            taken,
            [
                (0, Rung::Interrupt),
                (2, Rung::InterruptAgain),
                (5, Rung::EndDescendants),
                (7, Rung::Kill),
                (9, Rung::Kill)
            ]
        );
    }

    #[test]
    fn twenty_presses_within_a_second_do_not_kill() {
        let start = Instant::now();
        let mut ladder = Ladder::new(Cause::User, start);
        let rungs: Vec<_> =
            (0..20).filter_map(|n| ladder.press(start + Duration::from_millis(50 * n))).collect();
        assert_eq!(rungs, [Rung::Interrupt, Rung::InterruptAgain]);
    }
}
