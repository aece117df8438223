//! How a process ended, in words.

use rustix::process::{Signal, WaitStatus};

use super::oom;

/// `ended with status 7`, `was killed by SIGSEGV`.
fn words(status: WaitStatus) -> String {
    match (status.terminating_signal(), status.exit_status()) {
        (Some(signal), _) => format!("was killed by {}", signal_name(signal)),
        (None, Some(code)) => format!("ended with status {code}"),
        (None, None) => "is gone".into(),
    }
}

/// The same, where the system may have killed it for want of memory: `kills` were counted before.
pub(super) fn words_of(status: WaitStatus, kills: Option<u64>) -> String {
    let killed = status.terminating_signal() == Some(Signal::KILL.as_raw());
    if killed && kills.is_some() && oom::kills() > kills {
        return "was killed by the operating system: out of memory (SIGKILL, its oom_kill counter rose)".into();
    }
    words(status)
}

fn signal_name(signal: i32) -> String {
    signal_hook::low_level::signal_name(signal)
        .map_or_else(|| format!("signal {signal}"), ToOwned::to_owned)
}
