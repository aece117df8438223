//! Text of programs and models, made fit for faces without a screen.

mod clean;
mod printed;
mod prose;

pub use clean::{Plain, hides, one_line, plain, revealed};
pub use printed::Printed;
pub use prose::Prose;
