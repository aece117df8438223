//! How a step is stopped: by the user, its time limit, or the limits that are watched.

use std::time::Instant;

use rustix::process::{Signal, kill_process, kill_process_group};

use super::ladder::{Cause, Ladder, Rung};
use super::processes;
use super::serve::Runner;
use super::steps::ended;
use crate::engine::{StepId, StepStatus};
use crate::kernel::protocol::FromRunner;

impl Runner {
    pub(super) fn interrupt(&mut self, step: StepId) {
        // What stands still cannot hear a signal.
        self.go_on(step);
        let now = Instant::now();
        if let Some(running) = self.running.as_mut().filter(|running| running.step == step) {
            let ladder = running.ladder.get_or_insert_with(|| Ladder::new(Cause::User, now));
            if let Some(rung) = ladder.press(now) {
                self.take(rung);
            }
        } else if let Some(at) = self.waiting.iter().position(|waiting| waiting.step == step) {
            self.waiting.remove(at);
            let result = ended(StepStatus::Interrupted, Some("interrupted before it began".into()));
            self.ui.put_frame(&FromRunner::Done { step, result });
        }
    }

    /// Takes the rung that is due, by the clock or by the time limit.
    pub(super) fn stop_overdue(&mut self, now: Instant) {
        let Some(running) = &mut self.running else { return };
        if running.clock.is_paused() {
            return;
        }
        let late = running.clock.deadline().is_some_and(|at| at <= now);
        if running.ladder.is_none() && late {
            running.ladder = Some(Ladder::new(Cause::TimeLimit, now));
        }
        if let Some(rung) = running.ladder.as_mut().and_then(|ladder| ladder.due(now)) {
            self.take(rung);
        }
    }

    fn take(&mut self, rung: Rung) {
        let Some(driver) = &self.driver else { return };
        match rung {
            Rung::Interrupt | Rung::InterruptAgain if driver.terminal.is_some() => {
                self.interrupt_terminal(rung);
            }
            Rung::Interrupt | Rung::InterruptAgain => {
                let _ = kill_process_group(driver.pid, Signal::INT);
            }
            Rung::EndDescendants => {
                for process in processes::descendants(driver.pid) {
                    let _ = kill_process(process.pid, Signal::TERM);
                    // A shell that someone types at takes no other hint.
                    if driver.terminal.is_some() {
                        let _ = kill_process(process.pid, Signal::HUP);
                    }
                }
            }
            Rung::Kill => self.condemn(None),
        }
    }

    /// Kills the driver with all it started; the step ends with the reason.
    pub(super) fn condemn(&mut self, reason: Option<String>) {
        let loss = self.dialect.loss();
        let Some(running) = &mut self.running else { return };
        let cause = running.ladder.map(|ladder| ladder.cause);
        let (status, what) = match (reason, cause) {
            (Some(reason), _) => (StepStatus::Died, reason),
            (None, Some(Cause::TimeLimit)) => (StepStatus::Timeout, running.limit_words()),
            (None, _) => (StepStatus::Interrupted, "interrupted".into()),
        };
        running.verdict = Some((status, format!("{what}; the kernel had to be killed, {loss}")));
        if let Some(status) = self.kill_all() {
            self.drain_output();
            if let Some(driver) = self.driver.take() {
                self.died(&driver, status);
            }
        }
    }
}
