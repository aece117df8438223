//! What `ci-tui kernel` does: one step after the other, interrupts and input at once.

use std::collections::{BTreeSet, VecDeque};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

use super::asked::{Asked, answered};
use super::current::Current;
use super::job::{Job, LANGUAGES};
use super::lines;
use super::live::{self, Left};
use super::wire::{Reply, Request, reply};
use crate::engine::{Event, Language, StepId, StepResult};
use crate::kernel::Kernels;

/// How long a step waits for an `input` line from a reader that is not told of its wish.
const PATIENCE: Duration = Duration::from_secs(2);

/// Serves standard input until it ends and the last step is done.
pub(super) async fn serve(
    kernels: Kernels,
    mut inbox: mpsc::Receiver<Event>,
    lang: Language,
    stream: bool,
) -> anyhow::Result<()> {
    let mut session = Session::new(kernels, lang, stream);
    let mut lines = lines::read();
    while !(session.ended && session.is_idle()) {
        let due = session.due;
        tokio::select! {
            line = lines.recv(), if !session.ended => match line {
                Some(line) => session.read(&line)?,
                None => session.end(),
            },
            Some(event) = inbox.recv() => session.hear(event)?,
            answer = answered(&mut session.asked) => {
                session.asked = None;
                reply(&answer)?;
            }
            () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => session.overdue(),
        }
        session.go_on()?;
    }
    session.kernels.shutdown().await;
    Ok(())
}

pub(super) struct Session {
    pub(super) kernels: Kernels,
    pub(super) lang: Language,
    stream: bool,
    count: u32,
    jobs: VecDeque<Job>,
    pub(super) current: Option<Current>,
    inputs: VecDeque<String>,
    left: Left,
    /// The kernel that was asked for its variables, or for what is known of code.
    asked: Option<Asked>,
    /// The kernel that was asked for one variable, and its name.
    pub(super) showing: Option<(Language, String)>,
    /// Languages that a reset waits for.
    fresh: Option<BTreeSet<Language>>,
    /// When a wait ends: for an answer, or of a reset for the running step.
    due: Option<Instant>,
    ended: bool,
}

impl Session {
    fn new(kernels: Kernels, lang: Language, stream: bool) -> Self {
        Self {
            kernels,
            lang,
            stream,
            count: 0,
            jobs: VecDeque::new(),
            current: None,
            inputs: VecDeque::new(),
            left: Left::new(),
            asked: None,
            showing: None,
            fresh: None,
            due: None,
            ended: false,
        }
    }

    fn is_idle(&self) -> bool {
        !self.is_waiting() && self.jobs.is_empty()
    }

    /// Whether something goes on that the next job must wait for.
    fn is_waiting(&self) -> bool {
        let asks = self.asked.is_some() || self.showing.is_some();
        self.current.is_some() || self.fresh.is_some() || asks
    }

    fn read(&mut self, line: &[u8]) -> anyhow::Result<()> {
        if line.trim_ascii().is_empty() {
            return Ok(());
        }
        match serde_json::from_slice(line) {
            Ok(Request::Exec { code, lang, timeout_s, terminal }) => match terminal {
                Some(size) => return self.exec_at_terminal(code, lang.as_deref(), size),
                None => return self.exec(code, lang.as_deref(), timeout_s),
            },
            Ok(Request::Type { text }) => return self.type_at(&text),
            Ok(Request::Resize { columns, rows }) => return self.resize(columns, rows),
            Ok(Request::Vars { lang }) => match self.named(lang.as_deref()) {
                Some(lang) => self.jobs.push_back(Job::Vars { lang }),
                None => return reply(&Reply::Error { message: LANGUAGES.into() }),
            },
            Ok(Request::Show { name, lang }) => match self.named(lang.as_deref()) {
                Some(lang) => self.jobs.push_back(Job::Show { lang, name }),
                None => return reply(&Reply::Error { message: LANGUAGES.into() }),
            },
            Ok(Request::Check { code, lang, trial }) => match self.named(lang.as_deref()) {
                Some(lang) => self.jobs.push_back(Job::Check { lang, code, trial_s: trial }),
                None => return reply(&Reply::Error { message: LANGUAGES.into() }),
            },
            Ok(Request::Reset {}) => {
                self.jobs.push_back(Job::Reset);
                if self.current.is_some() {
                    self.due = Some(Instant::now() + PATIENCE);
                }
            }
            Ok(Request::Input { text }) => {
                self.inputs.push_back(text);
                self.answer();
            }
            Ok(live) => {
                return live::perform(&live, &mut self.kernels, self.current.as_ref(), &self.left);
            }
            Err(error) => {
                let message = format!(
                    "this line was not understood: {error}; send one JSON object a line with \"op\" exec, vars, show, check, reset, interrupt, input, type, resize, pause, continue, extend, memory, left or keep"
                );
                return reply(&Reply::Error { message });
            }
        }
        Ok(())
    }

    pub(super) fn named(&self, lang: Option<&str>) -> Option<Language> {
        lang.map_or(Some(self.lang), Language::from_tag)
    }

    fn exec(
        &mut self,
        code: String,
        lang: Option<&str>,
        timeout_s: Option<f64>,
    ) -> anyhow::Result<()> {
        let named = self.named(lang);
        let limit = Duration::try_from_secs_f64(timeout_s.unwrap_or_default());
        let (Some(lang), Ok(limit)) = (named, limit) else {
            return reply(&Reply::Error { message: LANGUAGES.into() });
        };
        self.queue(|n| Job::Exec { n, lang, code, limit });
        Ok(())
    }

    /// Puts a step in line.
    pub(super) fn queue(&mut self, job: impl FnOnce(u32) -> Job) {
        self.count += 1;
        self.jobs.push_back(job(self.count));
    }

    /// Begins the next job, if none is going on.
    fn go_on(&mut self) -> anyhow::Result<()> {
        while !self.is_waiting() {
            match self.jobs.pop_front() {
                None => return Ok(()),
                Some(Job::Exec { n, lang, code, limit }) => {
                    self.kernels.run_within(StepId(n), lang, code, limit);
                    self.current = Some(Current::new(n, lang));
                }
                Some(Job::AtTerminal { n, lang, code, size }) => {
                    self.begin_at_terminal(n, lang, code, size);
                }
                Some(Job::Vars { lang }) => {
                    let answer = self.kernels.variables(lang);
                    self.asked = Some(Asked::Variables { lang, answer });
                }
                Some(Job::Check { lang, code, trial_s }) => {
                    let answer = self.kernels.check(lang, code, trial_s);
                    self.asked = Some(Asked::Check { lang, answer });
                }
                Some(Job::Show { lang, name }) => self.show(lang, name)?,
                Some(Job::Reset) => {
                    self.inputs.clear();
                    let started = self.kernels.started();
                    for lang in &started {
                        self.kernels.restart(*lang);
                    }
                    self.fresh = Some(started.into_iter().collect());
                    self.settle(None)?;
                }
            }
        }
        Ok(())
    }

    /// Notes that a kernel stands, or never will; tells when the last of a reset does.
    fn settle(&mut self, lang: Option<Language>) -> anyhow::Result<()> {
        let Some(fresh) = &mut self.fresh else { return Ok(()) };
        if let Some(lang) = lang {
            fresh.remove(&lang);
        }
        if fresh.is_empty() {
            self.fresh = None;
            reply(&Reply::Ready)?;
        }
        Ok(())
    }

    fn hear(&mut self, event: Event) -> anyhow::Result<()> {
        self.hear_shown(&event)?;
        match event {
            Event::KernelReady { lang, .. } | Event::KernelFailed { lang, .. } => {
                return self.settle(Some(lang));
            }
            Event::OutputArrived { step, text } => return self.output(step, text),
            Event::OutputOmitted { step, bytes } => {
                if let Some(current) = self.running(step) {
                    current.omitted += bytes;
                }
            }
            Event::OutputKept { step, file } => {
                if let Some(current) = self.running(step) {
                    current.file = file;
                }
            }
            // Nobody looks at it: it goes on, and what it prints is only counted.
            Event::OutputHeld { step } => {
                if let Some(lang) = self.running(step).map(|current| current.lang) {
                    self.kernels.let_output_go(step, lang);
                }
            }
            Event::InputWanted { step, prompt, secret } => {
                if self.stream {
                    reply(&Reply::Input { n: step.0, prompt, secret })?;
                }
                if let Some(current) = self.running(step) {
                    current.asking = true;
                }
                self.answer();
            }
            Event::DisplayArrived { step, display } => {
                if let Some(current) = self.running(step) {
                    current.display.push(display);
                }
            }
            Event::StepWatched { step, watch } if self.stream => return live::watched(step, watch),
            Event::ProcessesLeft { lang, processes } => {
                self.left.insert(lang, processes);
            }
            Event::StepEnded { step, result } => return self.done(step, result),
            _ => {}
        }
        Ok(())
    }

    fn running(&mut self, step: StepId) -> Option<&mut Current> {
        self.current.as_mut().filter(|current| current.n == step.0)
    }

    fn output(&mut self, step: StepId, text: String) -> anyhow::Result<()> {
        if let Some(current) = self.running(step) {
            current.note_omission();
            current.output.push_str(&text);
        }
        if self.stream { reply(&Reply::Output { n: step.0, text }) } else { Ok(()) }
    }

    /// Answers a waiting step, or lets it wait, or tells it that nobody will answer.
    fn answer(&mut self) {
        let Some(current) = self.current.as_mut().filter(|current| current.asking) else { return };
        let step = StepId(current.n);
        if let Some(text) = self.inputs.pop_front() {
            current.asking = false;
            self.kernels.answer(step, current.lang, Some(text));
            self.due = None;
        } else if self.ended {
            current.asking = false;
            self.kernels.answer(step, current.lang, None);
        } else if !self.stream {
            self.due = Some(Instant::now() + PATIENCE);
        }
    }

    /// A wait was long enough: a step gets no input, or stands in the way of a reset.
    fn overdue(&mut self) {
        self.due = None;
        let Some(current) = &mut self.current else { return };
        if current.asking && !self.stream {
            current.asking = false;
            self.kernels.answer(StepId(current.n), current.lang, None);
        } else if self.jobs.iter().any(|job| matches!(job, Job::Reset)) {
            self.kernels.restart(current.lang);
        }
    }

    fn done(&mut self, step: StepId, result: StepResult) -> anyhow::Result<()> {
        let Some(current) = self.current.take_if(|current| current.n == step.0) else {
            return Ok(());
        };
        self.due = None;
        reply(&current.done(result))
    }

    /// Standard input is over: what waits for it gets nothing.
    fn end(&mut self) {
        self.ended = true;
        self.answer();
    }
}
