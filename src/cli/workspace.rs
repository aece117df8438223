//! `ci-tui workspace`.

use std::process::ExitCode;

/// Options of `ci-tui workspace`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

/// Says that this part is missing.
pub(super) fn run(_args: Args) -> anyhow::Result<ExitCode> {
    anyhow::bail!("not built in")
}
