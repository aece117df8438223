//! The language model: files, template, process, and the real thing.

#[cfg(target_os = "linux")]
mod death;
mod gguf;
#[cfg(feature = "weights")]
mod measures;
mod process;
#[cfg(feature = "weights")]
mod real;
mod remote;
mod remote_faults;
mod scripted;
