//! Whether a reply can stand: what it states must have been printed by a step, or stand in a prompt.

mod claim;
mod constant;
mod digits;
mod judge;
mod number;
mod sense;
mod words;

pub(in crate::engine) use constant::is_constant;
pub(in crate::engine) use judge::{asks_for_finding, claims_a_run, unfounded};
pub(in crate::engine) use sense::is_impossible;

/// Sent when a reply states a result though nothing was run in its turn.
pub(in crate::engine) const NOTHING_RAN: &str = "Nothing has been run yet, so that is a guess. Write one fenced code block that computes the answer step by step and prints it.";

/// Whether a reply was sent back in these words for want of code that runs.
pub(in crate::engine) fn wants_code(nudge: &str) -> bool {
    [NOTHING_RAN, LAST_FAILED, ONLY_PRINTS].contains(&nudge) || nudge.starts_with(NOT_RUN)
}

/// How it begins when code is sent back that was looked at only.
pub(in crate::engine) const NOT_RUN: &str = "This code was not run, as it";

/// Sent when a reply states a result though its last step failed.
pub(in crate::engine) const LAST_FAILED: &str = "The last code failed, so no result is known yet. Write one fenced code block that works: mend the cause of the error, or take another way.";

/// Sent when a reply holds neither text nor code.
pub(in crate::engine) const EMPTY_REPLY: &str =
    "Your reply was empty. Write one fenced code block, or answer in plain text.";

/// Sent when a reply calls a tool that nobody has offered.
pub(in crate::engine) const NO_SUCH_TOOL: &str =
    "There is no such tool. Write one fenced code block that does it.";

/// Sent when a step only prints what the model wrote into it.
pub(in crate::engine) const ONLY_PRINTS: &str = "That code only prints what you wrote into it, so it was not run. Compute the result from the question or the files, then print it.";
