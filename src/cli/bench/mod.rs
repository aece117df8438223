//! `ci-tui bench`: how fast models are on this machine, counted and timed in their own processes, run by run in turn.

mod args;
mod contender;
mod course;
mod findings;
mod table;

use std::io::Write as _;
use std::process::ExitCode;

pub(super) use args::Args;

use crate::config::Paths;

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let paths = Paths::of_user();
    let found = runtime.block_on(course::run(args, &paths))?;
    let mut out = std::io::stdout().lock();
    match (args.json, found.as_slice()) {
        (true, [one]) => serde_json::to_writer(&mut out, one)?,
        (true, many) => {
            serde_json::to_writer(&mut out, &serde_json::json!({ "v": 1, "contenders": many }))?;
        }
        (false, [one]) => write!(out, "{}", table::alone(one))?,
        (false, many) => write!(out, "{}", table::side_by_side(many))?,
    }
    if args.json {
        writeln!(out)?;
    }
    Ok(ExitCode::SUCCESS)
}
