//! A driver process as the runner holds it.

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::os::fd::{AsFd as _, BorrowedFd, OwnedFd};
use std::os::unix::fs::FileExt as _;
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Instant;

use rustix::process::Pid;

use super::exec::{self, Order, Outlet};
use super::terminal::Terminal;
use super::wire::Wire;
use super::{limits, terminal_env};
use crate::engine::TerminalSize;
use crate::kernel::language::{Dialect, Launch, Said};
use crate::kernel::protocol::{MARK, Start};

/// Why a step cannot run at a terminal, where its language cannot.
pub(super) const NO_TERMINAL: &str = "only shell steps can run at a terminal; run this one without";

/// A driver that was started, ready or not.
#[derive(Debug)]
pub(super) struct Driver {
    pub(super) pid: Pid,
    pub(super) control: Wire,
    pub(super) program: PathBuf,
    pub(super) nonce: String,
    pub(super) ready: bool,
    pub(super) since: Instant,
    /// Where it notes the line that it executes, if it does.
    line: Option<File>,
    /// Lines that were no message; told in the log only.
    pub(super) noise: u64,
    /// Its controlling terminal, if it has one; such a driver runs one step.
    pub(super) terminal: Option<Terminal>,
}

type Environment = Vec<(OsString, OsString)>;

impl Driver {
    /// Starts a driver whose output goes to `output`; `Err` is a sentence for the user.
    pub(super) fn start(
        dialect: &mut dyn Dialect,
        start: &Start,
        output: BorrowedFd<'_>,
    ) -> Result<Self, String> {
        let nonce = format!("{:016x}", rand::random::<u64>());
        let launch = dialect.launch(start, &nonce)?;
        Self::open(launch, nonce, start, (output, None), limits::environment().0)
    }

    /// Starts a driver for one step at a terminal of its own.
    pub(super) fn start_at_terminal(
        dialect: &mut dyn Dialect,
        start: &Start,
        size: TerminalSize,
    ) -> Result<Self, String> {
        let nonce = format!("{:016x}", rand::random::<u64>());
        let launch = dialect.launch_at_terminal(start, &nonce, &terminal_env::swaps());
        let launch = launch.unwrap_or_else(|| Err(NO_TERMINAL.into()))?;
        let opened = Terminal::open(size);
        let (terminal, theirs) =
            opened.map_err(|error| format!("no terminal could be opened: {error}"))?;
        let output = (theirs.as_fd(), Some(terminal));
        Self::open(launch, nonce, start, output, terminal_env::environment())
    }

    fn open(
        launch: Launch,
        nonce: String,
        start: &Start,
        (output, terminal): (BorrowedFd<'_>, Option<Terminal>),
        environment: Environment,
    ) -> Result<Self, String> {
        let order = Order {
            program: launch.program.clone(),
            args: launch.args,
            memory_mb: start.memory_mb,
            nice: start.nice,
            outlet: if terminal.is_some() { Outlet::Terminal } else { Outlet::Pipe },
            parent: rustix::process::getpid().as_raw_nonzero().get(),
        };
        let environment = environment.into_iter().chain(launch.env).collect();
        let (control, pid) = spawn(&order, environment, start, output).map_err(|error| {
            format!("{} could not be started: {error}", launch.program.display())
        })?;
        let mut control =
            Wire::new(control).map_err(|error| format!("the control socket failed: {error}"))?;
        control.put(&launch.greeting);
        let since = Instant::now();
        Ok(Self {
            pid,
            control,
            program: launch.program,
            nonce,
            ready: false,
            since,
            line: None,
            noise: 0,
            terminal,
        })
    }

    /// The next message; what is none, or bears another nonce, is noise.
    pub(super) fn hear(&mut self) -> Option<Said> {
        loop {
            let line = self.control.take_line()?;
            if line.is_empty() {
                continue;
            }
            match serde_json::from_slice::<Said>(&line) {
                Ok(said) if self.is_ours(&said) => return Some(said),
                _ => self.noise += 1,
            }
        }
    }

    /// Keeps hold of the memory in which the driver notes the line that it executes.
    pub(super) fn open_line(&mut self, descriptor: Option<i32>) {
        let pid = self.pid.as_raw_nonzero();
        let path = descriptor.map(|fd| format!("/proc/{pid}/fd/{fd}"));
        self.line = path.and_then(|path| File::open(path).ok());
    }

    /// The line of the step that is being executed, where the driver tells.
    pub(super) fn line(&self) -> Option<u32> {
        let mut bytes = [0; 4];
        self.line.as_ref()?.read_exact_at(&mut bytes, 0).ok()?;
        Some(u32::from_ne_bytes(bytes)).filter(|line| *line > 0)
    }

    fn is_ours(&self, said: &Said) -> bool {
        match said {
            Said::Ready { .. } | Said::Failed { .. } => !self.ready,
            Said::Done { k, .. }
            | Said::Stdin { k, .. }
            | Said::Display { k, .. }
            | Said::Vars { k, .. }
            | Said::Shown { k, .. }
            | Said::Checked { k, .. } => *k == self.nonce,
        }
    }
}

fn spawn(
    order: &Order,
    environment: Environment,
    start: &Start,
    output: BorrowedFd<'_>,
) -> io::Result<(UnixStream, Pid)> {
    let (ours, theirs) = UnixStream::pair()?;
    let mut command = exec::command(order)?;
    let order = command.get_envs().filter_map(|(k, v)| Some((k.to_owned(), v?.to_owned())));
    let order: Vec<_> = order.collect();
    command.env_clear().envs(environment).envs(order);
    command.env(MARK, &start.mark);
    if start.cwd.is_dir() {
        command.current_dir(&start.cwd);
    }
    let child = command
        .stdin(Stdio::from(OwnedFd::from(theirs)))
        .stdout(Stdio::from(output.try_clone_to_owned()?))
        .stderr(Stdio::from(output.try_clone_to_owned()?))
        .spawn()?;
    let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    Ok((ours, pid.ok_or(io::ErrorKind::NotFound)?))
}

impl std::os::fd::AsFd for Driver {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.control.as_fd()
    }
}
