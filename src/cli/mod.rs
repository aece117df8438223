//! The command line: one file a subcommand, and the choice between them.

mod bench;
mod command;
mod config;
mod doctor;
mod eval;
mod failure;
mod kernel;
mod model_choice;
mod models;
mod offers;
mod prompt;
mod run;
mod sessions;
mod settings;
mod workspace;

pub use command::{Cli, main};
