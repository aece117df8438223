//! A step in the runner: begun, answered, stopped, ended.

use std::time::{Duration, Instant};

use rustix::process::{Signal, WaitStatus, kill_process, kill_process_group};

use super::death;
use super::driver::Driver;
use super::flow::Flow;
use super::ladder::{Cause, Ladder, Rung};
use super::serve::Runner;
use super::{limits, processes};
use crate::engine::{StepId, StepResult, StepStatus};
use crate::kernel::language::{Ended, Said};
use crate::kernel::protocol::FromRunner;

/// A step that waits for a driver.
#[derive(Debug)]
pub(super) struct Waiting {
    step: StepId,
    code: String,
    timeout: Option<Duration>,
}

/// The step that runs.
#[derive(Debug)]
pub(super) struct Running {
    step: StepId,
    started: Instant,
    limit: Option<Duration>,
    deadline: Option<Instant>,
    /// When it began to wait for input; the time limit stands still meanwhile.
    asking_since: Option<Instant>,
    ladder: Option<Ladder>,
    /// Why we killed the driver, if we did.
    verdict: Option<(StepStatus, String)>,
}

impl Running {
    /// When this step needs us next, at the latest.
    pub(super) fn wake_at(&self) -> Instant {
        let far = Instant::now() + Duration::from_secs(3600);
        let ladder = self.ladder.as_ref().map_or(far, Ladder::next_at);
        let deadline =
            self.deadline.filter(|_| self.ladder.is_none() && self.asking_since.is_none());
        deadline.unwrap_or(far).min(ladder)
    }

    fn limit_words(&self) -> String {
        let limit = self.limit.unwrap_or_default().as_secs_f64();
        format!("stopped by the time limit of {limit} s")
    }
}

impl Runner {
    pub(super) fn exec(&mut self, step: StepId, code: String, timeout_ms: u64) {
        let timeout = (timeout_ms > 0).then(|| Duration::from_millis(timeout_ms));
        self.waiting.push_back(Waiting { step, code, timeout });
        if self.driver.is_none() && self.running.is_none() {
            self.starts = 0;
            self.launch();
        }
        self.begin();
    }

    /// Begins the next step, if the driver is free.
    fn begin(&mut self) {
        let ready = self.driver.as_ref().is_some_and(|driver| driver.ready);
        if !ready || self.running.is_some() || self.leaving {
            return;
        }
        let (Some(next), Some(driver)) = (self.waiting.pop_front(), &mut self.driver) else {
            return;
        };
        self.flow = Flow::new(next.step);
        let started = Instant::now();
        self.running = Some(Running {
            step: next.step,
            started,
            limit: next.timeout,
            deadline: next.timeout.map(|limit| started + limit),
            asking_since: None,
            ladder: None,
            verdict: None,
        });
        match self.dialect.step(next.step.0, &driver.nonce, &next.code) {
            Ok(words) => driver.control.put(&words),
            Err(error) => {
                let message = format!("the step could not be handed to the kernel: {error}");
                self.finish(StepStatus::Error, Some(message));
            }
        }
    }

    /// Deals with a message of the driver.
    pub(super) fn said(&mut self, said: Said) {
        match said {
            Said::Ready { version } => self.ready(version),
            Said::Failed { error } => {
                self.kill_all();
                self.driver = None;
                self.fail(error);
            }
            Said::Done { n, status, result, error, traceback, cwd, .. } if self.runs(n) => {
                self.drain_output();
                self.leaving = status == Ended::Exited && self.dialect.survives_exit();
                let (status, error) = self.judge(status, error);
                self.end_step(StepResult {
                    status,
                    result,
                    error,
                    traceback,
                    cwd,
                    duration_ms: 0.0,
                });
                self.begin();
            }
            Said::Stdin { n, prompt, secret, .. } if self.runs(n) => {
                self.drain_output();
                if let Some(running) = &mut self.running {
                    running.asking_since = Some(Instant::now());
                }
                self.ui.put_frame(&FromRunner::Input { step: StepId(n), prompt, secret });
            }
            Said::Display { n, mime, data, .. } if self.runs(n) => {
                self.drain_output();
                self.ui.put_frame(&FromRunner::Display { step: StepId(n), mime, data });
            }
            Said::Done { .. } | Said::Stdin { .. } | Said::Display { .. } => {}
        }
    }

    fn runs(&self, n: u32) -> bool {
        self.running.as_ref().is_some_and(|running| running.step == StepId(n))
    }

    fn ready(&mut self, version: String) {
        let Some(driver) = &mut self.driver else { return };
        driver.ready = true;
        self.starts = 0;
        let program = driver.program.display().to_string();
        let pid = driver.pid.as_raw_nonzero().get().unsigned_abs();
        self.ui.put_frame(&FromRunner::Ready { program, version, pid });
        self.begin();
    }

    /// No driver can be had: the waiting steps end.
    pub(super) fn fail(&mut self, message: String) {
        self.ui.put_frame(&FromRunner::Failed { message: message.clone() });
        for waiting in std::mem::take(&mut self.waiting) {
            let result = ended(StepStatus::Died, Some(message.clone()));
            self.ui.put_frame(&FromRunner::Done { step: waiting.step, result });
        }
        self.failure = Some(message);
    }

    /// What the driver's word means, given that we may have asked for the end.
    fn judge(&self, status: Ended, error: Option<String>) -> (StepStatus, Option<String>) {
        let running = self.running.as_ref();
        let cause = running.and_then(|running| running.ladder).map(|ladder| ladder.cause);
        let limit = running.map(Running::limit_words);
        match (status, cause) {
            (Ended::Interrupted | Ended::Error | Ended::Exited, Some(Cause::TimeLimit)) => {
                (StepStatus::Timeout, limit)
            }
            (Ended::Ok, _) => (StepStatus::Ok, error),
            (Ended::Error, _) => (StepStatus::Error, error),
            (Ended::Interrupted, _) => (StepStatus::Interrupted, error),
            (Ended::Exited, Some(Cause::User)) => (StepStatus::Interrupted, error),
            (Ended::Exited, None) => (StepStatus::Exited, error),
        }
    }

    pub(super) fn interrupt(&mut self, step: StepId) {
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
        let late = running.asking_since.is_none() && running.deadline.is_some_and(|at| at <= now);
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
            Rung::Interrupt | Rung::InterruptAgain => {
                let _ = kill_process_group(driver.pid, Signal::INT);
            }
            Rung::EndDescendants => {
                for process in processes::descendants(driver.pid) {
                    let _ = kill_process(process.pid, Signal::TERM);
                }
            }
            Rung::Kill => self.condemn(None),
        }
    }

    /// Kills the driver with all it started; the step ends with the reason.
    fn condemn(&mut self, reason: Option<String>) {
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

    pub(super) fn watch_limits(&mut self) {
        if let Some(reason) = limits::broken(self.start.memory_mb) {
            self.condemn(Some(reason));
        }
    }

    /// The driver is gone: ends the step, tells what was lost, starts another.
    pub(super) fn died(&mut self, driver: &Driver, status: WaitStatus) {
        let how = format!("the kernel {}", death::words(Some(status)));
        if driver.ready {
            let message = format!("{how}, {}", self.dialect.loss());
            let verdict = self.running.as_mut().and_then(|running| running.verdict.take());
            let (end, error) = verdict.unwrap_or((StepStatus::Died, message.clone()));
            let message = if end == StepStatus::Died { error.clone() } else { message };
            self.finish(end, Some(error));
            self.ui.put_frame(&FromRunner::Died { message });
        } else if !self.may_start_again() {
            return self.fail(format!("{how} before it was ready: {}", driver.program.display()));
        }
        self.launch();
    }

    /// Kills the driver with all it started, and starts afresh.
    pub(super) fn restart(&mut self) {
        self.kill_all();
        self.driver = None;
        self.drain_output();
        self.finish(StepStatus::Interrupted, Some("the kernel was restarted".into()));
        self.starts = 0;
        self.launch();
    }

    pub(super) fn answer(&mut self, step: StepId, text: Option<&str>) {
        let (Some(running), Some(driver)) = (&mut self.running, &mut self.driver) else { return };
        let asking = running.asking_since.filter(|_| running.step == step);
        if let Some(since) = asking {
            running.asking_since = None;
            running.deadline = running.deadline.map(|at| at + since.elapsed());
            let words = self.dialect.reply(text);
            driver.control.put(&words);
        }
    }

    /// Ends the step without the driver, which is replaced by one in the first directory.
    fn finish(&mut self, status: StepStatus, error: Option<String>) {
        let cwd = Some(self.start.cwd.display().to_string());
        self.end_step(StepResult { cwd, ..ended(status, error) });
    }

    fn end_step(&mut self, result: StepResult) {
        let Some(running) = self.running.take() else { return };
        for frame in self.flow.end() {
            self.ui.put_frame(&frame);
        }
        let duration_ms = running.started.elapsed().as_secs_f64() * 1000.0;
        let result = StepResult { duration_ms, ..result };
        self.ui.put_frame(&FromRunner::Done { step: running.step, result });
    }
}

fn ended(status: StepStatus, error: Option<String>) -> StepResult {
    StepResult { status, result: None, error, traceback: None, cwd: None, duration_ms: 0.0 }
}
