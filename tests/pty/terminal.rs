//! A pseudo-terminal that can be taken away: opened by hand, since hidden copies would keep it alive.

use std::os::fd::{AsFd as _, OwnedFd};
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::Instant;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::{Mode, OFlags};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcgetattr, tcsetwinsize};

/// The side of a terminal that a window or an SSH server holds.
pub(super) struct Terminal(OwnedFd);

/// What was read in one go, and when.
pub(super) struct Piece {
    pub(super) bytes: Vec<u8>,
    pub(super) at: Instant,
}

impl Terminal {
    /// Opens one of this size; the other side comes with it.
    pub(super) fn open(size: Winsize) -> (Self, OwnedFd) {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC);
        let master = master.expect("a pseudo-terminal");
        grantpt(&master).and_then(|()| unlockpt(&master)).expect("a pseudo-terminal to use");
        tcsetwinsize(&master, size).expect("its size");
        let name = ptsname(&master, Vec::new()).expect("its name");
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let slave = rustix::fs::open(name, flags, Mode::empty()).expect("its other side");
        (Self(master), slave)
    }

    pub(super) fn write(&self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let written = rustix::io::write(&self.0, bytes).expect("write");
            bytes = &bytes[written..];
        }
    }

    pub(super) fn resize(&self, size: Winsize) {
        tcsetwinsize(&self.0, size).expect("resize");
    }

    /// The modes of its line discipline, to compare.
    pub(super) fn modes(&self) -> String {
        format!("{:?}", tcgetattr(&self.0).expect("modes"))
    }
}

impl Terminal {
    /// Another descriptor of the same side.
    pub(super) fn other(&self) -> OwnedFd {
        self.0.try_clone().expect("descriptor")
    }
}

/// Reads all that is written to it, until the returned descriptor is dropped.
pub(super) fn read(terminal: &Terminal) -> (Receiver<Piece>, OwnedFd) {
    let master = terminal.0.try_clone().expect("descriptor");
    let (stop, reading) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC).expect("pipe");
    let (sender, pieces) = sync_channel(1 << 14);
    std::thread::spawn(move || {
        let mut bytes = vec![0; 1 << 16];
        loop {
            let mut watched = [
                PollFd::from_borrowed_fd(master.as_fd(), PollFlags::IN),
                PollFd::from_borrowed_fd(stop.as_fd(), PollFlags::IN),
            ];
            if poll(&mut watched, None).is_err() || !watched[1].revents().is_empty() {
                return;
            }
            let Ok(length @ 1..) = rustix::io::read(&master, &mut bytes) else { return };
            let piece = Piece { bytes: bytes[..length].to_vec(), at: Instant::now() };
            if sender.send(piece).is_err() {
                return;
            }
        }
    });
    (pieces, reading)
}

/// Living processes with this in their environment: id and command line.
pub(super) fn marked(mark: &str) -> Vec<(u32, String)> {
    let text = |path: std::path::PathBuf| {
        let bytes = std::fs::read(path).unwrap_or_default();
        String::from_utf8_lossy(&bytes).replace('\0', " ")
    };
    let processes = std::fs::read_dir("/proc").expect("processes").flatten();
    processes
        .filter_map(|process| {
            let pid = process.file_name().to_str()?.parse().ok()?;
            let environment = text(process.path().join("environ"));
            let marked = environment.split(' ').any(|variable| variable == mark);
            marked.then(|| (pid, text(process.path().join("cmdline"))))
        })
        .collect()
}
