//! A local code interpreter in a full-screen terminal.

pub mod cli;
pub mod config;
pub mod engine;
pub mod hardware;
pub mod headless;
pub mod kernel;
pub mod logging;
pub mod model;
pub mod plain;
pub mod process;
pub mod runtime;
pub mod session;
pub mod tui;
