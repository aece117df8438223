//! Notices a terminal that vanished: the reader of keys does not, it would spin for ever.

use std::io;
use std::os::fd::{AsFd as _, OwnedFd};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use tokio::sync::Notify;

/// The exit code of a program whose terminal hung up.
pub const HUNG_UP: u8 = 129;
/// How long the screen's thread has to end by itself; it may be stuck in a write.
const GRACE: Duration = Duration::from_millis(400);

/// A thread that sleeps until the terminal hangs up; it reads nothing, so it steals no key.
#[derive(Debug)]
pub struct Watchdog {
    gone: Arc<Notify>,
    /// Dropped with us: an end in good order.
    _done: SyncSender<()>,
}

impl Watchdog {
    /// Watches `tty`.
    pub fn watch(tty: OwnedFd) -> io::Result<Self> {
        let gone = Arc::new(Notify::new());
        let (done, ended) = sync_channel(0);
        let notify = Arc::clone(&gone);
        std::thread::Builder::new()
            .name("watchdog".into())
            .spawn(move || guard_end(&tty, &notify, &ended))?;
        Ok(Self { gone, _done: done })
    }

    /// Resolves once the terminal is gone. Cancel safe.
    pub async fn gone(&self) {
        self.gone.notified().await;
    }
}

fn guard_end(tty: &OwnedFd, gone: &Notify, ended: &Receiver<()>) {
    let lost = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
    loop {
        let mut watched = [PollFd::from_borrowed_fd(tty.as_fd(), PollFlags::empty())];
        match poll(&mut watched, None) {
            Ok(_) if watched[0].revents().intersects(lost) => break,
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(_) => return,
        }
    }
    gone.notify_one();
    if ended.recv_timeout(GRACE) == Err(RecvTimeoutError::Timeout) {
        std::process::exit(i32::from(HUNG_UP));
    }
}
