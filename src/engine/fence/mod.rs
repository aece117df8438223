//! Finds fenced code in a reply while it arrives.

mod grammar;
mod stream;

pub use stream::{Fences, Part};
