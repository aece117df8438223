//! The shell kernel: bash sources each step from a file; where there is no bash, `sh` runs each step afresh.

mod check;
mod declared;
mod dialect;
mod folder;
mod held;
mod swap;

pub(in crate::kernel) use check::check;
pub(in crate::kernel) use dialect::Bash;
