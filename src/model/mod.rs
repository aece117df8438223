//! The language model: its process, its contract, and where its files come from.

pub mod gguf;
mod worker;

pub use worker::ModelWorker;
