//! `@path` in a prompt: completed while it is typed, and told with the prompt.

mod list;
mod state;
mod words;

pub use list::list;
pub use state::Mention;
pub use words::{at_cursor, named, without_signs};
