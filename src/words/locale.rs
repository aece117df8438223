//! The language of the screen, and how its texts are filled in.

use std::fmt::{Display, Write as _};
use std::str::FromStr;

use super::Texts;

/// A language of the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
    /// Japanese.
    Ja,
}

impl Locale {
    /// Every language, in the order of [`Texts::each`].
    pub const ALL: [Self; 3] = [Self::En, Self::Es, Self::Ja];

    /// The language that the environment asks for; English where it asks for none that we have.
    #[must_use]
    pub fn detect(env: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| env(name).filter(|value| !value.is_empty());
        let asked = set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG"));
        let asked = asked.unwrap_or_default();
        asked.split(['_', '.', '@', '-']).next().unwrap_or_default().parse().unwrap_or_default()
    }

    /// Its name among its speakers.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Es => "español",
            Self::Ja => "日本語",
        }
    }

    /// A text in this language.
    #[must_use]
    pub fn text(self, text: impl Texts) -> &'static str {
        text.each()[self as usize]
    }

    /// A text of a list by its English, as data files have it; words of the user stay as they are.
    #[must_use]
    pub fn known<L: Texts>(self, english: &str) -> &str {
        let found = L::ALL.iter().find(|text| text.each()[0] == english);
        found.map_or(english, |text| self.text(*text))
    }

    /// A text with its values.
    #[must_use]
    pub fn fill(self, text: impl Texts, values: &[&dyn Display]) -> String {
        let mut filled = String::new();
        let mut next = 0;
        let mut rest = self.text(text);
        while let Some((before, behind)) = rest.split_once('{') {
            let Some((which, after)) = behind.split_once('}') else { break };
            filled.push_str(before);
            let at = which.parse().unwrap_or(next);
            next += 1;
            if let Some(value) = values.get(at) {
                // Writing to a string cannot fail.
                let _ = write!(filled, "{value}");
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}

impl FromStr for Locale {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        match name {
            "en" => Ok(Self::En),
            "es" => Ok(Self::Es),
            "ja" => Ok(Self::Ja),
            _ => Err(()),
        }
    }
}

#[cfg(test)]
#[expect(unreachable_pub, reason = "the list of this test is seen here only")]
mod tests {
    use super::*;

    crate::words::texts::texts! {
        /// Texts of this test.
        Sample {
            Two: "{} of {}", "{} de {}", "{1} のうち {0}";
            None: "nothing", "nada", "なし";
        }
    }

    #[test]
    fn values_stand_where_each_language_wants_them() {
        assert_eq!(Locale::En.fill(Sample::Two, &[&1, &2]), "1 of 2");
        assert_eq!(Locale::Ja.fill(Sample::Two, &[&1, &2]), "2 のうち 1");
        assert_eq!(Locale::Es.text(Sample::None), "nada");
    }

    #[test]
    fn the_environment_chooses_as_elsewhere() {
        let env = |pairs: &'static [(&str, &str)]| {
            move |name: &str| {
                let found = pairs.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            }
        };
        assert_eq!(Locale::detect(env(&[("LANG", "es_MX.UTF-8")])), Locale::Es);
        assert_eq!(
            Locale::detect(env(&[("LANG", "es_ES"), ("LC_ALL", "ja_JP.eucJP")])),
            Locale::Ja
        );
        assert_eq!(Locale::detect(env(&[("LC_ALL", ""), ("LANG", "C.UTF-8")])), Locale::En);
        assert_eq!(Locale::detect(env(&[])), Locale::En);
    }
}
