//! Kernels: persistent language processes, each below a runner process of our own.

mod bash;
mod lane;
mod language;
mod link;
mod node;
mod protocol;
mod python;
mod runner;
mod worker;

pub use runner::runner_main;
pub use worker::Kernels;

/// A kernel's runner process.
#[must_use]
pub fn runner_main() -> std::process::ExitCode {
    std::process::ExitCode::FAILURE
}
