//! `ci-tui config`.

/// Options of `ci-tui config`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}
