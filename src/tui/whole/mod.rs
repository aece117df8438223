//! All that a step printed, read from its file while it is looked at: a thread reads, the screen holds what is in sight.

mod find;
mod index;
mod pages;
mod reader;

pub use find::{Matches, Wanted};
pub use pages::Pages;
pub use reader::{Reader, WholeNews};
