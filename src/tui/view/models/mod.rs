//! The panel of models: a table to choose from, and below or beside it the one under the cursor in full.

mod detail;
mod hints;
mod panel;
mod table;

pub(super) use hints::{download, hints};
pub(super) use panel::draw;
