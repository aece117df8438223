//! The writing end of the model process's socket, shared by its threads.

use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex, PoisonError};

use super::protocol::FromModel;
use crate::process::write_frame;

/// Sends frames one at a time. A program that is gone is noticed by the reading end, not here.
#[derive(Debug, Clone)]
pub(super) struct Outbox {
    socket: Arc<Mutex<UnixStream>>,
}

impl Outbox {
    /// Writes to that socket.
    #[must_use]
    pub(super) fn new(socket: UnixStream) -> Self {
        Self { socket: Arc::new(Mutex::new(socket)) }
    }

    /// Sends one frame; waits while the program does not read.
    pub(super) fn send(&self, frame: &FromModel) {
        let mut socket = self.socket.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = write_frame(&mut *socket, frame) {
            tracing::warn!("a frame was lost: {error}");
        }
    }
}
