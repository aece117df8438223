//! Real kernels under hostile steps, through `ci-tui kernel`.

mod bash;
mod bash_death;
mod bash_session;
mod client;
mod interrupt;
mod node;
mod output;
mod processes;
mod resources;
mod semantics;
mod stdin;
