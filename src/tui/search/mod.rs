//! Looking for words in a pane: what is looked for, where it was found, and how far the looking has come.

mod flat;
mod query;
mod state;

pub use flat::{Mark, marks};
pub use query::Query;
pub use state::{Hit, Looked, MOST, Search, Stage};
