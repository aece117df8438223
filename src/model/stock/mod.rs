//! Every model that can be used or fetched here, with what a choice among them needs.

mod look;
mod model;
mod order;
mod same;
pub mod words;

pub use look::Stock;
pub use model::{CONTEXTS, Model, Need, Place, Rate};
pub use order::{Order, Wanted};
