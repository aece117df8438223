//! A panic of the screen's thread gives the terminal back first, then says one plain sentence.

use std::path::PathBuf;
use std::sync::Arc;

use super::Guard;

/// The exit code of a Rust program that panicked.
const PANICKED: i32 = 101;

/// Installs the hook; the calling thread is the screen's. Panics of other threads only reach the log.
pub fn install(guard: Arc<Guard>, log: PathBuf) {
    let screen = std::thread::current().id();
    std::panic::set_hook(Box::new(move |info| {
        let backtrace = std::backtrace::Backtrace::force_capture();
        tracing::error!("{info}\n{backtrace}");
        note(&format!("{info}\n{backtrace}\n"));
        if std::thread::current().id() == screen {
            guard.leave();
            guard.say(&format!(
                "ci-tui failed because of an error of its own; the conversation is saved. Details: {}",
                log.display()
            ));
            std::process::exit(PANICKED);
        }
    }));
}

/// Standard error is the log file by now, whether a subscriber listens or not.
fn note(text: &str) {
    use std::io::Write as _;
    let _ = std::io::stderr().write_all(text.as_bytes());
}
