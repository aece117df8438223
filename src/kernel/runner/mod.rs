//! The runner: one process a language, single thread, between the UI process and a driver.

mod death;
mod driver;
mod entry;
mod exec;
mod flow;
mod ladder;
mod limits;
mod processes;
mod serve;
mod steps;
mod wire;

pub use entry::runner_main;
pub(in crate::kernel) use processes::kill_session;
