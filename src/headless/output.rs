//! Standard output behind a short queue: a reader that is slow, or gone, never blocks the loop.

use std::io::{self, Write};
use std::thread::{self, JoinHandle};

use tokio::sync::mpsc::{self, Permit, Sender};

use super::signals::{Signals, Wish};

/// Pieces that wait for the reader; behind them the whole program waits.
const QUEUE: usize = 64;

/// How a run is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people and pipes.
    Text,
    /// One object a line.
    Json,
}

/// The reader of our output is gone, or the disk behind it is full.
#[derive(Debug)]
pub struct Gone;

/// A thread that writes what it is handed, in order.
#[derive(Debug)]
pub struct Output {
    queue: Sender<String>,
    thread: JoinHandle<io::Result<()>>,
}

impl Output {
    /// Writes to `target` from now on.
    pub fn new(mut target: impl Write + Send + 'static) -> Self {
        let (queue, mut pieces) = mpsc::channel::<String>(QUEUE);
        let thread = thread::spawn(move || {
            while let Some(piece) = pieces.blocking_recv() {
                target.write_all(piece.as_bytes())?;
                target.flush()?;
            }
            Ok(())
        });
        Self { queue, thread }
    }

    /// Waits for room in the queue. Cancel safe.
    pub async fn room(&self) -> Result<Permit<'_, String>, Gone> {
        self.queue.reserve().await.map_err(|_| Gone)
    }

    /// Hands a piece over; a signal that comes first is returned, and the piece is still to be handed over. Cancel
    /// safe. Signals count also while a slow reader makes us wait.
    pub async fn hand_over(
        &self,
        piece: &mut String,
        signals: &mut Signals,
    ) -> Result<Option<Wish>, Gone> {
        if piece.is_empty() {
            return Ok(None);
        }
        tokio::select! {
            room = self.room() => {
                room?.send(std::mem::take(piece));
                Ok(None)
            }
            wish = signals.next() => Ok(Some(wish)),
        }
    }

    /// Writes if there is room; for last words, which nobody waits for.
    pub fn try_write(&self, piece: String) {
        let _ = self.queue.try_send(piece);
    }

    /// Resolves when nobody can be written to any more.
    pub async fn gone(&self) {
        self.queue.closed().await;
    }

    /// Waits until everything is written, and says how that went.
    pub async fn finish(self) -> io::Result<()> {
        let Self { queue, thread } = self;
        drop(queue);
        tokio::task::spawn_blocking(|| thread.join())
            .await
            .ok()
            .and_then(Result::ok)
            .unwrap_or_else(|| Err(io::Error::other("the writer ended early")))
    }
}
