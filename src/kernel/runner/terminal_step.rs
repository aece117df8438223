//! A step at a terminal: a fresh shell with the state of the last takes its place, runs it, and hands the state back.
//!
//! It has no time limit: the user sits before it.

use std::time::Instant;

use base64::Engine as _;
use rustix::process::{Signal, WaitStatus};

use super::death;
use super::driver::{Driver, NO_TERMINAL};
use super::ladder::Rung;
use super::serve::{HIGH_WATER, Runner};
use super::steps::ended;
use super::terminal::Terminal;
use crate::engine::{StepId, StepResult, StepStatus, TerminalSize};
use crate::kernel::protocol::{FromRunner, MAX_OUTPUT};

/// Chunks that are read at its end, however much others go on writing.
const LAST_CHUNKS: usize = 64;

impl Runner {
    pub(super) fn exec_at_terminal(&mut self, step: StepId, code: String, size: TerminalSize) {
        if self.dialect.has_terminal() {
            self.queue(step, code, None, Some(size));
        } else {
            let result = ended(StepStatus::Error, Some(NO_TERMINAL.into()));
            self.ui.put_frame(&FromRunner::Done { step, result });
        }
    }

    /// The terminal of the shell that is there, if it has one.
    pub(super) fn terminal(&self) -> Option<&Terminal> {
        self.driver.as_ref()?.terminal.as_ref()
    }

    fn terminal_mut(&mut self) -> Option<&mut Terminal> {
        self.driver.as_mut()?.terminal.as_mut()
    }

    /// Whether the next step wants a terminal and the shell has none.
    pub(super) fn needs_another_shell(&self) -> bool {
        let wanted = self.waiting.front().map(|next| next.terminal.is_some());
        wanted.is_some_and(|wanted| wanted != self.terminal().is_some())
    }

    /// Lets the idle shell end; the one that follows goes on from its snapshot.
    pub(super) fn change_shell(&mut self) {
        let words = self.dialect.quit();
        if let Some(driver) = &mut self.driver {
            driver.control.put(&words);
            self.leaving = Some(Instant::now());
        }
    }

    /// Starts a shell at a terminal if the next step wants one; tells whether it does.
    pub(super) fn launch_at_terminal(&mut self) -> bool {
        let Some(size) = self.waiting.front().and_then(|next| next.terminal) else { return false };
        match Driver::start_at_terminal(self.dialect.as_mut(), &self.start, size) {
            Ok(driver) => self.driver = Some(driver),
            Err(message) => {
                if let Some(next) = self.waiting.pop_front() {
                    let result = ended(StepStatus::Error, Some(message));
                    self.ui.put_frame(&FromRunner::Done { step: next.step, result });
                }
                self.launch();
            }
        }
        true
    }

    /// Types at the terminal of the step that runs; what comes before it began is for nobody.
    pub(super) fn type_at(&mut self, step: StepId, bytes: &str) {
        let runs = self.running.as_ref().is_some_and(|running| running.step == step);
        let Ok(bytes) = base64::engine::general_purpose::STANDARD.decode(bytes) else { return };
        if let Some(terminal) = self.terminal_mut().filter(|_| runs) {
            terminal.press(&bytes);
        }
    }

    pub(super) fn resize(&mut self, step: StepId, size: TerminalSize) {
        if let Some(next) = self.waiting.iter_mut().find(|next| next.step == step) {
            next.terminal = next.terminal.map(|_| size);
        }
        // Also before its step has begun: a shell at a terminal has one step only.
        if let Some(terminal) = self.terminal() {
            terminal.resize(size);
        }
    }

    /// Reads some output, as long as the UI keeps up, and hands over what was typed.
    pub(super) fn read_terminal(&mut self) {
        if let Some(terminal) = self.terminal_mut() {
            terminal.flush();
            self.take_printed(4);
        }
    }

    /// Reads what was printed up to now.
    pub(super) fn drain_terminal(&mut self) {
        self.take_printed(LAST_CHUNKS);
    }

    fn take_printed(&mut self, chunks: usize) {
        let mut chunk = vec![0; MAX_OUTPUT];
        for _ in 0..chunks {
            if chunks < LAST_CHUNKS && self.ui.pending() >= HIGH_WATER {
                return;
            }
            match self.terminal_mut().and_then(|terminal| terminal.read(&mut chunk)) {
                Some(n) => self.flow_on(&chunk[..n]),
                None => return,
            }
        }
    }

    /// A step at a terminal is over when its shell is gone: only then all that it printed is there,
    /// and whether an interrupt ended it.
    pub(super) fn keep_for_the_end(&mut self, result: StepResult) -> Option<StepResult> {
        let Some(terminal) = self.terminal_mut() else { return Some(result) };
        terminal.result = Some(result);
        self.leaving = Some(Instant::now());
        None
    }

    /// Ends the step of a shell at a terminal that is gone; gives back every other.
    pub(super) fn left_terminal(
        &mut self,
        mut driver: Driver,
        status: WaitStatus,
    ) -> Option<Driver> {
        let told = match &mut driver.terminal {
            Some(terminal) => terminal.result.take(),
            None => return Some(driver),
        };
        let interrupted = status.terminating_signal() == Some(Signal::INT.as_raw());
        match (told, status.exit_status()) {
            (Some(result), _) if interrupted && result.status != StepStatus::Ok => {
                let (status, error) = (StepStatus::Interrupted, Some("interrupted".into()));
                self.end_step(StepResult { status, error, ..result });
            }
            (Some(result), _) => self.end_step(result),
            // Something took the shell's place, by `exec`.
            (None, Some(code)) if driver.ready => {
                let error = (code != 0).then(|| format!("exit status {code}"));
                self.finish(StepStatus::Exited, error);
            }
            (None, _) if self.running.is_some() => {
                let how = death::words_of(status, None);
                let error = format!("the shell {how}, {}", self.dialect.loss());
                self.finish(StepStatus::Error, Some(error));
            }
            (None, _) => return Some(driver),
        }
        self.launch();
        None
    }

    /// First as a key, which the program may read in its own way, then as a signal.
    pub(super) fn interrupt_terminal(&mut self, rung: Rung) {
        match (rung, self.terminal_mut()) {
            (Rung::Interrupt, Some(terminal)) => terminal.press(b"\x03"),
            (_, Some(terminal)) => terminal.interrupt(),
            (_, None) => {}
        }
    }
}
