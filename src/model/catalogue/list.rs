//! The built-in catalogue, and the choice of a model from it.

use serde::Deserialize;

use super::{Entry, Fit, Purpose, State, fit, state};
use crate::config::Paths;

/// The context that a model must have room for to be recommended.
const USUAL_CONTEXT: u32 = 4096;

/// All models known by name, best first.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    #[serde(rename = "model")]
    models: Vec<Entry>,
}

/// A name that is not in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no model named `{name}`; {hint}")]
pub struct Unknown {
    /// What was asked for.
    pub name: String,
    /// The nearest names, or all of them.
    pub hint: String,
}

impl Catalogue {
    /// The built-in catalogue.
    ///
    /// # Panics
    /// Never: a test reads the same file.
    #[must_use]
    pub fn load() -> Self {
        toml::from_str(include_str!("catalogue.toml")).expect("the built-in catalogue is valid")
    }

    /// Every model, best first.
    #[must_use]
    pub fn models(&self) -> &[Entry] {
        &self.models
    }

    /// The model of this name.
    pub fn find(&self, name: &str) -> Result<&Entry, Unknown> {
        let wanted = name.trim();
        self.models
            .iter()
            .find(|entry| entry.name.eq_ignore_ascii_case(wanted))
            .ok_or_else(|| Unknown { name: shown(wanted), hint: self.hint(wanted) })
    }

    /// Every model with what of it is on this machine.
    #[must_use]
    pub fn installed(&self, paths: &Paths) -> Vec<(&Entry, State)> {
        self.models.iter().map(|entry| (entry, state(entry, paths))).collect()
    }

    /// The best model that is on this machine: one that fits into `available` bytes, else the smallest.
    #[must_use]
    pub fn best_installed(&self, paths: &Paths, available: u64) -> Option<&Entry> {
        let here: Vec<_> = self
            .models
            .iter()
            .filter(|entry| matches!(state(entry, paths), State::Installed { .. }))
            .collect();
        choose(&here, available)
    }

    /// The model to recommend to a machine with `available` bytes of free memory.
    #[must_use]
    pub fn best_fit(&self, available: u64) -> Option<&Entry> {
        choose(&self.models.iter().collect::<Vec<_>>(), available)
    }

    fn hint(&self, wanted: &str) -> String {
        let mut near: Vec<_> = self
            .models
            .iter()
            .map(|entry| (closeness(wanted, &entry.name), entry.name.as_str()))
            .filter(|(closeness, _)| *closeness > 0.6)
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0));
        if near.is_empty() {
            let names: Vec<_> = self.models.iter().map(|entry| entry.name.as_str()).collect();
            format!("the catalogue has {}, and files are named by their path", names.join(", "))
        } else {
            let names: Vec<_> = near.into_iter().map(|(_, name)| name).collect();
            format!("did you mean {}?", names.join(" or "))
        }
    }
}

/// A code model for which there is memory, else any such model, else the smallest.
fn choose<'a>(models: &[&'a Entry], available: u64) -> Option<&'a Entry> {
    let need = |entry: &Entry| entry.memory(USUAL_CONTEXT.min(entry.context));
    let has_room = |entry: &&&Entry| fit(need(entry), available) != Fit::WontFit;
    models
        .iter()
        .filter(|entry| entry.purpose == Purpose::Code)
        .find(has_room)
        .or_else(|| models.iter().find(has_room))
        .or_else(|| models.iter().min_by_key(|entry| need(entry)))
        .copied()
}

/// 1 for the same text, 0 for nothing in common.
fn closeness(wanted: &str, name: &str) -> f32 {
    let wanted = wanted.to_ascii_lowercase();
    if wanted.len() >= 3 && name.contains(&wanted) {
        return 0.99;
    }
    similar::TextDiff::from_chars(wanted.as_str(), name).ratio()
}

/// The name as it may be shown: short, and free of control characters.
fn shown(name: &str) -> String {
    crate::plain::one_line(name).chars().take(80).collect()
}
