//! `ci-tui eval`: how often a model answers right, on cases whose answers are known.

mod args;
mod attempt;
mod case;
mod compare;
mod course;
mod face;
mod judge;
mod plan;
mod record;
mod saved;
mod table;
mod totals;

use std::process::ExitCode;

use anyhow::Context as _;

pub(super) use args::Args;
pub(super) use saved::cases as saved_cases;

use crate::logging::Diverted;

/// Gives every model every case, and tells how that went.
pub(super) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let plan = plan::Plan::new(args)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("cannot start the event loop")?;
    // Children and libraries print to descriptor 2: from here on that is the log.
    let diverted = Diverted::begin(&plan.paths).context("cannot divert standard error")?;
    let code = runtime.block_on(course::run(&plan));
    runtime.shutdown_background();
    drop(diverted);
    Ok(ExitCode::from(code?))
}
