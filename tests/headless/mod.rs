//! Tests of the command line, the configuration, the journal and the face without a screen.

mod config;
mod eval;
mod home;
mod journal;
mod remote;
mod stream;
mod taken_up;
mod usage;
