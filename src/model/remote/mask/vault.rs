//! Which placeholder stands for which secret, for as long as the session lasts.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

use super::Kind;
use super::find::{Found, find, join};

/// The shortest secret that is also looked for where nothing else gives it away.
const LEAST_KNOWN: usize = 6;

/// The secrets that were masked so far; the same one always gets the same placeholder.
#[derive(Default)]
pub(in crate::model::remote) struct Vault {
    placeholders: HashMap<String, String>,
    secrets: HashMap<String, String>,
    /// Placeholders that stood in what was sent: only these are put back, as a reply may name any.
    sent: HashSet<String>,
    numbers: BTreeMap<Kind, u32>,
    /// Secrets that only their surroundings gave away: hidden wherever they stand.
    known: Vec<String>,
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vault").field("numbers", &self.numbers).finish_non_exhaustive()
    }
}

/// Texts without their secrets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::model::remote) struct Masked {
    /// In the order in which they were given.
    pub(in crate::model::remote) texts: Vec<String>,
    /// How many different secrets of each kind stood in them.
    pub(in crate::model::remote) counts: BTreeMap<Kind, u32>,
}

impl Vault {
    /// Hides this wherever it stands.
    pub(in crate::model::remote) fn know(&mut self, secret: &str, kind: Kind) {
        self.placeholder(secret, kind);
        if secret.len() >= LEAST_KNOWN && !self.known.iter().any(|known| known == secret) {
            self.known.push(secret.to_owned());
        }
    }

    /// A text for people, without its secrets: nothing of it is looked for or put back later.
    pub(in crate::model::remote) fn hide(&mut self, text: &str) -> String {
        self.replace(text, find(text), &mut BTreeMap::new())
    }

    /// Replaces every secret of these texts, which are to be sent.
    pub(in crate::model::remote) fn mask<'a>(
        &mut self,
        texts: impl IntoIterator<Item = &'a str>,
    ) -> Masked {
        let texts: Vec<_> = texts.into_iter().map(|text| (text, find(text))).collect();
        for (text, found) in &texts {
            for one in found.iter().filter(|one| one.kind == Kind::Secret) {
                let secret = &text[one.at.clone()];
                // An ordinary word would be torn out of everything else that is said.
                if is_telling(secret) {
                    self.know(secret, one.kind);
                }
            }
        }
        let mut seen: BTreeMap<String, Kind> = BTreeMap::new();
        let mut masked = Masked::default();
        for (text, found) in texts {
            masked.texts.push(self.replace(text, found, &mut seen));
        }
        self.sent.extend(seen.keys().cloned());
        for kind in seen.into_values() {
            *masked.counts.entry(kind).or_default() += 1;
        }
        masked
    }

    /// The secret behind a placeholder that was sent.
    pub(super) fn secret(&self, placeholder: &str) -> Option<&str> {
        let sent = self.sent.contains(placeholder);
        self.secrets.get(placeholder).filter(|_| sent).map(String::as_str)
    }

    fn replace(
        &mut self,
        text: &str,
        mut found: Vec<Found>,
        seen: &mut BTreeMap<String, Kind>,
    ) -> String {
        let known = self
            .known
            .iter()
            .flat_map(|secret| text.match_indices(secret).map(|(at, _)| at..at + secret.len()));
        found.extend(known.map(|at| Found { at, kind: Kind::Secret }));
        let (mut masked, mut from) = (String::with_capacity(text.len()), 0);
        for one in join(found) {
            masked.push_str(&text[from..one.at.start]);
            from = one.at.end;
            let placeholder = self.placeholder(&text[one.at], one.kind);
            masked.push_str(&placeholder);
            seen.insert(placeholder, one.kind);
        }
        masked.push_str(&text[from..]);
        masked
    }

    fn placeholder(&mut self, secret: &str, kind: Kind) -> String {
        if let Some(known) = self.placeholders.get(secret) {
            return known.clone();
        }
        let number = self.numbers.entry(kind).or_default();
        *number += 1;
        let placeholder = kind.placeholder(*number);
        self.placeholders.insert(secret.to_owned(), placeholder.clone());
        self.secrets.insert(placeholder.clone(), secret.to_owned());
        placeholder
    }
}

/// Whether a text is unlikely to be a word: long, or letters with digits.
fn is_telling(secret: &str) -> bool {
    let digit = secret.bytes().any(|byte| byte.is_ascii_digit());
    let letter = secret.bytes().any(|byte| byte.is_ascii_alphabetic());
    secret.len() >= 12 || digit && letter
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_sent_is_put_back() {
        let mut vault = Vault::default();
        vault.know("sk-the-key-of-the-server-1", Kind::ApiKey);
        let placeholder = Kind::ApiKey.placeholder(1);
        assert_eq!(vault.secret(&placeholder), None);
        assert_eq!(
            vault.hide("no sk-the-key-of-the-server-1 here"),
            format!("no {placeholder} here")
        );
        assert_eq!(vault.secret(&placeholder), None);
        vault.mask(["it is sk-the-key-of-the-server-1"]);
        assert_eq!(vault.secret(&placeholder), Some("sk-the-key-of-the-server-1"));
    }

    #[test]
    fn a_word_that_stands_where_a_password_does_is_no_secret_elsewhere() {
        let mut vault = Vault::default();
        let masked = vault.mask(["{\"password\": \"string\"} and a substring"]);
        assert!(masked.texts[0].ends_with("and a substring"), "{:?}", masked.texts);
    }
}
