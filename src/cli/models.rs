//! `ci-tui models`.

/// Options of `ci-tui models`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}
