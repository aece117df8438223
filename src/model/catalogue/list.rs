//! The catalogue, and the choice of a model from it.

use serde::Deserialize;

use super::{Bandwidth, Entry, Fit, Purpose, State, UserModelsError, fit, state, user};
use crate::config::Paths;

/// The context that a model must have room for to be recommended.
const USUAL_CONTEXT: u32 = 4096;

/// Tokens a second below which waiting for a step is tiresome.
const COMFORTABLE: f64 = 8.0;

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

    /// The built-in catalogue with the user's own `models.toml` over it.
    pub fn of_user(paths: &Paths) -> Result<Self, UserModelsError> {
        let mut catalogue = Self::load();
        for entry in user::read(&paths.config.join("models.toml"))? {
            catalogue.put(entry);
        }
        Ok(catalogue)
    }

    /// Replaces the model of the same name, or adds it.
    fn put(&mut self, entry: Entry) {
        let known =
            self.models.iter_mut().find(|known| known.name.eq_ignore_ascii_case(&entry.name));
        match known {
            Some(known) => *known = entry,
            None => self.models.push(entry),
        }
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
        let here: Vec<_> = runnable(
            self.models
                .iter()
                .filter(|entry| matches!(state(entry, paths), State::Installed { .. }))
                .collect(),
        );
        let code = here.iter().filter(|entry| entry.purpose == Purpose::Code);
        code.copied()
            .find(|entry| has_room(entry, available))
            .or_else(|| here.iter().copied().find(|entry| has_room(entry, available)))
            .or_else(|| smallest(&here))
    }

    /// The model to recommend to a machine with `available` bytes of free memory of this speed: one for code
    /// without strings attached that has room and writes fast enough to wait for, else the smallest.
    #[must_use]
    pub fn best_fit(&self, available: u64, speed: Bandwidth) -> Option<&Entry> {
        let free = |entry: &&Entry| entry.conditions.is_none();
        let all = runnable(self.models.iter().filter(free).collect());
        let roomy: Vec<_> =
            all.iter().copied().filter(|entry| has_room(entry, available)).collect();
        let code: Vec<_> =
            roomy.iter().copied().filter(|entry| entry.purpose == Purpose::Code).collect();
        let quick = |entry: &&Entry| speed.decode_tps(entry.read_per_token()) >= COMFORTABLE;
        code.iter()
            .copied()
            .find(quick)
            .or_else(|| smallest(&code))
            .or_else(|| smallest(&roomy))
            .or_else(|| smallest(&all))
    }

    fn hint(&self, wanted: &str) -> String {
        let mut near: Vec<_> = self
            .models
            .iter()
            .map(|entry| (closeness(wanted, &entry.name), entry.name.as_str()))
            .filter(|(closeness, _)| *closeness > 0.6)
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0));
        let names: Vec<_> = near.into_iter().map(|(_, name)| name).take(3).collect();
        if names.is_empty() {
            "`ci-tui models list` shows those that are known, and files are named by their path"
                .into()
        } else {
            format!("did you mean {}?", names.join(" or "))
        }
    }
}

/// Those that an engine of this build runs; all where it has none.
fn runnable(models: Vec<&Entry>) -> Vec<&Entry> {
    let built = |entry: &&Entry| entry.engines.iter().any(|engine| engine.is_built_in());
    let runnable: Vec<_> = models.iter().copied().filter(built).collect();
    if runnable.is_empty() { models } else { runnable }
}

fn need(entry: &Entry) -> u64 {
    let context = if entry.context == 0 { USUAL_CONTEXT } else { USUAL_CONTEXT.min(entry.context) };
    entry.memory(context)
}

fn has_room(entry: &Entry, available: u64) -> bool {
    fit(need(entry), available) != Fit::WontFit
}

fn smallest<'a>(models: &[&'a Entry]) -> Option<&'a Entry> {
    models.iter().min_by_key(|entry| need(entry)).copied()
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
