//! The JavaScript kernel: the user's own `node`, where it is installed.

mod dialect;

pub(in crate::kernel) use dialect::Node;
