//! Runs weights with Kalosm, on the processor.

mod backend;
mod bare;
mod feed;
mod open;
mod tap;
mod vocabulary;

pub(super) use backend::Kalosm;
