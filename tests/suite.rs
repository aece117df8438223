//! One binary for every integration test: one link step, `cargo test pty::` picks a folder.

#![allow(clippy::panic, reason = "a test says what went wrong by panicking")]

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
