//! The UI side of the kernels: effects in, events out; one runner process a language, started when first needed.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use base64::Engine as _;
use tokio::sync::mpsc::{self, Sender};
use tokio::sync::{oneshot, watch};

use super::ask::{Ask, Press};
use super::lane::Lane;
use super::protocol::{Hidden, Start, ToRunner};
use super::refusal::{DEAF, ended};
use crate::config::Config;
use crate::engine::{Event, Language, Level, StepId, StepStatus, TerminalSize, Variables};

/// Wishes that may wait for a lane, which is never busy for long.
const ASKS: usize = 64;

/// How a lane is spoken to.
#[derive(Debug)]
struct Door {
    asks: Sender<Ask>,
    presses: watch::Sender<Press>,
}

/// Owns the runner processes; when dropped, they end with all they started.
#[derive(Debug)]
pub struct Kernels {
    python: String,
    memory_mb: u64,
    nice: u8,
    processes: usize,
    limit: Duration,
    cwd: PathBuf,
    pub(in crate::kernel) outbox: Sender<Event>,
    lanes: HashMap<Language, Door>,
}

impl Kernels {
    /// Kernels that report to `outbox` and start in `cwd`; no process runs yet.
    #[must_use]
    pub fn new(config: &Config, cwd: &Path, outbox: Sender<Event>) -> Self {
        Self {
            python: config.kernel.python.clone(),
            memory_mb: config.limits.step_memory_mb,
            nice: config.limits.step_nice,
            processes: usize::try_from(config.limits.step_processes).unwrap_or(usize::MAX),
            limit: Duration::from_secs(config.limits.step_timeout_s),
            cwd: cwd.to_path_buf(),
            outbox,
            lanes: HashMap::new(),
        }
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
        if let Some(door) = self.lanes.get(&lang) {
            door.presses.send_modify(|(pressed, count)| {
                *pressed = step;
                *count += 1;
            });
        }
    }

    /// Runs approved shell code as a program at a terminal, which the user types at.
    pub fn run_at_terminal(
        &mut self,
        step: StepId,
        lang: Language,
        code: String,
        size: TerminalSize,
    ) {
        self.ask(lang, Ask::RunAtTerminal { step, code, size });
    }

    /// Types at the terminal of a step.
    pub fn type_at(&mut self, step: StepId, lang: Language, bytes: &[u8]) {
        let bytes = base64::engine::general_purpose::STANDARD.encode(bytes);
        self.ask(lang, Ask::Pass(ToRunner::Type { step, bytes }));
    }

    /// Changes the size of a step's terminal.
    pub fn resize(&mut self, step: StepId, lang: Language, size: TerminalSize) {
        self.ask(lang, Ask::Pass(ToRunner::Resize { step, size }));
    }

    /// Lets a step stand still, with all it started.
    pub fn pause(&mut self, step: StepId, lang: Language) {
        self.ask(lang, Ask::Pass(ToRunner::Pause { step }));
    }

    /// Lets a paused step go on.
    pub fn go_on(&mut self, step: StepId, lang: Language) {
        self.ask(lang, Ask::Pass(ToRunner::Continue { step }));
    }

    /// Moves a running step's time limit.
    pub fn extend_time(&mut self, step: StepId, lang: Language, seconds: u32) {
        self.ask(lang, Ask::Pass(ToRunner::ExtendTime { step, seconds }));
    }

    /// Raises a running step's memory limit, by this many MiB.
    pub fn raise_memory(&mut self, step: StepId, lang: Language, mib: u64) {
        self.ask(lang, Ask::Pass(ToRunner::RaiseMemory { step, mib }));
    }

    /// Asks for one variable in full; answered by an event.
    pub fn show_variable(&mut self, lang: Language, name: String) {
        if self.lanes.contains_key(&lang) {
            self.ask(lang, Ask::Pass(ToRunner::Show { name }));
        }
    }

    /// Spares what runs in the background when the kernel ends.
    pub fn keep_processes(&mut self, lang: Language) {
        if self.lanes.contains_key(&lang) {
            self.ask(lang, Ask::Pass(ToRunner::Keep));
        }
    }

    /// Uses another Python from now on, and starts it afresh if one runs.
    pub fn use_python(&mut self, program: String) {
        self.python.clone_from(&program);
        self.ask(Language::Python, Ask::UseProgram { program });
    }

    /// Asks an idle kernel for its variables; answered by an event, unless it cannot tell.
    pub fn list_variables(&mut self, lang: Language) {
        let variables = self.variables(lang);
        let outbox = self.outbox.clone();
        tokio::spawn(async move {
            if let Ok(variables) = variables.await {
                let _ = outbox.send(Event::VariablesTold { lang, variables }).await;
            }
        });
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

    /// Lets a step that has printed as much as is kept of one print on; the rest is only counted.
    pub fn let_output_go(&mut self, step: StepId, lang: Language) {
        self.ask(lang, Ask::Pass(ToRunner::LetOutputGo { step }));
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
            if lane.asks.send(Ask::Close { done: closed }).await.is_ok() {
                ends.push(end);
            }
        }
        for end in ends {
            let _ = end.await;
        }
    }

    pub(in crate::kernel) fn ask(&mut self, lang: Language, ask: Ask) {
        let program = if lang == Language::Python { self.python.clone() } else { String::new() };
        let hidden = if self.lanes.is_empty() { Hidden::Tell } else { Hidden::Known };
        let door = self.lanes.entry(lang).or_insert_with(|| {
            let (asks, receiver) = mpsc::channel(ASKS);
            let (presses, pressed) = watch::channel((StepId(0), 0));
            let start = Start {
                lang,
                program,
                cwd: self.cwd.clone(),
                memory_mb: self.memory_mb,
                nice: self.nice,
                processes: self.processes,
                hidden,
                mark: format!("{:016x}", rand::random::<u64>()),
            };
            tokio::spawn(Lane::new(start, self.outbox.clone()).serve(receiver, pressed));
            Door { asks, presses }
        });
        if let Err(error) = door.asks.try_send(ask) {
            tracing::warn!("the {} kernel takes no more wishes: {error}", lang.name());
            self.refuse(lang, &error.into_inner());
        }
    }

    /// Says that something was not passed on; a step ends, so that nobody waits for it.
    fn refuse(&self, lang: Language, ask: &Ask) {
        let event = match ask {
            Ask::Run { step, .. } | Ask::RunAtTerminal { step, .. } => {
                Event::StepEnded { step: *step, result: ended(StepStatus::Died, DEAF.into()) }
            }
            // Its answer is dropped with it, which counts as no doubts.
            Ask::Check { .. } => return,
            _ => Event::Noticed {
                level: Level::Warning,
                text: format!(
                    "The {} kernel takes no more requests; the last one was dropped, try it again.",
                    lang.name()
                ),
            },
        };
        let outbox = self.outbox.clone();
        tokio::spawn(async move { outbox.send(event).await });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_step_that_cannot_be_handed_over_ends_and_an_interrupt_is_not_lost() {
        let (outbox, mut inbox) = mpsc::channel(4);
        let mut kernels = Kernels::new(&Config::default(), Path::new("/"), outbox);
        let (asks, mut asked) = mpsc::channel(1);
        let (presses, mut pressed) = watch::channel((StepId(0), 0));
        let lang = Language::Python;
        kernels.lanes.insert(lang, Door { asks, presses });
        kernels.run(StepId(1), lang, "1".into());
        kernels.run(StepId(2), lang, "2".into());
        for _ in 0..100 {
            kernels.interrupt(StepId(1), lang);
        }
        let Some(Event::StepEnded { step, result }) = inbox.recv().await else {
            panic!("the second step ends");
        };
        assert_eq!((step, result.status), (StepId(2), StepStatus::Died));
        assert_eq!(result.error.as_deref(), Some(DEAF));
        assert!(matches!(asked.recv().await, Some(Ask::Run { step: StepId(1), .. })));
        assert!(pressed.changed().await.is_ok());
        assert_eq!(*pressed.borrow(), (StepId(1), 100));
    }
}
