//! `ci-tui kernel`.

/// Options of `ci-tui kernel`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}
