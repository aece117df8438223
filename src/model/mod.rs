//! The language model: its process, its contract, and where its files come from.

mod answer;
mod backend;
mod cancel;
pub mod catalogue;
mod detokenise;
pub mod gguf;
mod held;
#[cfg(feature = "kalosm")]
mod kalosm;
mod outbox;
mod protocol;
pub mod pull;
mod repetition;
mod reply;
mod sampling;
mod script;
mod scripted;
mod server;
mod template;
mod window;
mod worker;

pub use backend::{Backend, Failure, Work};
pub use protocol::{FromModel, Load, Source, ToModel, Way};
pub use server::server_main;
pub use worker::ModelWorker;
