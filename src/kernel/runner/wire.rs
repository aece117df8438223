//! A socket that never blocks: what came in and what must go out wait in buffers.

use std::collections::VecDeque;
use std::io::{self, Read as _, Write as _};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;

use serde::{Serialize, de::DeserializeOwned};

use crate::process::{self, MAX_FRAME};

/// Bytes taken from a socket at one go, so that others get their turn.
const GULP: usize = 1 << 20;

/// One end of a socket with its buffers.
#[derive(Debug)]
pub(super) struct Wire {
    stream: UnixStream,
    inbox: Vec<u8>,
    outbox: VecDeque<u8>,
    closed: bool,
}

impl Wire {
    pub(super) fn new(stream: UnixStream) -> io::Result<Self> {
        stream.set_nonblocking(true)?;
        Ok(Self { stream, inbox: Vec::new(), outbox: VecDeque::new(), closed: false })
    }

    /// Takes in what there is; afterwards [`Self::is_closed`] tells whether the other end is gone.
    pub(super) fn fill(&mut self) {
        let mut chunk = [0; 65536];
        let mut taken = 0;
        while taken < GULP {
            match self.stream.read(&mut chunk) {
                Ok(0) => return self.closed = true,
                Ok(n) => {
                    taken += n;
                    self.inbox.extend_from_slice(&chunk[..n]);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(_) => return self.closed = true,
            }
        }
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }

    /// Puts bytes in line and sends what the socket takes.
    pub(super) fn put(&mut self, bytes: &[u8]) {
        self.outbox.extend(bytes);
        self.flush();
    }

    /// Puts a frame in line; one that cannot be encoded is too long, which callers rule out.
    pub(super) fn put_frame(&mut self, message: &impl Serialize) {
        let mut frame = Vec::new();
        match process::write_frame(&mut frame, message) {
            Ok(()) => self.put(&frame),
            Err(error) => tracing::warn!("a message of the runner was dropped: {error}"),
        }
    }

    /// Sends what the socket takes.
    pub(super) fn flush(&mut self) {
        while !self.outbox.is_empty() {
            match self.stream.write(self.outbox.as_slices().0) {
                Ok(n) => drop(self.outbox.drain(..n)),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(_) => return self.outbox.clear(),
            }
        }
    }

    /// Bytes that wait to be sent.
    pub(super) fn pending(&self) -> usize {
        self.outbox.len()
    }

    /// Takes the next whole frame; `Err` means that the stream is broken.
    pub(super) fn take_frame<T: DeserializeOwned>(&mut self) -> Result<Option<T>, process::Error> {
        let Some(header) = self.inbox.first_chunk::<4>() else { return Ok(None) };
        let length = u32::from_be_bytes(*header) as usize;
        if length > MAX_FRAME {
            return Err(process::Error::TooLong(length));
        }
        if self.inbox.len() < 4 + length {
            return Ok(None);
        }
        let frame: Vec<u8> = self.inbox.drain(..4 + length).collect();
        process::read_frame(&mut frame.as_slice())
    }

    /// Takes the next whole line, without its end.
    pub(super) fn take_line(&mut self) -> Option<Vec<u8>> {
        let Some(end) = self.inbox.iter().position(|byte| *byte == b'\n') else {
            // Garbage without an end must not fill the memory.
            if self.inbox.len() > MAX_FRAME {
                self.inbox.clear();
            }
            return None;
        };
        let mut line: Vec<u8> = self.inbox.drain(..=end).collect();
        line.pop();
        Some(line)
    }
}

impl AsFd for Wire {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.stream.as_fd()
    }
}
