//! Routes each effect to the worker that performs it; ends them all when dropped.

use std::path::Path;

use tokio::sync::mpsc::Sender;
use tokio::task::JoinHandle;

use crate::config::{Config, Paths};
use crate::engine::{Effect, Event, Place};
use crate::hardware;
use crate::kernel::Kernels;
use crate::model::ModelWorker;

/// Where effects meet the outside world.
#[derive(Debug)]
pub struct Workers {
    model: ModelWorker,
    kernels: Kernels,
    gauge: JoinHandle<()>,
}

impl Workers {
    /// Workers that report to `outbox`; no child process is started before an effect asks for it.
    #[must_use]
    pub fn new(config: &Config, paths: &Paths, cwd: &Path, outbox: &Sender<Event>) -> Self {
        let model = ModelWorker::new(config, paths, outbox.clone());
        let gauge = tokio::spawn(hardware::sample(outbox.clone(), model.watch_pid()));
        Self { model, kernels: Kernels::new(config, cwd, outbox.clone()), gauge }
    }

    /// Begins to do one thing; never waits.
    pub fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::LoadModel { load, model } => self.model.load(load, &model),
            Effect::Generate { request, prompt } => self.model.generate(request, prompt),
            Effect::Prepare { prompt } => self.model.prepare(prompt),
            Effect::SendPrompt { request } => self.model.permit(request),
            Effect::StopGenerating { request } => self.model.stop(request),
            Effect::Report(_) | Effect::Exit { .. } | Effect::Survey => {}
            effect => self.ask_kernel(effect),
        }
    }

    fn ask_kernel(&mut self, effect: Effect) {
        let kernels = &mut self.kernels;
        match effect {
            Effect::RunCode { step, lang, code, place: Place::Kernel } => {
                kernels.run(step, lang, code);
            }
            Effect::RunCode { step, lang, code, place: Place::Terminal(size) } => {
                kernels.run_at_terminal(step, lang, code, size);
            }
            Effect::CheckCode { check, lang, code, trial_s } => {
                kernels.check_code(check, lang, code, trial_s);
            }
            Effect::Type { step, lang, bytes } => kernels.type_at(step, lang, &bytes),
            Effect::ResizeTerminal { step, lang, size } => kernels.resize(step, lang, size),
            Effect::PauseStep { step, lang } => kernels.pause(step, lang),
            Effect::ContinueStep { step, lang } => kernels.go_on(step, lang),
            Effect::ExtendTime { step, lang, seconds } => kernels.extend_time(step, lang, seconds),
            Effect::RaiseMemory { step, lang, mib } => kernels.raise_memory(step, lang, mib),
            Effect::ListVariables { lang } => kernels.list_variables(lang),
            Effect::ShowVariable { lang, name } => kernels.show_variable(lang, name),
            Effect::KeepProcesses { lang } => kernels.keep_processes(lang),
            Effect::UsePython { program } => kernels.use_python(program),
            Effect::InterruptStep { step, lang } => kernels.interrupt(step, lang),
            Effect::AnswerInput { step, lang, text } => kernels.answer(step, lang, text),
            Effect::LetOutputGo { step, lang } => kernels.let_output_go(step, lang),
            Effect::RestartKernel { lang } => kernels.restart(lang),
            _ => {}
        }
    }

    /// Ends every kernel, and lets the next ones start in `cwd`.
    pub async fn renew_kernels(&mut self, config: &Config, cwd: &Path, outbox: &Sender<Event>) {
        self.kernels.shutdown().await;
        self.kernels = Kernels::new(config, cwd, outbox.clone());
    }

    /// Ends every child and waits until it is gone.
    pub async fn shutdown(mut self) {
        self.gauge.abort();
        tokio::join!(self.model.shutdown(), self.kernels.shutdown());
    }
}
