//! More for the running step: time, and memory for it and its children; taken back at its end.

use std::time::{Duration, Instant};

use rustix::process::{Pid, Resource, Rlimit, getpid, prlimit};

use super::processes::{self, Process};
use super::serve::Runner;
use crate::engine::StepId;

impl Runner {
    pub(super) fn extend_time(&mut self, step: StepId, seconds: u32) {
        if let Some(running) = self.running.as_mut().filter(|running| running.step == step) {
            running.clock.extend(Duration::from_secs(seconds.into()));
            self.tell_watch(Instant::now());
        }
    }

    /// Raises the limit that is watched and that of every process; nothing where there is none.
    pub(super) fn raise_memory(&mut self, step: StepId, mib: u64) {
        let Some(running) = self.running.as_mut().filter(|running| running.step == step) else {
            return;
        };
        let before = running.memory_mb;
        if before > 0 && mib > 0 {
            let raised = before.saturating_add(mib).min(u64::MAX >> 20);
            running.memory_mb = raised;
            move_limits(before, raised);
            self.tell_watch(Instant::now());
        }
    }

    /// Takes back at a step's end what it was given.
    pub(super) fn take_back_memory(&self, had: u64) {
        if had != self.start.memory_mb {
            move_limits(had, self.start.memory_mb);
        }
    }
}

/// Gives all below the runner another limit, unless they chose one themselves.
fn move_limits(from_mb: u64, to_mb: u64) {
    let mut moved: Vec<Pid> = Vec::new();
    // Twice: what a process starts while it is looked for still has the old limit.
    for _ in 0..2 {
        let below = processes::descendants(getpid());
        for process in below.iter().filter(|process| !moved.contains(&process.pid)) {
            if let Some((soft, hard)) = limits(process)
                && soft == from_mb << 20
            {
                let limit = Rlimit { current: Some(to_mb << 20), maximum: hard };
                let _ = prlimit(Some(process.pid), Resource::Data, limit);
            }
        }
        moved.extend(below.iter().map(|process| process.pid));
    }
}

/// The limits of a process's data in bytes: the one that holds, and how far that may be raised.
fn limits(process: &Process) -> Option<(u64, Option<u64>)> {
    let text = process.told("limits")?;
    let text = String::from_utf8_lossy(&text);
    let line = text.lines().find_map(|line| line.strip_prefix("Max data size"))?;
    let mut fields = line.split_whitespace();
    let soft = fields.next()?.parse().ok()?;
    Some((soft, fields.next()?.parse().ok()))
}
