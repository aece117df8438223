//! One language's task in the UI process: wishes in, frames of its runner in, events out.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::time::Duration;

use tokio::sync::mpsc::{Receiver, Sender};
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep_until};

use super::ask::Ask;
use super::link::Link;
use super::protocol::{FromRunner, MAX_OUTPUT, Start, ToRunner};
use super::runner::kill_left;
use super::shelf::Shelf;
use crate::engine::{Display, Event, Level, StepId, StepResult, StepStatus, Variables};

/// Output that comes within this time is told in one event.
const COALESCE: Duration = Duration::from_millis(16);
/// The same where someone types and waits for the echo.
const COALESCE_TYPED: Duration = Duration::from_millis(2);
/// Events that wait for room in the inbox before frames are left to wait too.
const PENDING: usize = 16;
/// Bytes of a step's code as JSON, which makes up to six of one; the rest of its frame needs a few.
const MAX_CODE: usize = 15 << 20;

/// One kernel as the UI process holds it.
#[derive(Debug)]
pub(in crate::kernel) struct Lane {
    start: Start,
    outbox: Sender<Event>,
    link: Option<Link>,
    pending: VecDeque<Event>,
    running: Option<StepId>,
    driver: Option<u32>,
    /// What a killed runner could not remove.
    folder: Option<PathBuf>,
    /// Who waits for the variables; nobody does once they are dropped.
    curious: VecDeque<oneshot::Sender<Variables>>,
    text: String,
    text_step: StepId,
    text_due: Instant,
    pace: Duration,
    shelf: Shelf,
}

impl Lane {
    pub(in crate::kernel) fn new(start: Start, outbox: Sender<Event>) -> Self {
        Self {
            start,
            outbox,
            link: None,
            pending: VecDeque::new(),
            running: None,
            driver: None,
            folder: None,
            curious: VecDeque::new(),
            text: String::new(),
            text_step: StepId(0),
            text_due: Instant::now(),
            pace: COALESCE,
            shelf: Shelf::default(),
        }
    }

    /// Serves until nobody asks any more; leaves no process behind.
    pub(in crate::kernel) async fn serve(mut self, mut asks: Receiver<Ask>) {
        let mut done = None;
        loop {
            let outbox = self.outbox.clone();
            tokio::select! {
                biased;
                ask = asks.recv() => match ask {
                    None => break,
                    Some(Ask::Close { done: sender }) => {
                        done = Some(sender);
                        break;
                    }
                    Some(ask) => self.perform(ask),
                },
                permit = outbox.reserve(), if !self.pending.is_empty() => {
                    let Ok(permit) = permit else { break };
                    if let Some(event) = self.pending.pop_front() {
                        permit.send(event);
                    }
                }
                frame = next(&mut self.link), if self.pending.len() < PENDING => match frame {
                    Some(frame) => self.hear(frame),
                    None => self.lost().await,
                },
                () = sleep_until(self.text_due), if !self.text.is_empty() => self.tell_text(),
            }
        }
        if let Some(link) = self.link.take() {
            link.close().await;
        }
        if let Some(done) = done {
            let _ = done.send(());
        }
    }

    fn perform(&mut self, ask: Ask) {
        match ask {
            Ask::Run { step, code, .. } | Ask::RunAtTerminal { step, code, .. } if !fits(&code) => {
                let message = "this code is longer than the 15 MiB that a step may have, and was not run; read the data from a file instead";
                let result = ended(StepStatus::Error, message.into());
                self.tell(Event::StepEnded { step, result });
            }
            Ask::Run { step, code, limit } => {
                let timeout_ms = u64::try_from(limit.as_millis()).unwrap_or(u64::MAX);
                if self.connect() {
                    self.running = Some(step);
                    self.pace = COALESCE;
                    self.send(ToRunner::Exec { step, code, timeout_ms });
                } else {
                    self.no_runner(step);
                }
            }
            Ask::RunAtTerminal { step, code, size } => {
                if self.connect() {
                    self.running = Some(step);
                    self.pace = COALESCE_TYPED;
                    self.send(ToRunner::ExecAtTerminal { step, code, size });
                } else {
                    self.no_runner(step);
                }
            }
            Ask::Pass(message) => self.send(message),
            Ask::UseProgram { program } => {
                self.start.program = program;
                if self.link.is_some() {
                    self.send(ToRunner::Start(self.start.clone()));
                    self.send(ToRunner::Restart);
                } else {
                    self.connect();
                }
            }
            Ask::Interrupt { step } => self.send(ToRunner::Interrupt { step }),
            Ask::Answer { step, text } => self.send(ToRunner::Input { step, text }),
            Ask::Variables { answer } if self.link.is_some() => {
                self.curious.push_back(answer);
                self.send(ToRunner::Variables);
            }
            Ask::Variables { answer } => drop(answer),
            Ask::Restart if self.link.is_some() => self.send(ToRunner::Restart),
            Ask::Restart => drop(self.connect()),
            Ask::Close { .. } => {}
        }
    }

    fn no_runner(&mut self, step: StepId) {
        let result = ended(StepStatus::Died, "its runner could not be started".into());
        self.tell(Event::StepEnded { step, result });
    }

    /// Starts a runner unless there is one; says why if that fails.
    fn connect(&mut self) -> bool {
        if self.link.is_some() {
            return true;
        }
        match Link::open(self.start.clone()) {
            Ok(link) => self.link = Some(link),
            Err(error) => {
                let message = format!("the kernel's runner could not be started: {error}");
                self.tell(Event::KernelFailed { lang: self.start.lang, message });
            }
        }
        self.link.is_some()
    }

    fn send(&self, message: ToRunner) {
        if let Some(link) = &self.link {
            link.send(message);
        }
    }

    fn hear(&mut self, frame: FromRunner) {
        let lang = self.start.lang;
        let event = match frame {
            FromRunner::Output { step, text } => return self.gather(step, &text),
            FromRunner::Ready { program, version, pid, folder } => {
                self.driver = Some(pid);
                self.folder = folder;
                self.curious.clear();
                Event::KernelReady { lang, program, version }
            }
            FromRunner::Failed { message } => Event::KernelFailed { lang, message },
            FromRunner::Died { message } => Event::KernelDied { lang, message },
            FromRunner::Omitted { step, bytes } => Event::OutputOmitted { step, bytes },
            FromRunner::Input { step, prompt, secret } => {
                Event::InputWanted { step, prompt, secret }
            }
            FromRunner::Display { step, mime, data } => match self.shelf.keep(&mime, &data) {
                Ok(path) => {
                    let path = path.display().to_string();
                    Event::DisplayArrived { step, display: Display { mime, path } }
                }
                Err(error) => {
                    let text = format!("a figure could not be kept: {error}");
                    Event::Noticed { level: Level::Warning, text }
                }
            },
            FromRunner::Done { step, result } => {
                self.running = self.running.filter(|running| *running != step);
                Event::StepEnded { step, result }
            }
            FromRunner::Variables { held } => return self.show_variables(held),
            FromRunner::Shown { name, text } => Event::VariableShown { lang, name, text },
            FromRunner::Watched { step, watch } => Event::StepWatched { step, watch },
            FromRunner::Left { processes } => Event::ProcessesLeft { lang, processes },
            FromRunner::Notice { level, text } => Event::Noticed { level, text },
        };
        self.tell(event);
    }

    fn show_variables(&mut self, held: Option<Variables>) {
        if let (Some(answer), Some(held)) = (self.curious.pop_front(), held) {
            // Whoever asked may have turned away.
            let _ = answer.send(held);
        }
    }

    fn gather(&mut self, step: StepId, text: &str) {
        if step != self.text_step || self.text.len() + text.len() > MAX_OUTPUT {
            self.tell_text();
        }
        if self.text.is_empty() {
            self.text_step = step;
            self.text_due = Instant::now() + self.pace;
        }
        self.text.push_str(text);
    }

    fn tell(&mut self, event: Event) {
        self.tell_text();
        self.pending.push_back(event);
    }

    fn tell_text(&mut self) {
        if !self.text.is_empty() {
            let text = std::mem::take(&mut self.text);
            self.pending.push_back(Event::OutputArrived { step: self.text_step, text });
        }
    }

    /// The runner itself is gone: ends what it left behind, and the step.
    async fn lost(&mut self) {
        let Some(mut link) = self.link.take() else { return };
        let how = link.ended().await;
        if let Some(leader) = self.driver.take() {
            kill_left(leader, &self.start.mark);
        }
        if let Some(folder) = self.folder.take() {
            let _ = std::fs::remove_dir_all(folder);
        }
        self.curious.clear();
        let message = format!("the kernel's runner {how}, its variables are lost");
        if let Some(step) = self.running.take() {
            self.tell(Event::StepEnded { step, result: ended(StepStatus::Died, message.clone()) });
        }
        self.tell(Event::KernelDied { lang: self.start.lang, message });
    }
}

async fn next(link: &mut Option<Link>) -> Option<FromRunner> {
    match link {
        Some(link) => link.next().await,
        None => std::future::pending().await,
    }
}

/// Whether a frame holds this code, written as JSON.
fn fits(code: &str) -> bool {
    code.len() < MAX_CODE / 6 || serde_json::to_vec(code).is_ok_and(|json| json.len() <= MAX_CODE)
}

fn ended(status: StepStatus, error: String) -> StepResult {
    StepResult {
        status,
        result: None,
        error: Some(error),
        traceback: None,
        cwd: None,
        duration_ms: 0.0,
    }
}
