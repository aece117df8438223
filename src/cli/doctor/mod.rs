//! `ci-tui doctor`: what this machine offers, what is missing, and what to do about it.

mod check;
mod machine;
mod models;
mod places;
mod programs;
mod python;
mod terminal;

use std::process::ExitCode;

use check::{Check, print};

/// Options of `ci-tui doctor`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Looks at everything; fails if the main job cannot be done here.
pub(super) fn run(Args { json }: Args) -> anyhow::Result<ExitCode> {
    let paths = crate::config::Paths::of_user();
    let machine = crate::hardware::Machine::detect();
    let cwd = std::env::current_dir()?;
    let (config, configuration) = places::configuration(&paths, &cwd);
    let paths = paths.with_model_folders(&config.models.folders);
    let mut checks = vec![configuration];
    checks.extend(machine::checks(&machine));
    checks.extend(models::checks(&config, &paths, &machine));
    checks.push(python::check(&config.kernel.python, &cwd));
    checks.extend(programs::checks());
    checks.extend(terminal::checks(|name| std::env::var(name).unwrap_or_default()));
    checks.extend(places::checks(&paths));
    print(&checks, json, &mut std::io::stdout().lock())
}
