//! `ci-tui doctor`.

/// Options of `ci-tui doctor`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}
