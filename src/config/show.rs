//! The configuration in words: each value and where it came from.

use toml::Value;

use super::{Loaded, key};

/// The documented default file.
pub const DEFAULT_FILE: &str = include_str!("default.toml");

/// Every option as (key, value as TOML, where it came from).
#[must_use]
pub fn show(loaded: &Loaded) -> Vec<(String, String, String)> {
    let table = key::table(&loaded.config);
    key::all()
        .into_iter()
        .map(|key| {
            let value = key::value(&table, &key).map(in_words).unwrap_or_default();
            let origin = loaded.origin(&key).to_string();
            (key, value, origin)
        })
        .collect()
}

/// Numbers are kept in single precision; their double form has a tail of digits that nobody wrote.
#[expect(clippy::cast_possible_truncation, reason = "back to the precision that it came from")]
fn in_words(value: &Value) -> String {
    match value {
        Value::Float(number) => format!("{:?}", *number as f32),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn the_default_file_says_what_the_defaults_are() {
        let written: Config = toml::from_str(DEFAULT_FILE).expect("default.toml");
        assert_eq!(written, Config::default());
        for key in key::all() {
            let name = key.rsplit('.').next().expect("name");
            assert!(DEFAULT_FILE.contains(&format!("\n{name} = ")), "{key} is not in default.toml");
            assert!(DEFAULT_FILE.contains(&key::variable(&key)), "{key} lacks its variable");
        }
    }

    #[test]
    fn every_option_has_a_variable_of_its_own() {
        let mut names: Vec<_> = key::all().iter().map(|key| key::variable(key)).collect();
        names.sort();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
