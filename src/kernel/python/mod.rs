//! The Python kernel: the user's own `python3`, run by a driver that needs the standard library only.

mod choice;
mod dialect;
mod found;
mod survey;

pub(in crate::kernel) use dialect::Python;
pub use found::{Found, find_pythons, try_python};
pub use survey::{describe, survey};
