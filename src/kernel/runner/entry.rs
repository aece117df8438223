//! Where a runner process begins.

use std::io;
use std::os::unix::net::UnixStream;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::{SIGCHLD, SIGHUP, SIGINT, SIGTERM};

use super::exec;
use super::quit;
use super::serve::Runner;
use super::signals::Signals;
use super::wire::Wire;
use crate::kernel::protocol::ToRunner;
use crate::process;

/// The life of a runner process; also of the short moment in which it becomes a driver.
#[must_use]
pub fn runner_main() -> ExitCode {
    if quit::is_reader() {
        return quit::read_on();
    }
    if let Some(order) = exec::order() {
        return exec::become_driver(&order);
    }
    match serve() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("the kernel's runner failed: {error}");
            ExitCode::FAILURE
        }
    }
}

fn serve() -> anyhow::Result<()> {
    let mut socket = process::control_socket()?;
    // A session of its own: no terminal, so no `/dev/tty` for programs that ask for passwords.
    let _ = rustix::process::setsid();
    #[cfg(target_os = "linux")]
    rustix::process::set_child_subreaper(Some(rustix::process::getpid()))?;
    let (signals, theirs) = UnixStream::pair()?;
    let ending = Arc::new(AtomicBool::new(false));
    for signal in [SIGTERM, SIGHUP, SIGINT] {
        signal_hook::flag::register(signal, Arc::clone(&ending))?;
    }
    for signal in [SIGCHLD, SIGTERM, SIGHUP, SIGINT] {
        signal_hook::low_level::pipe::register(signal, theirs.try_clone()?)?;
    }
    signals.set_nonblocking(true)?;
    let Some(ToRunner::Start(start)) = process::read_frame(&mut socket)? else {
        return Err(io::Error::from(io::ErrorKind::InvalidData).into());
    };
    Runner::new(Wire::new(socket)?, Signals { pipe: signals, ending }, start)?.run()
}
