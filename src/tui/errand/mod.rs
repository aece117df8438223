//! What the screen asks of the world: the list, and how each is done.

mod attach;
mod copy;
mod files;
mod kind;
mod paper;
mod run;
mod theme;

pub(super) use attach::{Read, read};
pub use kind::Errand;
pub(super) use run::{FAREWELL, news};
