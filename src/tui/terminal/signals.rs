//! Signals that end or suspend the workspace, as values to wait for.

use std::io;

use tokio::signal::unix::{Signal, SignalKind, signal};

/// What a signal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// End with this exit code.
    End(u8),
    /// Stop until the shell continues us.
    Suspend,
    /// Look at the terminal's size again.
    Resize,
    /// We were stopped and go on: the shell has changed the terminal meanwhile.
    Continued,
}

/// Every signal that the workspace answers.
#[derive(Debug)]
pub struct Signals {
    terminate: Signal,
    hangup: Signal,
    interrupt: Signal,
    quit: Signal,
    stop: Signal,
    resize: Signal,
    continued: Signal,
}

impl Signals {
    /// Begins to listen; must be called within a tokio runtime.
    pub fn listen() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            hangup: signal(SignalKind::hangup())?,
            interrupt: signal(SignalKind::interrupt())?,
            quit: signal(SignalKind::quit())?,
            resize: signal(SignalKind::window_change())?,
            continued: signal(SignalKind::from_raw(rustix::process::Signal::CONT.as_raw()))?,
            stop: signal(SignalKind::from_raw(rustix::process::Signal::TSTP.as_raw()))?,
        })
    }

    /// Waits for the next one. Cancel safe.
    pub async fn next(&mut self) -> Asked {
        tokio::select! {
            _ = self.terminate.recv() => Asked::End(143),
            _ = self.hangup.recv() => Asked::End(129),
            _ = self.interrupt.recv() => Asked::End(130),
            _ = self.quit.recv() => Asked::End(131),
            _ = self.stop.recv() => Asked::Suspend,
            _ = self.resize.recv() => Asked::Resize,
            _ = self.continued.recv() => Asked::Continued,
        }
    }
}
