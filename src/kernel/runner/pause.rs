//! A step that stands still, with all it started, and goes on.

use std::time::Instant;

use rustix::process::{Pid, Signal, getpid, kill_process};

use super::processes::{self, Process};
use super::serve::Runner;
use crate::engine::StepId;

/// Looks for more to stop; what forks all the time is stopped with its parents long before that.
const MOST_LOOKS: u32 = 100;

/// How often a process is looked at until it has stopped.
const MOST_TURNS: u32 = 500;

impl Runner {
    pub(super) fn pause(&mut self, step: StepId) {
        let spared = self.left.orphans();
        let Some(running) = self.running.as_mut().filter(|running| running.step == step) else {
            return;
        };
        if !running.clock.is_paused() && self.driver.is_some() {
            running.clock.pause(Instant::now());
            running.stopped = stop(&spared);
            self.tell_watch(Instant::now());
        }
    }

    pub(super) fn go_on(&mut self, step: StepId) {
        let now = Instant::now();
        let Some(running) = self.running.as_mut().filter(|running| running.step == step) else {
            return;
        };
        if running.clock.is_paused() {
            let by = running.clock.go_on(now);
            if let Some(ladder) = &mut running.ladder {
                ladder.shift(by);
            }
            let_go(&std::mem::take(&mut running.stopped));
            self.look_again(now);
            self.tell_watch(now);
        }
    }
}

/// Stops all below the runner that is not spared; gives those that were not stopped before.
fn stop(spared: &[Pid]) -> Vec<Pid> {
    let mut stopped = Vec::new();
    for _ in 0..MOST_LOOKS {
        let is_new = |one: &Process| !one.is_stopped() && !stopped.contains(&one.pid);
        let mut more = processes::living(processes::tree(getpid(), spared));
        more.retain(is_new);
        if more.is_empty() {
            break;
        }
        // Parents first: none of them shall see a child that stopped.
        for process in more {
            let _ = kill_process(process.pid, Signal::STOP);
            await_stop(process.pid);
            stopped.push(process.pid);
        }
    }
    stopped
}

/// Waits until a process has really stopped, which takes microseconds; one that the system holds is not waited for.
fn await_stop(pid: Pid) {
    let file = format!("/proc/{pid}/stat");
    for _ in 0..MOST_TURNS {
        let Ok(stat) = std::fs::read_to_string(&file) else { return };
        let state = stat.rsplit(") ").next().and_then(|rest| rest.chars().next());
        if !matches!(state, Some('R' | 'S')) {
            return;
        }
        std::thread::yield_now();
    }
}

/// Lets processes go on that are still below us, children first, for the same reason.
pub(super) fn let_go(stopped: &[Pid]) {
    if stopped.is_empty() {
        return;
    }
    let below = processes::descendants(getpid());
    for pid in stopped.iter().rev().filter(|pid| below.iter().any(|one| one.pid == **pid)) {
        let _ = kill_process(*pid, Signal::CONT);
    }
}
