//! The face without a screen: one prompt in, a stream of text or JSON lines out.

mod json;
mod output;
mod run;
mod signals;
mod text;

pub use output::{Format, Gone, Output};
pub use run::run;
pub use signals::{Signals, Wish};
