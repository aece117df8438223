//! Which language a block is in, whatever its tag says.

use super::Language;

/// The kernel that a fenced block is meant for; `None` if it is no code that one could run.
#[must_use]
pub fn guess(tag: &str, body: &str) -> Option<Language> {
    if body.trim().is_empty() { None } else { Language::from_tag(tag) }
}

/// The code of a block without what is not code.
#[must_use]
pub fn clean(_lang: Language, body: &str) -> String {
    body.to_owned()
}
