//! The language model: its process, its contract, and where its files come from.

mod answer;
mod backend;
mod cancel;
pub mod catalogue;
#[cfg(feature = "weights")]
mod detokenise;
mod ending;
mod faster;
pub mod found;
pub mod gguf;
#[cfg(feature = "weights")]
mod held;
#[cfg(feature = "kalosm")]
mod kalosm;
#[cfg(feature = "llama-cpp")]
mod llama;
#[cfg(feature = "weights")]
mod measure;
#[cfg(feature = "weights")]
mod open;
mod outbox;
mod protocol;
pub mod pull;
mod remote;
mod repetition;
mod reply;
mod runner;
#[cfg(feature = "weights")]
mod sampling;
mod script;
mod scripted;
mod server;
pub mod speeds;
pub mod stock;
#[cfg(feature = "weights")]
mod template;
#[cfg(feature = "weights")]
mod window;
mod worker;

pub use faster::faster;
pub use protocol::{FromModel, KvCache, Load, Source, Task, ToModel, Way};
pub use runner::{Runner, Wanted};
pub use server::server_main;
pub use worker::ModelWorker;
