//! `ci-tui models`: list, fetch, describe and remove models.

mod columns;
mod describe;
mod info;
mod list;
mod pull;
mod rm;
mod units;

use std::process::ExitCode;

use clap::Subcommand;

use super::settings;

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
    /// Show the models that are known or found here, what they need, and whether they fit.
    List(list::Args),
    /// Fetch a model.
    Pull {
        /// Its catalogue name.
        name: String,
    },
    /// Show the facts of a model.
    Info(info::Args),
    /// Remove a model that was fetched.
    Rm {
        /// Its catalogue name.
        name: String,
    },
}

/// Does what the arguments say.
pub(super) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let (paths, mut out) = (settings::paths()?, std::io::stdout().lock());
    match args.command.unwrap_or_else(|| Command::List(list::Args::default())) {
        Command::List(list) => list::run(&list, &paths, args.json, &mut out),
        Command::Pull { name } => pull::run(&name, &paths, args.json, &mut out),
        Command::Info(info) => info::run(&info, &paths, args.json, &mut out),
        Command::Rm { name } => rm::run(&name, &paths, args.json, &mut out),
    }
}
