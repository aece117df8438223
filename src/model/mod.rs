//! The language model: its process, its contract, and where its files come from.

mod answer;
mod backend;
mod cancel;
pub mod catalogue;
#[cfg(feature = "kalosm")]
mod detokenise;
mod ending;
pub mod gguf;
#[cfg(feature = "kalosm")]
mod held;
#[cfg(feature = "kalosm")]
mod kalosm;
mod outbox;
mod protocol;
pub mod pull;
mod remote;
mod repetition;
mod reply;
#[cfg(feature = "kalosm")]
mod sampling;
mod script;
mod scripted;
mod server;
#[cfg(feature = "kalosm")]
mod template;
#[cfg(feature = "kalosm")]
mod window;
mod worker;

pub use protocol::{FromModel, Load, Source, ToModel, Way};
pub use server::server_main;
pub use worker::ModelWorker;
