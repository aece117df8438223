//! `ci-tui kernel`: kernels without a model, JSON lines in, JSON lines out.

mod args;
mod asked;
mod at_terminal;
mod current;
mod job;
mod lines;
mod live;
mod session;
mod show;
mod wire;

pub(super) use args::{Args, run};
