//! The runner: one process a language, single thread, between the UI process and a driver.

mod death;
mod drain;
mod driver;
mod entry;
mod exec;
mod flow;
mod ladder;
mod limits;
mod oom;
mod processes;
mod serve;
mod signals;
mod steps;
mod stop;
mod terminal;
mod terminal_env;
mod terminal_step;
mod wire;

pub use entry::runner_main;
pub(in crate::kernel) use processes::kill_left;
