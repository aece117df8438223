//! The engine alone: events in, transcript and effects out.

mod advice;
mod ahead;
mod answers;
mod checks;
mod consent;
mod corpus;
mod faults;
mod fence;
mod kept;
mod opinions;
mod own;
mod properties;
mod reading;
mod rewind;
mod scenarios;
pub(crate) mod session;
mod tell;
mod text;
mod text_digest;
mod text_guess;
