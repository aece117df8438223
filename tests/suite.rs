//! One binary for every integration test: one link step, `cargo test pty::` picks a folder.

#![allow(
    clippy::panic,
    clippy::print_stdout,
    clippy::format_collect,
    clippy::match_wild_err_arm,
    reason = "a test says what went wrong and what it measured"
)]

mod architecture;
mod engine;
mod headless;
mod kernel;
mod main_job;
mod model;
mod models;
mod pty;
mod snapshot;
mod support;
mod words;
