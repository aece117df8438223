//! Tests of the command line, the configuration, the journal and the faces without a screen.

mod config;
mod eval;
mod home;
mod journal;
mod linear;
mod remote;
mod stream;
mod taken_up;
mod usage;
