//! The signals that the runner catches.

use std::io::Read as _;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Signals as something to poll.
#[derive(Debug)]
pub(super) struct Signals {
    /// Readable after any signal that we catch.
    pub(super) pipe: UnixStream,
    /// Set by those that ask for the end; SIGCHLD does not.
    pub(super) ending: Arc<AtomicBool>,
}

impl Signals {
    /// Empties the pipe; tells whether the end was asked for.
    pub(super) fn asked_to_end(&mut self) -> bool {
        let mut drained = [0; 64];
        while matches!(self.pipe.read(&mut drained), Ok(n) if n == drained.len()) {}
        self.ending.load(Ordering::Relaxed)
    }
}
