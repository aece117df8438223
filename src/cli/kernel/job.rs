//! What waits for its turn in `ci-tui kernel`.

use std::time::Duration;

use crate::engine::{Language, TerminalSize};

/// What a line with a wrong language or limit is told.
pub(super) const LANGUAGES: &str =
    "\"lang\" must be python, bash or javascript, and \"timeout_s\" a number from 0 on";

/// One wish, begun when all before it are done.
#[derive(Debug)]
pub(super) enum Job {
    /// Run a step.
    Exec { n: u32, lang: Language, code: String, limit: Duration },
    /// Run a step as a program at a terminal.
    AtTerminal { n: u32, lang: Language, code: String, size: TerminalSize },
    /// Tell the variables.
    Vars { lang: Language },
    /// Tell one variable in full.
    Show { lang: Language, name: String },
    /// Tell what is known of code.
    Check { lang: Language, code: String, trial_s: u32 },
    /// Start every kernel afresh.
    Reset,
}
