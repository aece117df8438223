//! Kernels: persistent language processes, each below a runner process of our own.

mod ask;
mod bash;
mod check;
mod lane;
mod language;
mod link;
mod looks;
mod node;
mod protocol;
mod python;
mod refusal;
mod runner;
mod shelf;
mod worker;

pub use crate::engine::{Variable, Variables};
pub use python::{Found, describe, find_pythons, survey, try_python};
pub use runner::runner_main;
pub use worker::Kernels;
