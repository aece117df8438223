//! The UI's end of one runner process.

use std::io;
use std::mem::ManuallyDrop;
use std::os::unix::process::ExitStatusExt as _;
use std::time::Duration;

use tokio::io::BufReader;
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::protocol::{FromRunner, Start, ToRunner};
use crate::process::{self, Child};

/// Frames that wait on either way.
const FRAMES: usize = 64;
/// How long a runner may take to end its processes.
const END_TIME: Duration = Duration::from_secs(3);

/// A runner process with its socket. When dropped without [`Link::close`], the closing socket makes
/// the runner end all its processes and then itself; killing it instead would leave them behind.
#[derive(Debug)]
pub(in crate::kernel) struct Link {
    child: ManuallyDrop<Child>,
    to: Sender<ToRunner>,
    from: Receiver<FromRunner>,
    tasks: [JoinHandle<()>; 2],
}

impl Link {
    /// Starts a runner and its driver.
    pub(in crate::kernel) fn open(start: Start) -> io::Result<Self> {
        let (child, socket) = Child::spawn(&["__kernel"])?;
        let (reader, writer) = socket.into_split();
        let (to, outgoing) = mpsc::channel(FRAMES);
        let (incoming, from) = mpsc::channel(FRAMES);
        let tasks = [
            tokio::spawn(read(reader, incoming)),
            tokio::spawn(write(writer, ToRunner::Start(start), outgoing)),
        ];
        Ok(Self { child: ManuallyDrop::new(child), to, from, tasks })
    }

    /// Sends without waiting; the runner always reads, so a full channel means that it hangs.
    pub(in crate::kernel) fn send(&self, message: ToRunner) {
        if let Err(error) = self.to.try_send(message) {
            tracing::warn!("a message to the kernel's runner was dropped: {error}");
        }
    }

    /// The next message; `None` when the runner is gone. Cancel safe.
    pub(in crate::kernel) async fn next(&mut self) -> Option<FromRunner> {
        self.from.recv().await
    }

    /// How the runner ended, once [`Self::next`] gave `None`.
    pub(in crate::kernel) async fn ended(&mut self) -> String {
        match timeout(END_TIME, self.child.wait()).await {
            Ok(Ok(status)) => match (status.signal(), status.code()) {
                (Some(signal), _) => {
                    let name = signal_hook::low_level::signal_name(signal).unwrap_or("a signal");
                    format!("was killed by {name}")
                }
                (None, code) => format!("ended with status {}", code.unwrap_or_default()),
            },
            _ => {
                let _ = self.child.kill().await;
                "closed its socket and was killed".into()
            }
        }
    }

    /// Ends the runner with everything below it.
    pub(in crate::kernel) async fn close(mut self) {
        self.hang_up();
        if timeout(END_TIME, self.child.wait()).await.is_err() {
            let _ = self.child.kill().await;
        }
    }

    fn hang_up(&self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.hang_up();
    }
}

async fn read(reader: OwnedReadHalf, incoming: Sender<FromRunner>) {
    let mut reader = BufReader::with_capacity(1 << 17, reader);
    loop {
        match process::receive(&mut reader).await {
            Ok(Some(message)) => {
                if incoming.send(message).await.is_err() {
                    return;
                }
            }
            Ok(None) => return,
            Err(error) => return tracing::warn!("a kernel's runner was not understood: {error}"),
        }
    }
}

async fn write(mut writer: OwnedWriteHalf, first: ToRunner, mut outgoing: Receiver<ToRunner>) {
    let mut next = Some(first);
    while let Some(message) = next {
        if process::send(&mut writer, &message).await.is_err() {
            return;
        }
        next = outgoing.recv().await;
    }
}
