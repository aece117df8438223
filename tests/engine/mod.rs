//! The engine alone: events in, transcript and effects out.

mod fence;
mod properties;
mod scenarios;
pub(crate) mod session;
