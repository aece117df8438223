//! `ci-tui models`: list, fetch, describe and remove models.

mod info;
mod list;
mod pull;
mod rm;
mod units;

use std::process::ExitCode;

use clap::Subcommand;

pub(super) use units::{megabytes, table};

/// Options of `ci-tui models`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    /// Print JSON.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show every model of the catalogue and whether it fits into memory.
    List,
    /// Fetch a model.
    Pull {
        /// Its catalogue name.
        name: String,
    },
    /// Show the facts of a model.
    Info {
        /// Its catalogue name, or the path of a `.gguf` file.
        model: String,
    },
    /// Remove a model that was fetched.
    Rm {
        /// Its catalogue name.
        name: String,
    },
}

/// Does what the arguments say.
pub(super) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let (paths, mut out) = (crate::config::Paths::of_user(), std::io::stdout().lock());
    match args.command.unwrap_or(Command::List) {
        Command::List => list::run(&paths, args.json, &mut out),
        Command::Pull { name } => pull::run(&name, &paths, args.json, &mut out),
        Command::Info { model } => info::run(&model, &paths, args.json, &mut out),
        Command::Rm { name } => rm::run(&name, &paths, args.json, &mut out),
    }
}
