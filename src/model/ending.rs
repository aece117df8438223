//! How the model process ended, in words.

/// How a process ended, as a sentence without its full stop.
pub(super) fn how_it_ended(status: std::process::ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt as _;
    match (status.signal(), status.code()) {
        (Some(signal), _) => {
            let name = match signal {
                4 => "SIGILL",
                6 => "SIGABRT",
                7 => "SIGBUS",
                9 => "SIGKILL",
                11 => "SIGSEGV",
                15 => "SIGTERM",
                _ => "a signal",
            };
            let hint = if signal == 9 { " (often because memory ran out)" } else { "" };
            format!("the model process was killed by {name}{hint}")
        }
        (None, Some(code)) => format!("the model process ended with status {code}"),
        (None, None) => "the model process ended".to_owned(),
    }
}
