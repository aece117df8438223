//! The runner's loop: waits for the UI, the driver, its output, dying processes and the clock.

use std::collections::VecDeque;
use std::io;
use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, WaitOptions, WaitStatus, wait};

use super::driver::Driver;
use super::flow::Flow;
use super::left::Left;
use super::names::Names;
use super::processes;
use super::quit::AtEnd;
use super::signals::Signals;
use super::steps::{Running, Waiting};
use super::wire::Wire;
use crate::engine::{Level, StepId};
use crate::kernel::language::{self, Dialect};
use crate::kernel::protocol::{FromRunner, Hidden, Start, ToRunner};

/// Bytes waiting for the UI beyond which the output pipe is left to fill.
pub(super) const HIGH_WATER: usize = 256 * 1024;
/// How long a driver may take to get ready.
const START_TIME: Duration = Duration::from_mins(1);
/// How long a driver may take to end after a step that called `exit`.
const LEAVE_TIME: Duration = Duration::from_secs(1);
/// Drivers that may die before they are ready, one after the other.
const MOST_STARTS: u32 = 3;

/// All that a runner holds.
pub(super) struct Runner {
    pub(super) ui: Wire,
    pub(super) signals: Signals,
    pub(super) start: Start,
    pub(super) dialect: Box<dyn Dialect>,
    pub(super) output: OwnedFd,
    /// Kept open, so that drivers come and go and the pipe stays.
    output_end: OwnedFd,
    pub(super) driver: Option<Driver>,
    pub(super) running: Option<Running>,
    pub(super) waiting: VecDeque<Waiting>,
    pub(super) flow: Flow,
    /// Why there is no driver.
    pub(super) failure: Option<String>,
    pub(super) starts: u32,
    /// Since when the driver is about to end, because its step called `exit`.
    pub(super) leaving: Option<Instant>,
    /// When the running step is looked at next.
    pub(super) watch_at: Instant,
    pub(super) left: Left,
    pub(super) at_end: AtEnd,
    pub(super) names: Names,
    /// Words of looks at code that wait for a driver.
    pub(super) checks: Vec<Vec<u8>>,
    /// What the driver printed before it was ready.
    pub(super) first_words: Vec<u8>,
}

impl Runner {
    pub(super) fn new(ui: Wire, signals: Signals, start: Start) -> io::Result<Self> {
        let (output, output_end) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC)?;
        rustix::io::ioctl_fionbio(&output, true)?;
        super::drain::widen(&output);
        let dialect = language::dialect(start.lang);
        Ok(Self {
            ui,
            signals,
            start,
            dialect,
            output,
            output_end,
            driver: None,
            running: None,
            waiting: VecDeque::new(),
            flow: Flow::new(StepId(0)),
            failure: None,
            starts: 0,
            leaving: None,
            watch_at: Instant::now(),
            left: Left::default(),
            at_end: AtEnd::default(),
            names: Names::default(),
            checks: Vec::new(),
            first_words: Vec::new(),
        })
    }

    /// Serves until the UI is gone.
    pub(super) fn run(mut self) -> anyhow::Result<()> {
        let hidden = super::limits::environment().1;
        if hidden > 0 && self.start.hidden == Hidden::Tell {
            let text = super::limits::hidden_words(hidden);
            self.ui.put_frame(&FromRunner::Notice { level: Level::Info, text });
        }
        self.launch();
        loop {
            let stop = self.wait()?;
            self.hear_ui()?;
            if stop || self.ui.is_closed() {
                self.quit();
                return Ok(());
            }
            self.reap();
            self.hear_driver();
            self.read_output();
            self.keep_time();
        }
    }

    /// Waits for the next thing to do; true when a signal asks for the end.
    fn wait(&mut self) -> io::Result<bool> {
        let room = self.ui.pending() < HIGH_WATER;
        let write =
            |wire: &Wire| if wire.pending() > 0 { PollFlags::OUT } else { PollFlags::empty() };
        let mut fds = vec![
            PollFd::new(&self.ui, PollFlags::IN | write(&self.ui)),
            PollFd::new(&self.signals.pipe, PollFlags::IN),
        ];
        if room && !self.holds_output() {
            fds.push(PollFd::new(&self.output, PollFlags::IN));
        }
        let heard = self.driver.as_ref().filter(|driver| !driver.control.is_closed());
        if let Some(driver) = heard {
            let read = if room { PollFlags::IN } else { PollFlags::empty() };
            fds.push(PollFd::new(driver, read | write(&driver.control)));
        }
        fds.extend(self.terminal().and_then(|terminal| terminal.watched(room)));
        let timeout = self.wake_at().map(|at| at.saturating_duration_since(Instant::now()));
        let timeout = timeout.and_then(|left| Timespec::try_from(left).ok());
        match poll(&mut fds, timeout.as_ref()) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let signalled = !fds[1].revents().is_empty();
        self.ui.flush();
        if let Some(driver) = &mut self.driver {
            driver.control.flush();
        }
        Ok(signalled && self.signals.asked_to_end())
    }

    fn hear_ui(&mut self) -> anyhow::Result<()> {
        self.ui.fill();
        while let Some(message) = self.ui.take_frame()? {
            match message {
                ToRunner::Start(start) => self.start = start,
                ToRunner::Exec { step, code, timeout_ms } => self.exec(step, code, timeout_ms),
                ToRunner::Interrupt { step } => self.interrupt(step),
                ToRunner::Input { step, text } => self.answer(step, text.as_deref()),
                ToRunner::Variables => self.ask_variables(),
                ToRunner::Show { name } => self.show_variable(name),
                ToRunner::Check { id, code, trial_s } => self.check(id, &code, trial_s),
                ToRunner::Restart => self.restart(),
                ToRunner::ExecAtTerminal { step, code, size } => {
                    self.exec_at_terminal(step, code, size);
                }
                ToRunner::Type { step, bytes } => self.type_at(step, &bytes),
                ToRunner::Resize { step, size } => self.resize(step, size),
                ToRunner::LetOutputGo { step } => self.flow.let_go(step),
                ToRunner::Pause { step } => self.pause(step),
                ToRunner::Continue { step } => self.go_on(step),
                ToRunner::ExtendTime { step, seconds } => self.extend_time(step, seconds),
                ToRunner::RaiseMemory { step, mib } => self.raise_memory(step, mib),
                ToRunner::Keep => self.at_end = AtEnd::Spare,
            }
        }
        Ok(())
    }

    fn hear_driver(&mut self) {
        if self.ui.pending() >= HIGH_WATER {
            return;
        }
        if let Some(driver) = &mut self.driver {
            driver.control.fill();
        }
        while let Some(said) = self.driver.as_mut().and_then(Driver::hear) {
            self.said(said);
        }
    }

    /// Starts a driver, or says why there is none.
    pub(super) fn launch(&mut self) {
        use std::os::fd::AsFd as _;
        self.starts += 1;
        self.leaving = None;
        self.failure = None;
        self.first_words.clear();
        if self.launch_at_terminal() {
            return;
        }
        let started = Driver::start(self.dialect.as_mut(), &self.start, self.output_end.as_fd());
        match started {
            Ok(driver) => {
                self.driver = Some(driver);
                self.names.set(self.dialect.folder().as_deref());
            }
            Err(message) => self.fail(message),
        }
    }

    /// Reaps every process that ended; the driver's end is dealt with at once.
    fn reap(&mut self) {
        let mut ended = None;
        while let Ok(Some((pid, status))) = wait(WaitOptions::NOHANG) {
            if self.is_driver(pid) {
                ended = Some(status);
            }
        }
        if let Some(status) = ended {
            self.driver_ended(status);
        }
    }

    fn driver_ended(&mut self, status: WaitStatus) {
        // What it said before its end still counts.
        if let Some(driver) = &mut self.driver {
            driver.control.fill();
        }
        while let Some(said) = self.driver.as_mut().and_then(Driver::hear) {
            self.said(said);
        }
        self.drain_terminal();
        let Some(driver) = self.driver.take() else { return };
        let Some(driver) = self.left_terminal(driver, status) else { return };
        if self.leaving.is_some() {
            self.launch();
            return;
        }
        self.kill_all();
        self.drain_output();
        self.died(&driver, status);
    }

    pub(super) fn may_start_again(&self) -> bool {
        self.starts < MOST_STARTS
    }

    pub(super) fn is_driver(&self, pid: Pid) -> bool {
        self.driver.as_ref().is_some_and(|driver| driver.pid == pid)
    }

    /// Kills everything below us; gives the driver's end if it was among them.
    pub(super) fn kill_all(&mut self) -> Option<WaitStatus> {
        let driver = self.driver.as_ref().map(|driver| driver.pid);
        if let Some(pid) = driver {
            let _ = rustix::process::kill_process_group(pid, rustix::process::Signal::KILL);
        }
        let mut ended = None;
        processes::kill_all(&[], |pid, status| {
            if Some(pid) == driver {
                ended = Some(status);
            }
        });
        ended
    }

    fn wake_at(&self) -> Option<Instant> {
        let starting = self.driver.as_ref().filter(|driver| !driver.ready);
        let starting = starting.map(|driver| driver.since + START_TIME);
        let step = self.running.as_ref().filter(|running| !running.clock.is_paused());
        let step = step.map(|running| running.wake_at().min(self.watch_at));
        let left = self.left.at.filter(|_| self.running.is_none());
        let leaving = self.leaving.map(|since| since + LEAVE_TIME);
        starting.into_iter().chain(step).chain(leaving).chain(left).min()
    }

    fn keep_time(&mut self) {
        let now = Instant::now();
        let slow = |driver: &Driver| !driver.ready && driver.since + START_TIME <= now;
        if self.driver.as_ref().is_some_and(slow) {
            self.kill_all();
            self.driver = None;
            self.fail(format!("the kernel was not ready after {} s", START_TIME.as_secs()));
        }
        if let (Some(since), Some(driver)) = (self.leaving, &self.driver)
            && since + LEAVE_TIME <= now
        {
            self.leaving = Some(now);
            let _ = rustix::process::kill_process(driver.pid, rustix::process::Signal::KILL);
        }
        self.stop_overdue(now);
        if self.watch_at <= now {
            self.watch(now);
        }
        self.look_at_left(now);
    }
}
