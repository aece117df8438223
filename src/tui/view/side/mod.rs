//! The panel at the left, and what it lays over the panes.

mod contents;
mod files;
mod find;
mod frame;
mod hints;
mod preview;
mod replacing;
mod variables;

pub(super) use frame::draw;
pub(super) use hints::hints;
pub(super) use preview::draw as preview;
pub(super) use replacing::draw as replacing;
