//! Tests of engine.
mod fence;
mod text;
mod text_digest;
mod text_guess;
