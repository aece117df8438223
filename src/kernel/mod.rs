//! Kernels: persistent language processes, each below a runner process of our own.

mod worker;

pub use worker::Kernels;
