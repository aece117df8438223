//! `ci-tui bench`.

/// Options of `ci-tui bench`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}
