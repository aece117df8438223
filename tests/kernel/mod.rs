//! Real kernels under hostile steps, through `ci-tui kernel`.

mod bash;
mod bash_death;
mod bash_session;
mod client;
mod displays;
mod endings;
mod floods;
mod fuzz;
mod interrupt;
mod node;
mod output;
mod overhead;
mod pressure;
mod processes;
mod programs;
mod pythons;
mod recorded;
mod resources;
mod semantics;
mod stdin;
mod values;
mod variables;
