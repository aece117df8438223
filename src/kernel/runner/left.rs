//! What steps leave running in the background: looked for when a step has ended, told when it changes.

use std::time::{Duration, Instant};

use rustix::process::{Pid, getpid};

use super::processes::{self, Process};
use super::serve::Runner;
use crate::engine::Leftover;
use crate::kernel::protocol::FromRunner;

/// How long after a step's end the first look is; a step that follows at once saves it.
const SOON: Duration = Duration::from_millis(100);
/// How often those that are known are looked at.
const LATER: Duration = Duration::from_secs(1);
/// Characters of a command line that are told.
const MOST_SHOWN: usize = 120;
/// Milliseconds of a tick of `/proc`.
const TICK_MS: u64 = 10;

/// What is known to run in the background.
#[derive(Debug, Default)]
pub(super) struct Left {
    known: Vec<Known>,
    /// When it is looked at next, while no step runs.
    pub(super) at: Option<Instant>,
}

#[derive(Debug)]
struct Known {
    pid: Pid,
    orphan: bool,
    told: Leftover,
}

impl Left {
    /// A step ended.
    pub(super) fn look_soon(&mut self, now: Instant) {
        self.at = Some(now + SOON);
    }

    /// What no driver has started any more: earlier steps left it, whatever the running one does.
    pub(super) fn orphans(&self) -> Vec<Pid> {
        self.known.iter().filter(|known| known.orphan).map(|known| known.pid).collect()
    }

    /// All that is known.
    pub(super) fn pids(&self) -> Vec<Pid> {
        self.known.iter().map(|known| known.pid).collect()
    }
}

impl Runner {
    /// Looks at what earlier steps left, while no step runs.
    pub(super) fn look_at_left(&mut self, now: Instant) {
        if self.running.is_some() || self.left.at.is_none_or(|at| at > now) {
            return;
        }
        self.know_left();
        self.left.at = (!self.left.known.is_empty()).then(|| now + LATER);
    }

    /// Finds out what runs in the background now, and tells it if that is news.
    pub(super) fn know_left(&mut self) {
        let driver = self.driver.as_ref().map(|driver| driver.pid);
        let below = processes::descendants(getpid());
        let own = below.iter().find(|one| Some(one.pid) == driver);
        let driver_words = own.and_then(|driver| driver.told("cmdline"));
        let up = uptime_ticks();
        let known: Vec<_> = below
            .iter()
            .filter(|one| Some(one.pid) != driver && !is_service(one, driver))
            .map(|one| known(one, driver_words.as_deref(), up))
            .collect();
        let news = known.len() != self.left.known.len()
            || known.iter().zip(&self.left.known).any(|(now, before)| is_news(now, before));
        self.left.known = known;
        if news {
            self.tell_left();
        }
    }

    /// Forgets what ended while a step runs; what is new may be of that step.
    pub(super) fn note_ended(&mut self, living: &[Process]) {
        let before = self.left.known.len();
        self.left.known.retain(|known| living.iter().any(|one| one.pid == known.pid));
        if self.left.known.len() != before {
            self.tell_left();
        }
    }

    fn tell_left(&mut self) {
        let processes = self.left.known.iter().map(|known| known.told.clone()).collect();
        self.ui.put_frame(&FromRunner::Left { processes });
    }
}

fn is_news(now: &Known, before: &Known) -> bool {
    let what = |known: &Known| (known.pid, known.told.memory >> 20);
    what(now) != what(before) || now.told.command != before.told.command
}

/// What `multiprocessing` keeps for itself beside a driver; it ends with it.
fn is_service(process: &Process, driver: Option<Pid>) -> bool {
    let named = |words: &[u8], name: &str| String::from_utf8_lossy(words).contains(name);
    driver.is_some_and(|driver| driver.as_raw_nonzero().get() == process.parent)
        && process.told("cmdline").is_some_and(|words| {
            named(&words, "multiprocessing.resource_tracker")
                || named(&words, "multiprocessing.forkserver")
        })
}

fn known(process: &Process, driver: Option<&[u8]>, up: u64) -> Known {
    let words = process.told("cmdline").unwrap_or_default();
    let name = process.told("comm").unwrap_or_default();
    let name = String::from_utf8_lossy(&name).trim().to_owned();
    let command = match words.as_slice() {
        [] => format!("[{name}]"),
        // The driver's own words would tell nothing.
        words if Some(words) == driver => format!("{name} (a copy of the kernel)"),
        words => String::from_utf8_lossy(words).trim_end_matches('\0').replace('\0', " "),
    };
    let told = Leftover {
        pid: process.pid.as_raw_nonzero().get().unsigned_abs(),
        command: shown(&command),
        age_ms: up.saturating_sub(process.started) * TICK_MS,
        memory: process.memory(),
    };
    let orphan = process.parent == getpid().as_raw_nonzero().get();
    Known { pid: process.pid, orphan, told }
}

/// One line, cut to what a person can read.
fn shown(command: &str) -> String {
    let plain: Vec<char> = command
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(MOST_SHOWN + 1)
        .collect();
    if plain.len() <= MOST_SHOWN {
        return plain.into_iter().collect();
    }
    plain[..MOST_SHOWN - 1].iter().chain(&['…']).collect()
}

/// Ticks since the machine began.
fn uptime_ticks() -> u64 {
    let up = std::fs::read_to_string("/proc/uptime").unwrap_or_default();
    let seconds = up.split_whitespace().next().unwrap_or_default();
    // Two digits behind the point: exactly one tick each.
    seconds.replace('.', "").parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn long_and_hostile_command_lines_are_one_short_line() {
        assert_eq!(shown("sleep 5"), "sleep 5");
        assert_eq!(shown("a\x1b[31m\nb"), "a [31m b");
        let long = shown(&"ü".repeat(500));
        assert_eq!((long.chars().count(), long.ends_with('…')), (120, true));
    }
}
