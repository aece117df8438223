//! The language model: files, template, process, and the real thing.

mod gguf;
mod process;
#[cfg(feature = "kalosm")]
mod real;
mod scripted;
