//! The Python kernel: the user's own `python3`, run by a driver that needs the standard library only.

mod choice;
mod dialect;
mod survey;

pub(in crate::kernel) use dialect::Python;
pub use survey::survey;
