//! Starts this binary again as a child whose standard input is a private socket.

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::process::{ExitStatus, Stdio};

use tokio::process::Command;

/// A child process of our own; ends when dropped.
#[derive(Debug)]
pub struct Child {
    process: tokio::process::Child,
}

impl Child {
    /// Starts `ci-tui ARGS…`; its standard input is the other end of the returned socket, so that the
    /// child sees the end of the file when we die, however we die. What it prints goes to our standard
    /// error, which the workspace has pointed at the log file.
    pub fn spawn(args: &[&str]) -> io::Result<(Self, tokio::net::UnixStream)> {
        let (ours, theirs) = UnixStream::pair()?;
        let stderr = io::stderr().as_fd().try_clone_to_owned()?;
        let process = Command::new(own_binary()?)
            .args(args)
            .stdin(Stdio::from(OwnedFd::from(theirs)))
            .stdout(Stdio::from(stderr.try_clone()?))
            .stderr(Stdio::from(stderr))
            .kill_on_drop(true)
            .spawn()?;
        ours.set_nonblocking(true)?;
        Ok((Self { process }, tokio::net::UnixStream::from_std(ours)?))
    }

    /// The process id, while it lives.
    #[must_use]
    pub fn pid(&self) -> Option<u32> {
        self.process.id()
    }

    /// Waits for its end. Cancel safe.
    pub async fn wait(&mut self) -> io::Result<ExitStatus> {
        self.process.wait().await
    }

    /// Kills it and waits for its end.
    pub async fn kill(&mut self) -> io::Result<()> {
        self.process.kill().await
    }
}

/// The child's end: the control socket that [`Child::spawn`] put in place of standard input, which
/// reads from `/dev/null` afterwards.
pub fn control_socket() -> io::Result<UnixStream> {
    let socket = io::stdin().as_fd().try_clone_to_owned()?;
    let null = std::fs::File::open("/dev/null")?;
    rustix::stdio::dup2_stdin(&null)?;
    Ok(UnixStream::from(socket))
}

/// The running binary, also after its file was replaced by a newer build.
fn own_binary() -> io::Result<std::path::PathBuf> {
    let link = std::path::Path::new("/proc/self/exe");
    if link.exists() { Ok(link.to_path_buf()) } else { std::env::current_exe() }
}
