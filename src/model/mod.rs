//! The language model: its process, its contract, and where its files come from.

mod worker;

pub use worker::ModelWorker;
