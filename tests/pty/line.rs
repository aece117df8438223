//! A slow line between the workspace and whoever looks at it, as SSH over half the world: it takes its time both
//! ways, carries so much a second, and keeps what does not fit where nobody sees it.

use std::os::fd::{AsFd as _, OwnedFd};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};

use super::terminal::{Piece, Terminal};

/// Bytes carried in one go.
const PACKET: usize = 1024;

/// How a line is, and what is on it.
#[derive(Clone)]
pub(super) struct Line {
    latency: Duration,
    /// Bytes a second.
    rate: usize,
    /// Bytes that it keeps before it lets its writer wait.
    depth: usize,
    kept: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
    still: Arc<AtomicBool>,
}

impl Line {
    /// 200 ms each way and 50 kB a second.
    pub(super) fn slow(depth: usize) -> Self {
        Self {
            latency: Duration::from_millis(200),
            rate: 50_000,
            depth,
            kept: Arc::default(),
            most: Arc::default(),
            still: Arc::default(),
        }
    }

    /// The most that it ever kept since this was last asked.
    pub(super) fn most(&self) -> usize {
        self.most.swap(self.kept.load(Ordering::SeqCst), Ordering::SeqCst)
    }

    /// Nothing is carried any more, or it is again.
    pub(super) fn stand_still(&self, still: bool) {
        self.still.store(still, Ordering::SeqCst);
    }

    /// Keys arrive later, in order.
    pub(super) fn press(&self, terminal: &Terminal, keys: &str) {
        let (master, keys) = (terminal.other(), keys.to_owned());
        let at = Instant::now() + self.latency;
        std::thread::spawn(move || {
            until(at);
            let _ = rustix::io::write(&master, keys.as_bytes());
        });
    }

    /// Reads as the line takes it, and delivers what it carried.
    pub(super) fn carry(&self, terminal: &Terminal) -> (Receiver<Piece>, OwnedFd) {
        let (stop, reading) =
            rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC).expect("pipe");
        let (packets, waiting) = sync_channel::<Vec<u8>>(1 << 16);
        let (sent, flying) = sync_channel::<(Instant, Vec<u8>)>(1 << 16);
        let (sender, pieces) = sync_channel(1 << 14);
        let (near, far, latency) = (self.clone(), self.clone(), self.latency);
        let master = terminal.other();
        std::thread::spawn(move || {
            while let Some(packet) = near.read(&master, &stop) {
                near.most.fetch_max(
                    near.kept.fetch_add(packet.len(), Ordering::SeqCst) + packet.len(),
                    Ordering::SeqCst,
                );
                if packets.send(packet).is_err() {
                    return;
                }
            }
        });
        std::thread::spawn(move || {
            let mut free = Instant::now();
            for packet in waiting {
                let takes = Duration::from_micros((packet.len() * 1_000_000 / far.rate) as u64);
                free = free.max(Instant::now()) + takes;
                until(free);
                far.kept.fetch_sub(packet.len(), Ordering::SeqCst);
                if sent.send((free + latency, packet)).is_err() {
                    return;
                }
            }
        });
        std::thread::spawn(move || {
            for (due, bytes) in flying {
                until(due);
                if sender.send(Piece { bytes, at: Instant::now() }).is_err() {
                    return;
                }
            }
        });
        (pieces, reading)
    }

    /// The next packet, once there is room for it.
    fn read(&self, master: &OwnedFd, stop: &OwnedFd) -> Option<Vec<u8>> {
        loop {
            let mut watched = [
                PollFd::from_borrowed_fd(master.as_fd(), PollFlags::IN),
                PollFd::from_borrowed_fd(stop.as_fd(), PollFlags::IN),
            ];
            if poll(&mut watched, None).is_err() || !watched[1].revents().is_empty() {
                return None;
            }
            let full = self.kept.load(Ordering::SeqCst) >= self.depth;
            if full || self.still.load(Ordering::SeqCst) {
                until(Instant::now() + Duration::from_millis(2));
                continue;
            }
            let mut bytes = vec![0; PACKET];
            let Ok(length @ 1..) = rustix::io::read(master, &mut bytes) else { return None };
            bytes.truncate(length);
            return Some(bytes);
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a line that takes its time is what is simulated here"
)]
fn until(at: Instant) {
    std::thread::sleep(at.saturating_duration_since(Instant::now()));
}
