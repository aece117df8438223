//! The language model: files, template, process, and the real thing.

#[cfg(target_os = "linux")]
mod death;
mod gguf;
mod process;
#[cfg(feature = "kalosm")]
mod real;
mod remote;
mod remote_faults;
mod scripted;
