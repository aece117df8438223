//! doctor
use std::process::ExitCode;
/// Options of `ci-tui doctor`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// x
    #[arg(long)]
    json: bool,
}
pub(super) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let _ = args.json;
    Ok(ExitCode::SUCCESS)
}
