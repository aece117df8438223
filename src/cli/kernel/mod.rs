//! `ci-tui kernel`: kernels without a model, JSON lines in, JSON lines out.

mod args;
mod asked;
mod current;
mod lines;
mod live;
mod session;
mod wire;

pub(super) use args::{Args, run};
