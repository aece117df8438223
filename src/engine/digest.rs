//! What the model is told of a step; the bounded digest.
use super::Step;
pub(in crate::engine) const BUDGET: usize = 6 * 1024;
pub(in crate::engine) fn digest(step: &Step, _budget: usize) -> String {
    let mut text = step.output.head().to_owned();
    if let Some(result) = &step.result {
        if let Some(r) = &result.result {
            text.push_str(r);
        }
        if let Some(e) = result.traceback.as_ref().or(result.error.as_ref()) {
            text.push_str(e);
        }
    }
    text
}
