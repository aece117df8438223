//! The Python kernel: the user's own `python3`, run by a driver that needs the standard library only.

mod choice;
mod dialect;

pub(in crate::kernel) use dialect::Python;
