//! The moment between fork and driver: what must hold for the driver and all it starts.

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use rustix::process::{Resource, Rlimit, getppid, setrlimit, setsid};
use serde::{Deserialize, Serialize};

/// Carries the order to a process that shall become a driver; gone before the driver runs.
const VARIABLE: &str = "CI_TUI_DRIVER";

/// What a process shall become, and within which limits.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Order {
    pub(super) program: PathBuf,
    pub(super) args: Vec<OsString>,
    pub(super) memory_mb: u64,
    /// How far it stands back behind other programs, and all it starts.
    pub(super) nice: u8,
    /// What its standard output is.
    pub(super) outlet: Outlet,
    /// The runner; when it is gone already, nothing is started.
    pub(super) parent: i32,
}

/// What the standard output of a driver is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Outlet {
    /// A pipe that all drivers share.
    Pipe,
    /// A terminal that becomes its controlling terminal.
    Terminal,
}

/// The command that becomes the driver: this very binary, so that limits are set without `unsafe`.
pub(super) fn command(order: &Order) -> io::Result<Command> {
    let mut command = Command::new(own_binary()?);
    command.arg("__kernel").env(VARIABLE, serde_json::to_string(order)?);
    Ok(command)
}

/// The order, in a process that shall become a driver.
pub(super) fn order() -> Option<Order> {
    serde_json::from_str(&std::env::var(VARIABLE).ok()?).ok()
}

/// Replaces this process by the driver; returns only when that fails.
pub(super) fn become_driver(order: &Order) -> ExitCode {
    // A session and a group of its own: interrupts hit the driver and its children, not the runner.
    let _ = setsid();
    if order.outlet == Outlet::Terminal
        && let Err(error) = rustix::process::ioctl_tiocsctty(io::stdout())
    {
        let _ = writeln!(io::stderr(), "the terminal could not be taken: {error}");
        return ExitCode::FAILURE;
    }
    die_with_parent();
    if getppid().map(|pid| pid.as_raw_nonzero().get()) != Some(order.parent) {
        return ExitCode::FAILURE;
    }
    limit(order.memory_mb);
    stand_back(order.nice);
    let _ = std::fs::write("/proc/self/oom_score_adj", "800");
    forget_ignored_signals();
    let error = Command::new(&order.program).args(&order.args).env_remove(VARIABLE).exec();
    let _ = writeln!(io::stderr(), "{} could not be started: {error}", order.program.display());
    ExitCode::from(127)
}

#[cfg(target_os = "linux")]
fn die_with_parent() {
    let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL));
}

#[cfg(not(target_os = "linux"))]
fn die_with_parent() {}

/// Lets the model's tokens come first where both want the processor: its threads wait for each other, and
/// one that is kept from running holds them all up.
fn stand_back(nice: u8) {
    if nice > 0 {
        let _ = rustix::process::nice(i32::from(nice));
        // Linux weighs whole sessions against each other, whatever the niceness within them.
        let _ = std::fs::write("/proc/self/autogroup", nice.to_string());
    }
}

/// `RLIMIT_DATA`, not `RLIMIT_AS`: programs that reserve address space must still start.
fn limit(memory_mb: u64) {
    if memory_mb > 0 {
        // The hard limit stays, so that the user may raise the other; the sum is watched anyway.
        let maximum = rustix::process::getrlimit(Resource::Data).maximum;
        let bytes = (memory_mb << 20).min(maximum.unwrap_or(u64::MAX));
        let _ = setrlimit(Resource::Data, Rlimit { current: Some(bytes), maximum });
    }
    let maximum = rustix::process::getrlimit(Resource::Core).maximum;
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum });
}

/// A signal ignored by whoever started us would stay ignored in every program; one that has a
/// handler is back to its default after `exec`.
fn forget_ignored_signals() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] {
        let _ = signal_hook::flag::register(signal, Arc::new(AtomicBool::new(false)));
    }
}

pub(super) fn own_binary() -> io::Result<PathBuf> {
    let link = PathBuf::from("/proc/self/exe");
    if link.exists() { Ok(link) } else { std::env::current_exe() }
}
