//! Model files that other programs have put on this machine: found, described, used where they lie, never copied.

mod facts;
mod known;
mod link;
mod locations;
mod ollama;
mod scan;
mod walk;

pub use facts::{Facts, Kind};
pub use link::usable;
pub use locations::{Location, Program, locations};
pub use scan::{Found, Limits, Scan, scan};
