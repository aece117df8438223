//! The runner: one process a language, single thread, between the UI process and a driver.

mod check;
mod clock;
mod death;
mod drain;
mod driver;
mod entry;
mod exec;
mod flow;
mod held;
mod ladder;
mod left;
mod limits;
mod names;
mod oom;
mod pause;
mod processes;
mod quit;
mod raise;
mod serve;
mod signals;
mod spill;
mod steps;
mod stop;
mod terminal;
mod terminal_env;
mod terminal_step;
mod watch;
mod wire;

pub use entry::runner_main;
pub(in crate::kernel) use processes::kill_left;
