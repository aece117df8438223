//! Real kernels under hostile steps, through `ci-tui kernel`.

mod client;
mod interrupt;
mod output;
mod processes;
mod resources;
mod semantics;
mod stdin;
