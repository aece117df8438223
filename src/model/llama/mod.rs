//! Runs weights with llama.cpp: on the processor, and on what else it was built for.

mod backend;
mod bare;
mod draft;
mod feed;
mod open;
mod vocabulary;

pub(super) use backend::Llama;
