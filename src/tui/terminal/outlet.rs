//! Hands frames to the terminal on a thread of its own: a line that stands still makes no key and no signal wait.

use std::fs::File;
use std::io::{self, Write as _};
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

/// How long the terminal took for how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Bytes of the frame.
    pub bytes: usize,
    /// Until it had accepted them.
    pub took: Duration,
}

/// The way to the terminal; there is one frame on it at a time, so that none is stale before it leaves.
#[derive(Debug)]
pub struct Outlet {
    frames: SyncSender<Vec<u8>>,
    done: Receiver<io::Result<Written>>,
    heard: Arc<Notify>,
    busy: bool,
}

impl Outlet {
    /// Writes to `tty` from now on.
    pub fn open(tty: OwnedFd) -> io::Result<Self> {
        let (frames, waiting) = sync_channel(1);
        let (sender, done) = sync_channel(1);
        let heard = Arc::new(Notify::new());
        let told = Arc::clone(&heard);
        std::thread::Builder::new()
            .name("outlet".into())
            .spawn(move || write(File::from(tty), &waiting, &sender, &told))?;
        Ok(Self { frames, done, heard, busy: false })
    }

    /// Whether a frame may be handed over.
    #[must_use]
    pub fn is_free(&self) -> bool {
        !self.busy
    }

    /// Writes this frame in one go; an empty one costs nothing. Returns whether there was anything to write.
    pub fn send(&mut self, frame: Vec<u8>) -> io::Result<bool> {
        if frame.is_empty() {
            return Ok(false);
        }
        self.frames.send(frame).map_err(|_| lost())?;
        self.busy = true;
        Ok(true)
    }

    /// Waits until the frame is written; for ever where none is on its way. Cancel safe.
    pub async fn written(&mut self) -> io::Result<Written> {
        if !self.busy {
            return std::future::pending().await;
        }
        loop {
            match self.done.try_recv() {
                Ok(written) => {
                    self.busy = false;
                    return written;
                }
                Err(std::sync::mpsc::TryRecvError::Empty) => self.heard.notified().await,
                Err(std::sync::mpsc::TryRecvError::Disconnected) => return Err(lost()),
            }
        }
    }

    /// Waits at most so long for the frame on its way, before somebody else writes to the terminal.
    pub fn settle(&mut self, most: Duration) {
        if self.busy && self.done.recv_timeout(most).is_ok() {
            self.busy = false;
        }
    }
}

fn write(
    mut tty: File,
    frames: &Receiver<Vec<u8>>,
    done: &SyncSender<io::Result<Written>>,
    told: &Notify,
) {
    while let Ok(frame) = frames.recv() {
        let started = Instant::now();
        let written =
            tty.write_all(&frame).map(|()| Written { bytes: frame.len(), took: started.elapsed() });
        if done.send(written).is_err() {
            return;
        }
        told.notify_one();
    }
}

fn lost() -> io::Error {
    io::Error::other("the thread that writes to the terminal ended")
}
