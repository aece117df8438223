//! The face without a screen: one prompt in, a stream of text or JSON lines out.

mod json;
mod output;
mod prose;
mod run;
mod signals;
mod text;

pub use output::Format;
pub use run::run;
