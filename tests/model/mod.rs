//! The language model: files, template, process, and the real thing.

mod gguf;
