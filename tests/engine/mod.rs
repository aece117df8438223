//! The engine alone: events in, transcript and effects out.

mod fence;
mod kept;
mod properties;
mod scenarios;
pub(crate) mod session;
mod text;
mod text_digest;
mod text_guess;
