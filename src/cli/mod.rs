//! The command line: one file a subcommand, and the choice between them.

mod bench;
mod config;
mod doctor;
mod kernel;
mod models;
mod run;
mod sessions;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// A local code interpreter in a full-screen terminal.
#[derive(Debug, Parser)]
#[command(name = "ci-tui", version, about, args_conflicts_with_subcommands = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    workspace: workspace::Args,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer one prompt without a screen.
    Run(run::Args),
    /// Run kernels without a model: JSON lines in, JSON lines out.
    Kernel(kernel::Args),
    /// List, fetch, describe and remove models.
    Models(models::Args),
    /// Measure a model on this machine.
    Bench(bench::Args),
    /// Say what this machine offers, and what is missing.
    Doctor(doctor::Args),
    /// List, show, export and remove saved sessions.
    Sessions(sessions::Args),
    /// Show and check the configuration.
    Config(config::Args),
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
    /// The model process; started by ci-tui itself.
    #[command(name = "__model", hide = true)]
    Model,
    /// A kernel's runner process; started by ci-tui itself.
    #[command(name = "__kernel", hide = true)]
    Runner,
}

/// Parses the command line and does what it says.
pub fn main() -> ExitCode {
    match Cli::parse().command {
        Some(Command::Runner) => crate::kernel::runner_main(),
        Some(Command::Kernel(args)) => kernel::run(args).unwrap_or(ExitCode::FAILURE),
        _ => ExitCode::SUCCESS,
    }
}
