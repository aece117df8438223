//! Which models are shown, and in which order.

use std::cmp::Reverse;

use super::{Model, Place};
use crate::model::catalogue::Fit;

/// What stands first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// What is here and fits, then the recommended one, then what fits, best first.
    #[default]
    Suited,
    /// By name.
    Name,
    /// The smallest file.
    Size,
    /// The least memory.
    Memory,
    /// The fastest.
    Speed,
}

impl Order {
    /// Every order, in the order of the key that goes through them.
    pub const ALL: [Self; 5] = [Self::Suited, Self::Name, Self::Size, Self::Memory, Self::Speed];

    /// Its name, as an option takes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Suited => "suited",
            Self::Name => "name",
            Self::Size => "size",
            Self::Memory => "memory",
            Self::Speed => "speed",
        }
    }

    /// The order of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.name() == name)
    }

    /// The order after this one.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|order| *order == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }

    /// Sorts; what is equal stays in the order of the catalogue.
    pub fn sort(self, models: &mut [&Model]) {
        match self {
            Self::Suited => models.sort_by_key(|model| suited(model)),
            Self::Name => models.sort_by(|a, b| a.name.cmp(&b.name)),
            Self::Size => models.sort_by_key(|model| model.size.bytes()),
            Self::Memory => models.sort_by_key(|model| model.usual_need().map(|need| need.bytes)),
            Self::Speed => models.sort_by(|a, b| b.rate.tps().total_cmp(&a.rate.tps())),
        }
    }
}

fn suited(model: &Model) -> impl Ord + use<> {
    let fit = model.usual_need().map_or(Fit::Tight, |need| need.fit);
    let place = match model.place {
        Place::Ours(_) => 0,
        Place::Theirs(..) => 1,
        Place::Partial(_) => 2,
        Place::Absent => 3,
    };
    let usable = model.is_runnable() && fit != Fit::WontFit;
    (!model.is_runnable(), !usable, Reverse(place < 2), Reverse(model.recommended), fit, place)
}

/// What a model must be to be shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Each of these stands somewhere in what is told of it.
    pub words: Vec<String>,
    /// Its file is here.
    pub installed: bool,
    /// It runs here: an engine is built in, and its memory is free.
    pub fits: bool,
}

impl Wanted {
    /// Those whose words are these.
    #[must_use]
    pub fn words(text: &str) -> Self {
        let words = text.split_whitespace().map(str::to_lowercase).collect();
        Self { words, ..Self::default() }
    }

    /// Whether this model is wanted.
    #[must_use]
    pub fn takes(&self, model: &Model) -> bool {
        if self.installed && !model.is_here() {
            return false;
        }
        let room = model.usual_need().is_some_and(|need| need.fit != Fit::WontFit);
        if self.fits && !(room && model.is_runnable()) {
            return false;
        }
        let told = [
            model.name.as_str(),
            &model.title,
            &model.family,
            &model.quantisation,
            &model.licence,
            &model.languages.join(" "),
            purpose(model),
        ];
        let told = told.join(" ").to_lowercase();
        self.words.iter().all(|word| told.contains(word.as_str()))
    }
}

fn purpose(model: &Model) -> &'static str {
    use crate::model::catalogue::Purpose::{Chat, Code, Test};
    match model.purpose {
        Some(Code) => "code coder",
        Some(Chat) => "chat",
        Some(Test) => "test",
        None => "",
    }
}
