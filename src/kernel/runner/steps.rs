//! A step in the runner: begun, answered, stopped, ended.

use std::time::{Duration, Instant};

use rustix::process::{Pid, WaitStatus};

use super::clock::Clock;
use super::death;
use super::driver::Driver;
use super::ladder::{Cause, Ladder};
use super::oom;
use super::pause;
use super::serve::Runner;
use super::watch::{FIRST, Sight};
use crate::engine::{StepId, StepResult, StepStatus, TerminalSize};
use crate::kernel::Variables;
use crate::kernel::language::{Ended, Said};
use crate::kernel::protocol::FromRunner;

/// A step that waits for a driver.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) step: StepId,
    code: String,
    timeout: Option<Duration>,
    /// The terminal that it shall run at, if it shall.
    pub(super) terminal: Option<TerminalSize>,
}

/// The step that runs.
#[derive(Debug)]
pub(super) struct Running {
    pub(super) step: StepId,
    pub(super) clock: Clock,
    pub(super) sight: Sight,
    /// What a pause stopped.
    pub(super) stopped: Vec<Pid>,
    /// Memory that it may have, in MiB; 0 means no limit.
    pub(super) memory_mb: u64,
    pub(super) ladder: Option<Ladder>,
    /// Why we killed the driver, if we did.
    pub(super) verdict: Option<(StepStatus, String)>,
    /// How often the system had killed for want of memory when it began.
    oom_kills: Option<u64>,
}

impl Running {
    /// When this step needs us next, at the latest.
    pub(super) fn wake_at(&self) -> Instant {
        let far = Instant::now() + Duration::from_hours(1);
        let ladder = self.ladder.as_ref().map_or(far, Ladder::next_at);
        let deadline = self.clock.deadline().filter(|_| self.ladder.is_none());
        deadline.unwrap_or(far).min(ladder)
    }

    pub(super) fn limit_words(&self) -> String {
        let limit = self.clock.limit().unwrap_or_default().as_secs_f64();
        format!("stopped by the time limit of {limit} s")
    }
}

impl Runner {
    pub(super) fn exec(&mut self, step: StepId, code: String, timeout_ms: u64) {
        let timeout = (timeout_ms > 0).then(|| Duration::from_millis(timeout_ms));
        self.queue(step, code, timeout, None);
    }

    /// Puts a step in line, and begins it if nothing is before it.
    pub(super) fn queue(
        &mut self,
        step: StepId,
        code: String,
        timeout: Option<Duration>,
        terminal: Option<TerminalSize>,
    ) {
        self.waiting.push_back(Waiting { step, code, timeout, terminal });
        if self.driver.is_none() && self.running.is_none() {
            self.starts = 0;
            self.launch();
        }
        self.begin();
    }

    /// Begins the next step, if the driver is free.
    fn begin(&mut self) {
        let ready = self.driver.as_ref().is_some_and(|driver| driver.ready);
        if !ready || self.running.is_some() || self.leaving.is_some() {
            return;
        }
        if self.needs_another_shell() {
            return self.change_shell();
        }
        let (Some(next), Some(driver)) = (self.waiting.pop_front(), &mut self.driver) else {
            return;
        };
        match next.terminal {
            None => self.flow.begin(next.step),
            Some(_) => self.flow.begin_live(next.step),
        }
        let started = Instant::now();
        self.watch_at = started + FIRST;
        self.left.at = None;
        self.running = Some(Running {
            step: next.step,
            clock: Clock::new(started, next.timeout),
            sight: Sight::default(),
            stopped: Vec::new(),
            memory_mb: self.start.memory_mb,
            ladder: None,
            verdict: None,
            oom_kills: oom::kills(),
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
            Said::Ready { version, line } => self.ready(version, line),
            Said::Failed { error } => {
                self.kill_all();
                self.driver = None;
                self.fail(error);
            }
            Said::Done { n, status, result, error, traceback, cwd, .. } if self.runs(n) => {
                self.drain_output();
                let leaves = status == Ended::Exited && self.dialect.survives_exit();
                self.leaving = leaves.then(Instant::now);
                let (status, error) = self.judge(status, error);
                let result = StepResult { status, result, error, traceback, cwd, duration_ms: 0.0 };
                if let Some(result) = self.keep_for_the_end(result) {
                    self.end_step(result);
                    self.begin();
                }
            }
            Said::Stdin { n, prompt, secret, .. } if self.runs(n) => {
                self.drain_output();
                if let Some(running) = &mut self.running {
                    running.clock.ask(Instant::now());
                }
                self.ui.put_frame(&FromRunner::Input { step: StepId(n), prompt, secret });
            }
            Said::Display { n, mime, data, .. } if self.runs(n) => {
                self.drain_output();
                self.ui.put_frame(&FromRunner::Display { step: StepId(n), mime, data });
            }
            Said::Vars { variables, more, .. } => {
                let held = Some(Variables { variables, more });
                self.ui.put_frame(&FromRunner::Variables { held });
            }
            Said::Shown { name, text, .. } => {
                self.ui.put_frame(&FromRunner::Shown { name, text });
            }
            Said::Checked { id, found, .. } => {
                self.ui.put_frame(&FromRunner::Checked { id, found });
            }
            Said::Done { .. } | Said::Stdin { .. } | Said::Display { .. } => {}
        }
    }

    fn runs(&self, n: u32) -> bool {
        self.running.as_ref().is_some_and(|running| running.step == StepId(n))
    }

    fn ready(&mut self, version: String, line: Option<i32>) {
        let Some(driver) = &mut self.driver else { return };
        driver.ready = true;
        driver.open_line(line);
        self.starts = 0;
        let program = driver.program.display().to_string();
        let pid = driver.pid.as_raw_nonzero().get().unsigned_abs();
        let folder = self.dialect.folder();
        self.ui.put_frame(&FromRunner::Ready { program, version, pid, folder });
        self.check_waiting();
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
        let ladder = running.and_then(|running| running.ladder);
        let cause = ladder.map(|ladder| ladder.cause);
        let limit = running.map(Running::limit_words);
        match (status, cause) {
            (Ended::Interrupted | Ended::Error | Ended::Exited, Some(Cause::TimeLimit)) => {
                (StepStatus::Timeout, limit)
            }
            (Ended::Ok, _) => (StepStatus::Ok, error),
            // Its children were ended by us: whatever it says of them is our doing.
            (Ended::Error, Some(Cause::User)) if ladder.is_some_and(|ladder| ladder.is_hard()) => {
                (StepStatus::Interrupted, Some("interrupted".into()))
            }
            (Ended::Error, _) => (StepStatus::Error, error),
            (Ended::Interrupted, _) | (Ended::Exited, Some(Cause::User)) => {
                (StepStatus::Interrupted, error)
            }
            (Ended::Exited, None) => (StepStatus::Exited, error),
        }
    }

    /// The driver is gone: ends the step, tells what was lost, starts another.
    pub(super) fn died(&mut self, driver: &Driver, status: WaitStatus) {
        let kills = self.running.as_ref().and_then(|running| running.oom_kills);
        let how = format!("the kernel {}", death::words_of(status, kills));
        if driver.ready {
            let message = format!("{how}, {}", self.dialect.loss());
            let verdict = self.running.as_mut().and_then(|running| running.verdict.take());
            let (end, error) = verdict.unwrap_or_else(|| (StepStatus::Died, message.clone()));
            let message = if end == StepStatus::Died { error.clone() } else { message };
            self.finish(end, Some(error));
            self.ui.put_frame(&FromRunner::Died { message });
        } else if !self.may_start_again() {
            let (program, words) = (driver.program.display(), self.last_words());
            return self.fail(format!("{how} before it was ready: {program}{words}"));
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
        if running.clock.is_asking() && running.step == step {
            running.clock.answer(Instant::now());
            let words = self.dialect.reply(text);
            driver.control.put(&words);
        }
    }

    /// Ends the step without the driver, which is replaced by one in the first directory.
    pub(super) fn finish(&mut self, status: StepStatus, error: Option<String>) {
        let cwd = Some(self.start.cwd.display().to_string());
        self.end_step(StepResult { cwd, ..ended(status, error) });
    }

    pub(super) fn end_step(&mut self, result: StepResult) {
        let Some(running) = self.running.take() else { return };
        pause::let_go(&running.stopped);
        self.take_back_memory(running.memory_mb);
        let rest = self.names.rest();
        for frame in self.flow.push(&rest) {
            self.ui.put_frame(&frame);
        }
        for frame in self.flow.end() {
            self.ui.put_frame(&frame);
        }
        let now = Instant::now();
        self.left.look_soon(now);
        let duration_ms = running.clock.elapsed(now).as_secs_f64() * 1000.0;
        let result = StepResult { duration_ms, ..result };
        self.ui.put_frame(&FromRunner::Done { step: running.step, result });
    }
}

pub(super) fn ended(status: StepStatus, error: Option<String>) -> StepResult {
    StepResult { status, result: None, error, traceback: None, cwd: None, duration_ms: 0.0 }
}
