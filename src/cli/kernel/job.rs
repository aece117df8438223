//! What waits for its turn in `ci-tui kernel`.

use std::time::Duration;

use crate::engine::Language;

/// What a line with a wrong language or limit is told.
pub(super) const LANGUAGES: &str =
    "\"lang\" must be python, bash or javascript, and \"timeout_s\" a number from 0 on";

/// One wish, begun when all before it are done.
#[derive(Debug)]
pub(super) enum Job {
    Exec { n: u32, lang: Language, code: String, limit: Duration },
    Vars { lang: Language },
    Show { lang: Language, name: String },
    Reset,
}
