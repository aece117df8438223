//! The runner's own end: all it started ends with it, or all but what runs in the background.

use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Signal, WaitOptions, kill_process, setsid, wait};

use super::exec;
use super::pause;
use super::processes;
use super::serve::Runner;

/// How long an idle driver may take to end by itself.
const QUIT_TIME: Duration = Duration::from_millis(300);
/// Makes a process of this binary one that only reads.
const VARIABLE: &str = "CI_TUI_DRAIN";

/// What becomes of background processes at the end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum AtEnd {
    /// They end with the runner.
    #[default]
    Kill,
    /// They live on.
    Spare,
}

impl Runner {
    /// Lets an idle driver end by itself for a moment, then ends all that is not spared.
    pub(super) fn quit(mut self) {
        if self.at_end == AtEnd::Spare && self.running.is_none() {
            self.know_left();
        }
        if let (None, Some(driver)) = (&self.running, &mut self.driver) {
            let words = self.dialect.quit();
            driver.control.put(&words);
            self.await_driver();
        }
        match self.at_end {
            AtEnd::Kill => drop(self.kill_all()),
            AtEnd::Spare => self.kill_but_left(),
        }
    }

    fn await_driver(&mut self) {
        let end = Instant::now() + QUIT_TIME;
        while self.driver.is_some() && Instant::now() < end {
            let left = end.saturating_duration_since(Instant::now());
            let timeout = Timespec::try_from(left).ok();
            let _ = poll(&mut [PollFd::new(&self.signals.pipe, PollFlags::IN)], timeout.as_ref());
            self.signals.asked_to_end();
            while let Ok(Some((pid, _))) = wait(WaitOptions::NOHANG) {
                if self.is_driver(pid) {
                    self.driver = None;
                }
            }
        }
    }

    /// The driver and the running step end; what earlier steps left lives on.
    fn kill_but_left(mut self) {
        let left = self.left.pids();
        if let Some(driver) = self.driver.take() {
            let _ = kill_process(driver.pid, Signal::KILL);
        }
        processes::kill_all(&left, |_, _| {});
        if let Some(running) = &self.running {
            let stopped: Vec<_> =
                running.stopped.iter().filter(|pid| left.contains(pid)).copied().collect();
            pause::let_go(&stopped);
        }
        if !left.is_empty() {
            self.leave_a_reader();
        }
    }

    /// Without a reader, whatever still prints into the pipe would be killed by that.
    fn leave_a_reader(self) {
        let _ = rustix::io::ioctl_fionbio(&self.output, false);
        let Ok(binary) = exec::own_binary() else { return };
        let _ = Command::new(binary)
            .arg("__kernel")
            .env(VARIABLE, "1")
            .current_dir("/")
            .stdin(Stdio::from(self.output))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
    }
}

/// Whether this process shall only read.
pub(super) fn is_reader() -> bool {
    std::env::var_os(VARIABLE).is_some()
}

/// Reads what kept processes print until the last of them has ended.
pub(super) fn read_on() -> ExitCode {
    let _ = setsid();
    let _ = std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink());
    ExitCode::SUCCESS
}
