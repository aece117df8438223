//! A pseudo-terminal as the runner holds it: its size, what is typed at it, what is read from it.

use std::collections::VecDeque;
use std::io;
use std::os::fd::OwnedFd;

use rustix::event::{PollFd, PollFlags};
use rustix::fs::{Mode, OFlags};
use rustix::io::{Errno, FdFlags};
use rustix::process::{Signal, kill_process_group};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcgetpgrp, tcsetwinsize};

use crate::engine::{StepResult, TerminalSize};

/// Bytes typed that wait for a program to read them; what is beyond is lost, as at any terminal.
const MOST_TYPED: usize = 1 << 20;

/// Our side of a terminal.
#[derive(Debug)]
pub(super) struct Terminal {
    ours: OwnedFd,
    typed: VecDeque<u8>,
    /// Nobody has the other side any more.
    closed: bool,
    /// How the step ended, once the shell has said so; told when the shell itself is gone.
    pub(super) result: Option<StepResult>,
}

impl Terminal {
    /// Opens one of this size; the other side comes with it.
    pub(super) fn open(size: TerminalSize) -> io::Result<(Self, OwnedFd)> {
        let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY)?;
        rustix::io::fcntl_setfd(&ours, FdFlags::CLOEXEC)?;
        rustix::io::ioctl_fionbio(&ours, true)?;
        grantpt(&ours)?;
        unlockpt(&ours)?;
        let name = ptsname(&ours, Vec::new())?;
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let theirs = rustix::fs::open(name, flags, Mode::empty())?;
        let terminal = Self { ours, typed: VecDeque::new(), closed: false, result: None };
        terminal.resize(size);
        Ok((terminal, theirs))
    }

    /// Gives it another size, of which the programs at it are told.
    pub(super) fn resize(&self, size: TerminalSize) {
        let size = Winsize { ws_row: size.rows, ws_col: size.columns, ws_xpixel: 0, ws_ypixel: 0 };
        let _ = tcsetwinsize(&self.ours, size);
    }

    /// What to wait for, if there is anything; reading only while there is `room`.
    pub(super) fn watched(&self, room: bool) -> Option<PollFd<'_>> {
        let mut flags = PollFlags::empty();
        flags.set(PollFlags::IN, room);
        flags.set(PollFlags::OUT, !self.typed.is_empty());
        (!self.closed && !flags.is_empty()).then(|| PollFd::new(&self.ours, flags))
    }

    /// Types these bytes, as soon as the programs at it read.
    pub(super) fn press(&mut self, bytes: &[u8]) {
        let room = MOST_TYPED.saturating_sub(self.typed.len());
        self.typed.extend(&bytes[..bytes.len().min(room)]);
        self.flush();
    }

    /// Hands over what waits and is taken.
    pub(super) fn flush(&mut self) {
        while !self.typed.is_empty() && !self.closed {
            match rustix::io::write(&self.ours, self.typed.as_slices().0) {
                Ok(n) if n > 0 => drop(self.typed.drain(..n)),
                Err(Errno::INTR) => {}
                _ => return,
            }
        }
    }

    /// Reads what was printed at it; nothing where there is nothing now.
    pub(super) fn read(&mut self, chunk: &mut [u8]) -> Option<usize> {
        loop {
            match rustix::io::read(&self.ours, &mut *chunk) {
                Ok(n) if n > 0 => return Some(n),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => return None,
                _ => {
                    self.closed = true;
                    return None;
                }
            }
        }
    }

    /// Interrupts whoever reads from it.
    pub(super) fn interrupt(&self) {
        if let Ok(group) = tcgetpgrp(&self.ours) {
            let _ = kill_process_group(group, Signal::INT);
        }
    }
}
