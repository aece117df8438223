//! GGUF files: a bounded reader of their headers, and whether this program can run what they hold.

mod dtype;
mod header;
mod kalosm;
mod preflight;
mod read;
mod sound;

pub use dtype::Dtype;
pub use header::{Header, Tensor, Value};
pub use preflight::{Refusal, Summary, judge_header, preflight, preflight_for};
pub use read::Error;
