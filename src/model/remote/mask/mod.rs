//! Secrets on their way out: found by their shape, replaced by placeholders, put back into replies.

mod assigned;
mod find;
mod kind;
mod number;
mod restore;
mod shape;
mod vault;

pub(super) use kind::Kind;
pub(super) use restore::Restorer;
pub(super) use vault::Vault;
