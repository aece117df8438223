//! Which language a block is in when its tag does not tell, and how to make it runnable.

mod clean;
mod expression;
mod javascript;
mod judge;
mod python;
mod shell;

pub use clean::clean;
pub use judge::guess;
