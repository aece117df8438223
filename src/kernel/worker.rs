//! The UI side of the kernels: effects in, events out; one runner process a language, started when first needed.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::sync::mpsc::{self, Sender};
use tokio::sync::oneshot;

use super::lane::{Ask, Lane};
use super::protocol::Start;
use super::variables::Variables;
use crate::config::Config;
use crate::engine::{Event, Language, StepId};

/// Wishes that may wait for a lane, which is never busy for long.
const ASKS: usize = 64;
/// Processes of a step beyond which it is a fork bomb.
const PROCESSES: usize = 1000;

/// Owns the runner processes; when dropped, they end with all they started.
#[derive(Debug)]
pub struct Kernels {
    python: String,
    memory_mb: u64,
    processes: usize,
    limit: Duration,
    cwd: PathBuf,
    outbox: Sender<Event>,
    lanes: HashMap<Language, Sender<Ask>>,
}

impl Kernels {
    /// Kernels that report to `outbox` and start in `cwd`; no process runs yet.
    #[must_use]
    pub fn new(config: &Config, cwd: &Path, outbox: Sender<Event>) -> Self {
        Self {
            python: config.kernel.python.clone(),
            memory_mb: config.limits.step_memory_mb,
            processes: PROCESSES,
            limit: Duration::from_secs(config.limits.step_timeout_s),
            cwd: cwd.to_path_buf(),
            outbox,
            lanes: HashMap::new(),
        }
    }

    /// Lets a step have so many processes instead of the usual 1000.
    pub fn allow_processes(&mut self, most: usize) {
        self.processes = most;
    }

    /// Runs approved code, starting the kernel if need be.
    pub fn run(&mut self, step: StepId, lang: Language, code: String) {
        self.run_within(step, lang, code, self.limit);
    }

    /// Runs approved code with a time limit of its own; zero means none.
    pub fn run_within(&mut self, step: StepId, lang: Language, code: String, limit: Duration) {
        self.ask(lang, Ask::Run { step, code, limit });
    }

    /// Interrupts a step; each further call is harder.
    pub fn interrupt(&mut self, step: StepId, lang: Language) {
        self.ask(lang, Ask::Interrupt { step });
    }

    /// Answers a program that waits for input; `None` tells it that nobody will.
    pub fn answer(&mut self, step: StepId, lang: Language, text: Option<String>) {
        self.ask(lang, Ask::Answer { step, text });
    }

    /// Asks an idle kernel for its variables; the receiver fails where none can be told: no kernel
    /// runs, a step does, or the language cannot tell.
    pub fn variables(&mut self, lang: Language) -> oneshot::Receiver<Variables> {
        let (answer, variables) = oneshot::channel();
        if self.lanes.contains_key(&lang) {
            self.ask(lang, Ask::Variables { answer });
        }
        variables
    }

    /// Starts a kernel afresh.
    pub fn restart(&mut self, lang: Language) {
        self.ask(lang, Ask::Restart);
    }

    /// The languages whose kernels were started.
    #[must_use]
    pub fn started(&self) -> Vec<Language> {
        Language::ALL.into_iter().filter(|lang| self.lanes.contains_key(lang)).collect()
    }

    /// Ends every kernel and waits until their processes are gone.
    pub async fn shutdown(&mut self) {
        let mut ends = Vec::new();
        for (_, lane) in self.lanes.drain() {
            let (closed, end) = oneshot::channel();
            if lane.send(Ask::Close { done: closed }).await.is_ok() {
                ends.push(end);
            }
        }
        for end in ends {
            let _ = end.await;
        }
    }

    fn ask(&mut self, lang: Language, ask: Ask) {
        let program = if lang == Language::Python { self.python.clone() } else { String::new() };
        let sender = self.lanes.entry(lang).or_insert_with(|| {
            let (wishes, receiver) = mpsc::channel(ASKS);
            let start = Start {
                lang,
                program,
                cwd: self.cwd.clone(),
                memory_mb: self.memory_mb,
                processes: self.processes,
                mark: format!("{:016x}", rand::random::<u64>()),
            };
            tokio::spawn(Lane::new(start, self.outbox.clone()).serve(receiver));
            wishes
        });
        if let Err(error) = sender.try_send(ask) {
            tracing::warn!("the {} kernel takes no more wishes: {error}", lang.name());
        }
    }
}
