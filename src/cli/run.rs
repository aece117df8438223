//! `ci-tui run`.

/// Options of `ci-tui run`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}
