//! The language model: its process, its contract, and where its files come from.

pub mod catalogue;
pub mod gguf;
pub mod pull;
mod worker;

pub use worker::ModelWorker;

/// The model process.
#[must_use]
pub fn server_main() -> std::process::ExitCode {
    std::process::ExitCode::FAILURE
}
