//! What the model is told of a step, within a budget.

mod excerpt;
mod step;

pub use excerpt::grouped;
pub use step::{BUDGET, digest, late};
