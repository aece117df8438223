//! The engine alone: events in, transcript and effects out.

mod properties;
mod scenarios;
pub(crate) mod session;
