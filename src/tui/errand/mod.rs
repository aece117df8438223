//! What the screen asks of the world: the list, and how each is done.

mod kind;
mod run;

pub use kind::Errand;
pub(super) use run::{FAREWELL, news};
