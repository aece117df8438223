//! Which language a block is, whatever its tag says.
use super::Language;
pub(in crate::engine) fn guess(tag: &str, _body: &str) -> Option<Language> {
    Language::from_tag(tag)
}
pub(in crate::engine) fn clean(_lang: Language, body: &str) -> String {
    body.to_owned()
}
