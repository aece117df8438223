//! What a reply means, once it has come to its end: code to run, code that was cut off, or talk.
//!
//! Models do not always write one fenced block with the right tag. They wrap code in JSON, in the tags of tool
//! calls, or in nothing at all. The rules, in this order:
//!
//! 1. Of fenced blocks, tagged elements and JSON calls the first one that a kernel can run is the step.
//! 2. One that only installs packages gives way to a later one: most packages are there, and where one is missing,
//!    the error says so.
//! 3. Without any of them the whole reply may be code: bare, or between backticks. Prose is never taken for code, so
//!    here every line must read as code.

mod bare;
mod call;
mod escape;
mod loose_json;
mod marks;
mod reply;
mod tags;

pub use reply::{Found, calls_a_tool, is_step, read};
