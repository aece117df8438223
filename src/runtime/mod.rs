//! The loop's other half: performs effects, gathers events. Knows no face.

mod driver;
pub mod files;
mod workers;

pub use driver::Driver;
pub use workers::Workers;
