//! GGUF files: a bounded reader of their headers, and whether this program can run what they hold.

mod dtype;
mod header;
mod preflight;
mod read;

pub use dtype::Dtype;
pub use header::{Header, Tensor, Value};
pub use preflight::{Refusal, Summary, preflight};
pub use read::Error;
