//! A look at everything that is here or can be fetched; takes a moment, so it belongs on a thread of its own.

use crate::config::Paths;
use crate::hardware::Machine;
use crate::model::Runner;
use crate::model::catalogue::{Bandwidth, Catalogue, UserModelsError, fit, state};
use crate::model::found::{self, Found, Limits, Location};
use crate::model::speeds::{FileId, Speeds};

use super::model::{CONTEXTS, Model, Need, Place, Rate};
use super::{Order, Wanted, same};

/// Models that read less for a token say more about everything else than about the memory's speed.
const LEAST_READ: u64 = 300_000_000;

/// All models, and what of the machine the verdicts rest on.
#[derive(Debug, Clone, PartialEq)]
pub struct Stock {
    /// The catalogue's in its order, then those that were only found.
    pub models: Vec<Model>,
    /// Memory that was free, in bytes.
    pub available: u64,
    /// Whether the search of the machine was ended by its limits.
    pub cut: bool,
    /// What is wrong with the user's own list; the built-in one stands in.
    pub problem: Option<UserModelsError>,
}

impl Stock {
    /// Looks at the catalogue, at our folder and at those of other programs.
    #[must_use]
    pub fn look(paths: &Paths) -> Self {
        let locations = found::locations(|name| std::env::var_os(name), &paths.model_folders);
        Self::look_in(paths, &locations, Limits::default(), Machine::available_memory())
    }

    /// As [`Stock::look`], at these places and with this much free memory.
    #[must_use]
    pub fn look_in(paths: &Paths, locations: &[Location], limits: Limits, available: u64) -> Self {
        let (catalogue, problem) = match Catalogue::of_user(paths) {
            Ok(catalogue) => (catalogue, None),
            Err(error) => (Catalogue::load(), Some(error)),
        };
        let scan = found::scan(locations, &paths.found(), limits);
        let mut models = gather(&catalogue, scan.models, paths);
        let speeds = Speeds::load(&paths.state);
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let cautious = Bandwidth::cautious(u32::try_from(cores).unwrap_or(u32::MAX));
        time(&mut models, &speeds, cautious);
        for model in &mut models {
            weigh(model, available);
        }
        // A busy hour must not change the advice: what was measured can only raise the guess.
        let measured =
            Runner::built_in().first().and_then(|engine| pace(&models, &speeds, *engine));
        let speed = measured.filter(|it| it.bytes > cautious.bytes).unwrap_or(cautious);
        let best = catalogue.best_fit(available, speed).map(|entry| entry.name.clone());
        for model in &mut models {
            model.recommended = best.as_ref() == Some(&model.name);
        }
        Self { models, available, cut: scan.cut, problem }
    }

    /// The model of this name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Model> {
        self.models.iter().find(|model| model.name.eq_ignore_ascii_case(name.trim()))
    }

    /// Those that are wanted, in this order.
    #[must_use]
    pub fn shown(&self, wanted: &Wanted, order: Order) -> Vec<&Model> {
        let mut shown: Vec<_> = self.models.iter().filter(|model| wanted.takes(model)).collect();
        order.sort(&mut shown);
        shown
    }

    /// The best model whose file is here and that runs here, if there is one.
    #[must_use]
    pub fn best_here(&self) -> Option<&Model> {
        let here = Wanted { installed: true, fits: true, words: Vec::new() };
        self.shown(&here, Order::Suited).into_iter().next()
    }

    /// The model to begin with here, if there is one.
    #[must_use]
    pub fn recommended(&self) -> Option<&Model> {
        self.models.iter().find(|model| model.recommended)
    }
}

/// The catalogue with what was found; a found file that the catalogue knows is not told twice.
fn gather(catalogue: &Catalogue, found: Vec<Found>, paths: &Paths) -> Vec<Model> {
    let mut models: Vec<_> = catalogue
        .models()
        .iter()
        .map(|entry| Model::of_entry(entry, state(entry, paths)))
        .collect();
    for file in found {
        if models
            .iter()
            .any(|model| matches!(&model.place, Place::Ours(ours) if is_one(ours, &file)))
        {
            continue;
        }
        let absent = models.iter_mut().find(|model| {
            let known = model.entry.as_ref().is_some_and(|entry| same::is_same(entry, &file));
            known && !model.is_here()
        });
        match absent {
            Some(model) => {
                model.size = crate::model::catalogue::Size::Known(file.bytes);
                model.shape = file.facts.shape;
                model.engines = file.facts.engines;
                model.place = Place::Theirs(file.program, file.path);
            }
            None => models.push(Model::of_found(file)),
        }
    }
    models
}

/// Whether a file of ours is a second name for the one that was found.
fn is_one(ours: &std::path::Path, found: &Found) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let place = |path: &std::path::Path| path.metadata().ok().map(|it| (it.dev(), it.ino()));
    place(ours).is_some_and(|ours| Some(ours) == place(&found.path))
}

/// Puts in what was measured, and for the rest what is to be expected.
fn time(models: &mut [Model], speeds: &Speeds, cautious: Bandwidth) {
    let paces = Runner::ALL.map(|engine| (engine, pace(models, speeds, engine)));
    let pace_of = |engine: Runner| {
        let known = paces.iter().find(|(known, _)| *known == engine);
        known.and_then(|(_, pace)| *pace).unwrap_or(cautious)
    };
    for model in models {
        let Some(engine) = model.engine() else { continue };
        let id = model.place.path().and_then(FileId::of);
        let built = model.engines.iter().filter(|engine| engine.is_built_in());
        let ran = built.filter_map(|engine| speeds.of(id.as_ref()?, engine.name()));
        // The faster one is what loading takes.
        let ran = ran.max_by(|one, other| one.decode.total_cmp(&other.decode));
        let pace = pace_of(engine);
        let read = model.read_per_token();
        model.rate = match ran {
            Some(ran) => Rate::Measured { tps: ran.decode, prefill: ran.prefill },
            None if read == 0 => Rate::Unknown,
            None => Rate::About { tps: pace.decode_tps(read), calibrated: pace.measured },
        };
    }
}

/// What the models that ran here in this engine say about its memory's speed.
fn pace(models: &[Model], speeds: &Speeds, engine: Runner) -> Option<Bandwidth> {
    let telling = models.iter().filter(|model| model.read_per_token() >= LEAST_READ);
    Bandwidth::of_runs(telling.filter_map(|model| {
        let id = FileId::of(model.place.path()?)?;
        let ran = speeds.of(&id, engine.name())?;
        Some((ran.decode, model.read_per_token()))
    }))
}

/// Works out the memory for each engine and context, and whether it is free.
fn weigh(model: &mut Model, available: u64) {
    let most = if model.context == 0 { CONTEXTS[0] } else { model.context };
    let shortest = [CONTEXTS[0].min(most)];
    let contexts = if most < CONTEXTS[0] { &shortest[..] } else { &CONTEXTS[..] };
    for engine in &model.engines {
        for context in contexts.iter().copied().filter(|context| *context <= most) {
            let bytes = model.shape.memory_on(*engine, context);
            let need = Need { engine: *engine, context, bytes, fit: fit(bytes, available) };
            model.needs.push(need);
        }
    }
}
