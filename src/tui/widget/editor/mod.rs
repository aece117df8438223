//! A text field of many lines. The only folder that names the text area underneath.

mod field;
mod keys;
mod select;

pub use field::{Editor, Focus, Handled, Purpose};
