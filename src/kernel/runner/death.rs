//! How a process ended, in words.

use rustix::process::WaitStatus;

/// `ended with status 7`, `was killed by SIGSEGV`.
pub(super) fn words(status: Option<WaitStatus>) -> String {
    let Some(status) = status else { return "is gone".into() };
    match (status.terminating_signal(), status.exit_status()) {
        (Some(signal), _) => format!("was killed by {}", signal_name(signal)),
        (None, Some(code)) => format!("ended with status {code}"),
        (None, None) => "is gone".into(),
    }
}

fn signal_name(signal: i32) -> String {
    signal_hook::low_level::signal_name(signal)
        .map_or_else(|| format!("signal {signal}"), ToOwned::to_owned)
}
