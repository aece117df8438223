//! How long tests with random input last: `CI_TUI_FUZZ` multiplies their rounds, `CI_TUI_FUZZ_SECONDS` lets each of
//! them last so long, from a seed that is told; `CI_TUI_FUZZ_SEED` begins at that one.

use std::time::{Duration, Instant};

use super::client::note;

/// The seeds of a test's rounds, one after the other.
pub(super) struct Rounds {
    what: &'static str,
    next: u64,
    done: u64,
    most: u64,
    until: Option<Instant>,
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// The seeds for a test that usually takes so many rounds.
pub(super) fn rounds(what: &'static str, usual: u64) -> Rounds {
    let seconds = number("CI_TUI_FUZZ_SECONDS");
    let until = seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let fresh = || if until.is_some() { u64::from(rand::random::<u32>()) } else { 0 };
    let next = number("CI_TUI_FUZZ_SEED").unwrap_or_else(fresh);
    let most = if until.is_some() { u64::MAX } else { usual * number("CI_TUI_FUZZ").unwrap_or(1) };
    if until.is_some() {
        note(&format!("{what}: seeds from {next}"));
    }
    Rounds { what, next, done: 0, most, until }
}

impl Iterator for Rounds {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        if self.done == self.most || self.until.is_some_and(|until| Instant::now() >= until) {
            note(&format!("{}: {} rounds", self.what, self.done));
            return None;
        }
        self.done += 1;
        self.next += 1;
        Some(self.next - 1)
    }
}
