//! Kernels: persistent language processes, each below a runner process of our own.

mod worker;

pub use worker::Kernels;

/// A kernel's runner process.
#[must_use]
pub fn runner_main() -> std::process::ExitCode {
    std::process::ExitCode::FAILURE
}
