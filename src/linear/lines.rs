//! Lines that are typed or piped in: one is read when one is wanted, so that an editor has the terminal to itself.

use std::io;
use std::os::fd::AsFd as _;
use std::sync::mpsc as wishes;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::termios::{LocalModes, OptionalActions, QueueSelector};
use tokio::sync::mpsc;

/// Lines of a paste follow each other faster than this.
const PASTED: Timespec = Timespec { tv_sec: 0, tv_nsec: 30_000_000 };
/// A longer line is read in parts.
const MOST: usize = 1 << 20;
/// Who answers faster than this after a question appeared has not read it.
const GRACE: Duration = Duration::from_millis(250);

/// Standard input, line by line, on a thread of its own.
#[derive(Debug)]
pub(super) struct Lines {
    wishes: wishes::SyncSender<()>,
    heard: mpsc::Receiver<Heard>,
    waits: bool,
    is_terminal: bool,
    hidden: bool,
    /// When the question that stands was asked.
    asked: Instant,
}

/// A line, or the end of the input.
#[derive(Debug)]
pub(super) struct Heard {
    /// `None` at the end.
    pub(super) text: Option<String>,
    at: Instant,
}

impl Lines {
    pub(super) fn of_stdin(is_terminal: bool) -> io::Result<Self> {
        let (wishes, wanted) = wishes::sync_channel(1);
        let (sender, heard) = mpsc::channel(1);
        std::thread::Builder::new()
            .name("lines".into())
            .spawn(move || read(&wanted, &sender, is_terminal))?;
        let (waits, hidden, asked) = (false, false, Instant::now());
        Ok(Self { wishes, heard, waits, is_terminal, hidden, asked })
    }

    /// A question was asked; what was typed before it does not answer it. A pipe is a script: it keeps its order.
    pub(super) fn ask(&mut self, secret: bool) {
        self.asked = Instant::now();
        if self.is_terminal {
            let _ = rustix::termios::tcflush(io::stdin(), QueueSelector::IFlush);
            self.hide(secret);
        }
        if !self.waits {
            self.waits = self.wishes.try_send(()).is_ok();
        }
    }

    /// The next line; never where none is wanted. Cancel safe.
    pub(super) async fn next(&mut self) -> Heard {
        if !self.waits {
            return std::future::pending().await;
        }
        let ended = || Heard { text: None, at: Instant::now() };
        let heard = self.heard.recv().await.unwrap_or_else(ended);
        self.waits = false;
        self.hide(false);
        heard
    }

    /// Whether a person can have read the question that this line would answer.
    pub(super) fn was_read(&self, heard: &Heard) -> bool {
        !self.is_terminal || heard.at.saturating_duration_since(self.asked) >= GRACE
    }

    /// Passwords are not shown while they are typed.
    fn hide(&mut self, secret: bool) {
        if !self.is_terminal || self.hidden == secret {
            return;
        }
        if let Ok(mut modes) = rustix::termios::tcgetattr(io::stdin()) {
            modes.local_modes.set(LocalModes::ECHO, !secret);
            let _ = rustix::termios::tcsetattr(io::stdin(), OptionalActions::Now, &modes);
            self.hidden = secret;
        }
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        self.hide(false);
    }
}

fn read(wanted: &wishes::Receiver<()>, heard: &mpsc::Sender<Heard>, joins: bool) {
    let mut source = Source { read: Vec::new(), joins };
    while wanted.recv().is_ok() {
        let text = source.line();
        if heard.blocking_send(Heard { text, at: Instant::now() }).is_err() {
            return;
        }
    }
}

/// What was read and is no line yet.
struct Source {
    read: Vec<u8>,
    /// Lines that come in one go are one text.
    joins: bool,
}

impl Source {
    fn line(&mut self) -> Option<String> {
        let mut line = self.one()?;
        while self.joins && self.follows() {
            let Some(next) = self.one() else { break };
            line.push(b'\n');
            line.extend(next);
        }
        Some(String::from_utf8_lossy(&line).into_owned())
    }

    fn one(&mut self) -> Option<Vec<u8>> {
        let mut piece = [0; 4096];
        loop {
            if let Some(end) = self.read.iter().position(|byte| *byte == b'\n') {
                let mut line: Vec<u8> = self.read.drain(..=end).collect();
                line.pop();
                line.pop_if(|byte| *byte == b'\r');
                return Some(line);
            }
            if self.read.len() >= MOST {
                return Some(std::mem::take(&mut self.read));
            }
            match rustix::io::read(io::stdin(), &mut piece) {
                Ok(length @ 1..) => self.read.extend_from_slice(&piece[..length]),
                Err(Errno::INTR) => {}
                Ok(_) | Err(_) if self.read.is_empty() => return None,
                Ok(_) | Err(_) => return Some(std::mem::take(&mut self.read)),
            }
        }
    }

    fn follows(&self) -> bool {
        let stdin = io::stdin();
        let mut watched = [PollFd::from_borrowed_fd(stdin.as_fd(), PollFlags::IN)];
        let mut ready = || matches!(poll(&mut watched, Some(&PASTED)), Ok(1..));
        self.read.contains(&b'\n') || ready()
    }
}
