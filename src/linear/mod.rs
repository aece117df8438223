//! The face that goes line by line: for screen readers, terminals that can do nothing, and pipes.
//!
//! The engine and the approvals are those of the workspace. Nothing is ever drawn over, coloured or framed.

mod answer;
mod deeds;
mod edit;
mod lines;
mod outside;
mod pace;
mod question;
mod run;
mod slash;
mod start;
mod talk;
mod voice;

pub use run::run;
pub use start::{Start, Why, needed};
