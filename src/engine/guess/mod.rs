//! Which language a block is in when its tag does not tell, and how to make it runnable.

mod clean;
mod clearly;
mod expression;
mod install;
mod javascript;
mod judge;
mod python;
mod shell;

pub use clean::{before_output, clean};
pub use clearly::{clearly, computes, is_program, parses};
pub use install::only_installs;
pub use judge::guess;
