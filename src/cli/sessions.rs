//! `ci-tui sessions`.

/// Options of `ci-tui sessions`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}
