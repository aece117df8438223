//! Prompts before they are asked: drafts, pastes in them, those that wait, and those of earlier.

pub mod draft;
pub mod paste;
pub mod queue;
pub mod recall;
