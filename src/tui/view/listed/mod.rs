//! Lists to choose from by what they contain: files for the prompt, and earlier prompts.

pub(super) mod mention;
pub(super) mod pick;
pub(super) mod recall;
