//! Routes each effect to the worker that performs it; ends them all when dropped.

use tokio::sync::mpsc::Sender;

use crate::config::{Config, Paths};
use crate::engine::{Effect, Event};
use crate::kernel::Kernels;
use crate::model::ModelWorker;

/// Where effects meet the outside world.
#[derive(Debug)]
pub struct Workers {
    model: ModelWorker,
    kernels: Kernels,
}

impl Workers {
    /// Workers that report to `outbox`; nothing is started before an effect asks for it.
    #[must_use]
    pub fn new(
        config: &Config,
        paths: &Paths,
        cwd: &std::path::Path,
        outbox: &Sender<Event>,
    ) -> Self {
        Self {
            model: ModelWorker::new(config, paths, outbox.clone()),
            kernels: Kernels::new(config, cwd, outbox.clone()),
        }
    }

    /// Begins to do one thing; never waits.
    pub fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::LoadModel { model } => self.model.load(model),
            Effect::Generate { request, prompt } => self.model.generate(request, prompt),
            Effect::StopGenerating { request } => self.model.stop(request),
            Effect::RunCode { step, lang, code } => self.kernels.run(step, lang, code),
            Effect::InterruptStep { step, lang } => self.kernels.interrupt(step, lang),
            Effect::AnswerInput { step, lang, text } => self.kernels.answer(step, lang, text),
            Effect::RestartKernel { lang } => self.kernels.restart(lang),
            Effect::Report(_) | Effect::Exit { .. } => {}
        }
    }
}
