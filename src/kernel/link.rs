//! The UI's end of one runner process.

use std::io;
use std::mem::ManuallyDrop;
use std::os::unix::process::ExitStatusExt as _;
use std::time::Duration;

use tokio::io::BufReader;
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::ask::Press;
use super::protocol::{FromRunner, Start, ToRunner};
use crate::engine::StepId;
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
    presses: watch::Sender<Press>,
    from: Receiver<FromRunner>,
    tasks: [JoinHandle<()>; 2],
}

impl Link {
    /// Starts a runner and its driver.
    pub(in crate::kernel) fn open(start: Start) -> io::Result<Self> {
        let (child, socket) = Child::spawn(&["__kernel"])?;
        let (reader, writer) = socket.into_split();
        let (to, outgoing) = mpsc::channel(FRAMES);
        let (presses, pressed) = watch::channel((StepId(0), 0));
        let (incoming, from) = mpsc::channel(FRAMES);
        let tasks = [
            tokio::spawn(read(reader, incoming)),
            tokio::spawn(write(writer, ToRunner::Start(start), outgoing, pressed)),
        ];
        Ok(Self { child: ManuallyDrop::new(child), to, presses, from, tasks })
    }

    /// Sends without waiting; the runner always reads, so a full channel means that it hangs. False
    /// if the message was dropped.
    pub(in crate::kernel) fn send(&self, message: ToRunner) -> bool {
        let sent = self.to.try_send(message);
        if let Err(error) = &sent {
            tracing::warn!("a message to the kernel's runner was dropped: {error}");
        }
        sent.is_ok()
    }

    /// Interrupts a step; the last wish always gets through.
    pub(in crate::kernel) fn interrupt(&self, press: Press) {
        let _ = self.presses.send(press);
    }

    /// The next message; `None` when the runner is gone. Cancel safe.
    pub(in crate::kernel) async fn next(&mut self) -> Option<FromRunner> {
        self.from.recv().await
    }

    /// How the runner ended, once [`Self::next`] gave `None`.
    pub(in crate::kernel) async fn ended(&mut self) -> String {
        let Ok(Ok(status)) = timeout(END_TIME, self.child.wait()).await else {
            let _ = self.child.kill().await;
            return "closed its socket and was killed".into();
        };
        let name = |signal| signal_hook::low_level::signal_name(signal).unwrap_or("a signal");
        match (status.signal(), status.code()) {
            (Some(signal), _) => format!("was killed by {}", name(signal)),
            (None, code) => format!("ended with status {}", code.unwrap_or_default()),
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

async fn write(
    mut writer: OwnedWriteHalf,
    first: ToRunner,
    mut outgoing: Receiver<ToRunner>,
    mut pressed: watch::Receiver<Press>,
) {
    let mut next = Some(first);
    while let Some(message) = next {
        match process::send(&mut writer, &message).await {
            Ok(()) => {}
            Err(process::Error::Io(_)) => return,
            // It never was on the wire: the next one can be.
            Err(error) => tracing::warn!("a message to the kernel's runner was dropped: {error}"),
        }
        next = tokio::select! {
            // What an interrupt is meant for goes first.
            biased;
            message = outgoing.recv() => message,
            Ok(()) = pressed.changed() => {
                let step = pressed.borrow_and_update().0;
                Some(ToRunner::Interrupt { step })
            }
        };
    }
}
