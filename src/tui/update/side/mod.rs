//! Keys of the panel at the left, and how it follows the session.

mod contents;
mod dispatch;
mod field;
mod files;
mod find;
mod follow;
mod over;

pub(super) use dispatch::{act, back, contexts};
pub(super) use field::insert;
pub(super) use follow::{drawn, follow};
pub use follow::{hear_files, reread};
