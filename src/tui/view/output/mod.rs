//! What a step printed and showed: its text as a terminal would show it, then figures, tables, documents, value, error.

mod display;
mod draw;
mod ending;
mod page;

pub(super) use draw::{draw, rows_below};
pub(super) use ending::Block;
pub(super) use page::Page;
