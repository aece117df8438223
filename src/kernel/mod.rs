//! Kernels: persistent language processes, each below a runner process of our own.

mod bash;
mod lane;
mod language;
mod link;
mod node;
mod protocol;
mod python;
mod runner;
mod variables;
mod worker;

pub use python::describe_python;
pub use runner::runner_main;
pub use variables::{Variable, Variables};
pub use worker::Kernels;
