//! What is not passed on to a kernel, and the words for it.

use crate::engine::{StepResult, StepStatus};

/// Bytes of a text as JSON, which makes up to six of one; the rest of its frame needs a few.
const MOST: usize = 15 << 20;

/// Code that does not fit into a frame.
pub(in crate::kernel) const LONG_CODE: &str = "this code is longer than the 15 MiB that a step may have, and was not run; read the data from a file instead";
/// An answer that does not fit into a frame.
pub(in crate::kernel) const LONG_INPUT: &str = "this input is longer than the 15 MiB that a step can be told, and was not sent; answer with less, or with the name of a file";
/// A step that could not be handed over.
pub(in crate::kernel) const DEAF: &str = "the kernel takes no more requests, so this step was not run; restart the kernel and run it again";

/// Whether a frame holds this text, written as JSON.
pub(in crate::kernel) fn fits(text: &str) -> bool {
    text.len() < MOST / 6 || serde_json::to_vec(text).is_ok_and(|json| json.len() <= MOST)
}

/// The end of a step that the runner does not tell.
pub(in crate::kernel) fn ended(status: StepStatus, error: String) -> StepResult {
    StepResult {
        status,
        result: None,
        error: Some(error),
        traceback: None,
        cwd: None,
        duration_ms: 0.0,
    }
}
