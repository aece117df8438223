//! Ordinary replies as measurements: how fast the model was is remembered for the list of models.

use crate::config::{Config, Paths};
use crate::engine::{Event, ModelStatus, State, Stats};
use crate::model::Runner;
use crate::model::catalogue::{Resolved, resolve};
use crate::model::speeds::{FileId, LEAST_TOKENS, Sample, Speeds};

/// Remembers how fast a reply was that has just ended, on a thread of its own.
pub(super) fn keep(event: &Event, state: &State, config: &Config, paths: &Paths) {
    let Event::GenerationEnded { stats, .. } = event else { return };
    let (ModelStatus::Ready(info), Some(model)) = (state.model(), &state.settings().model) else {
        return;
    };
    let local = Runner::ALL.iter().any(|engine| engine.name() == info.engine);
    let Some(sample) = sample(stats).filter(|_| local) else { return };
    let (model, engine, paths) = (model.clone(), info.engine.clone(), paths.clone());
    let threads = config.generation.threads;
    let thread = std::thread::Builder::new().name("speeds".into());
    let started = thread.spawn(move || {
        let Ok(Resolved::Weights { path, .. }) = resolve(&model, &paths) else { return };
        let Some(id) = FileId::of(&path) else { return };
        if let Err(error) = Speeds::record(&paths.state, &id, &engine, sample, threads) {
            tracing::debug!("the speed of {model} is not remembered: {error}");
        }
    });
    if let Err(error) = started {
        tracing::debug!("the speed is not remembered: {error}");
    }
}

/// The speeds of a reply that was long enough to tell.
fn sample(stats: &Stats) -> Option<Sample> {
    let computed = stats.prompt_tokens.saturating_sub(stats.cached_tokens);
    let prefill =
        (computed >= LEAST_TOKENS && stats.prefill_tps > 0.0).then_some(stats.prefill_tps);
    let enough = stats.generated_tokens >= LEAST_TOKENS && stats.decode_tps > 0.0;
    enough.then_some(Sample { prefill, decode: stats.decode_tps })
}
