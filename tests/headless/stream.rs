//! The event stream of `run`.
