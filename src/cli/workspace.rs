//! `ci-tui workspace`.

/// Options of `ci-tui workspace`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}
