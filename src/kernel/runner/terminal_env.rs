//! The environment at a terminal: as the user has it, for programs that someone types at.

use std::ffi::OsString;

use super::limits;
use crate::kernel::language::Swap;

/// What our terminal understands.
const TERM: &str = "xterm-256color";

/// Set for kernels, and not in the way at a terminal.
const KEPT: [&str; 2] = ["PYTHONUNBUFFERED", "MPLBACKEND"];

/// Lines by line drawing characters, not by a second character set, which our terminal does not have.
const LINES: (&str, &str) = ("NCURSES_NO_UTF8_ACS", "1");

/// The variables that differ between a kernel and a terminal.
pub(super) fn swaps() -> Vec<Swap> {
    let set = limits::SET.iter().filter(|(name, _)| !KEPT.contains(name));
    let mut swaps: Vec<_> = set
        .map(|(name, value)| {
            // The size is that of the terminal, whatever ours was.
            let theirs = if matches!(*name, "COLUMNS" | "LINES") { None } else { user(name) };
            Swap { name, kernel: Some((*value).into()), terminal: theirs }
        })
        .collect();
    swaps.push(Swap { name: "TERM", kernel: Some("dumb".into()), terminal: Some(TERM.into()) });
    swaps.push(Swap { name: LINES.0, kernel: user(LINES.0), terminal: Some(LINES.1.into()) });
    swaps
}

/// The user's own value.
fn user(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The environment of a shell at a terminal.
pub(super) fn environment() -> Vec<(OsString, OsString)> {
    let swaps = swaps();
    let mut environment = limits::environment().0;
    environment.retain(|(name, _)| !swaps.iter().any(|swap| name == swap.name));
    let ours = swaps.into_iter().filter_map(|swap| Some((swap.name.into(), swap.terminal?.into())));
    environment.extend(ours);
    environment
}
