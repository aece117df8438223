//! One language's task in the UI process: wishes in, frames of its runner in, events out.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::time::Duration;

use tokio::sync::mpsc::{Receiver, Sender};
use tokio::sync::{oneshot, watch};
use tokio::time::{Instant, sleep_until};

use super::ask::{Ask, Press};
use super::link::Link;
use super::looks::Looks;
use super::protocol::{FromRunner, Hidden, MAX_OUTPUT, Start, ToRunner};
use super::refusal::{DEAF, LONG_CODE, LONG_INPUT, ended, fits};
use super::runner::kill_left;
use super::shelf::Shelf;
use crate::engine::{Checked, Display, Event, Level, StepId, StepStatus, Variables};

/// Output that comes within this time is told in one event.
const COALESCE: Duration = Duration::from_millis(16);
/// The same where someone types and waits for the echo.
const COALESCE_TYPED: Duration = Duration::from_millis(2);
/// Events that wait for room in the inbox before frames are left to wait too.
const PENDING: usize = 16;

/// One kernel as the UI process holds it.
#[derive(Debug)]
pub(in crate::kernel) struct Lane {
    start: Start,
    outbox: Sender<Event>,
    link: Option<Link>,
    pending: VecDeque<Event>,
    running: Option<StepId>,
    /// What the running step wants to read: its prompt, and whether that is a secret.
    wish: Option<(String, bool)>,
    driver: Option<u32>,
    /// What a killed runner could not remove.
    folder: Option<PathBuf>,
    /// Who waits for the variables; nobody does once they are dropped.
    curious: VecDeque<oneshot::Sender<Variables>>,
    looks: Looks,
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
            wish: None,
            driver: None,
            folder: None,
            curious: VecDeque::new(),
            looks: Looks::default(),
            text: String::new(),
            text_step: StepId(0),
            text_due: Instant::now(),
            pace: COALESCE,
            shelf: Shelf::default(),
        }
    }

    /// Serves until nobody asks any more; leaves no process behind.
    pub(in crate::kernel) async fn serve(
        mut self,
        mut asks: Receiver<Ask>,
        mut presses: watch::Receiver<Press>,
    ) {
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
                Ok(()) = presses.changed() => {
                    let press = *presses.borrow_and_update();
                    if let Some(link) = &self.link {
                        link.interrupt(press);
                    }
                }
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
                self.refuse(step, StepStatus::Error, LONG_CODE);
            }
            Ask::Run { step, code, limit } => {
                let timeout_ms = u64::try_from(limit.as_millis()).unwrap_or(u64::MAX);
                self.pace = COALESCE;
                self.hand_over(step, ToRunner::Exec { step, code, timeout_ms });
            }
            Ask::RunAtTerminal { step, code, size } => {
                self.pace = COALESCE_TYPED;
                self.hand_over(step, ToRunner::ExecAtTerminal { step, code, size });
            }
            Ask::Pass(ToRunner::Show { name }) if self.link.is_none() => {
                let text = "The kernel does not run: its variables are gone.".into();
                self.tell(Event::VariableShown { lang: self.start.lang, name, text });
            }
            Ask::Pass(message) => drop(self.send(message)),
            Ask::UseProgram { program } => {
                self.start.program = program;
                if self.link.is_some() {
                    self.send(ToRunner::Start(self.start.clone()));
                    self.send(ToRunner::Restart);
                } else {
                    self.connect();
                }
            }
            Ask::Answer { step, text } => self.answer(step, text),
            Ask::Variables { answer } if self.link.is_some() => {
                self.curious.push_back(answer);
                self.send(ToRunner::Variables);
            }
            Ask::Variables { answer } => drop(answer),
            Ask::Check { code, trial_s, answer } => self.check(code, trial_s, answer),
            Ask::Restart if self.link.is_some() => drop(self.send(ToRunner::Restart)),
            Ask::Restart => drop(self.connect()),
            Ask::Close { .. } => {}
        }
    }

    /// Gives a step to the runner; one that cannot be given ends here.
    fn hand_over(&mut self, step: StepId, message: ToRunner) {
        if !self.connect() {
            self.refuse(step, StepStatus::Died, "its runner could not be started");
        } else if self.send(message) {
            self.running = Some(step);
        } else {
            self.refuse(step, StepStatus::Died, DEAF);
        }
    }

    fn refuse(&mut self, step: StepId, status: StepStatus, why: &str) {
        self.tell(Event::StepEnded { step, result: ended(status, why.into()) });
    }

    /// Has code looked at; who asks hears nothing where that cannot be.
    fn check(&mut self, code: String, trial_s: u32, answer: oneshot::Sender<Checked>) {
        let id = self.looks.next_id();
        if fits(&code) && self.connect() && self.send(ToRunner::Check { id, code, trial_s }) {
            self.looks.wait(id, answer);
        }
    }

    fn answer(&mut self, step: StepId, text: Option<String>) {
        let wish = self.wish.take();
        if text.as_deref().is_none_or(fits) {
            self.send(ToRunner::Input { step, text });
            return;
        }
        self.tell(Event::Noticed { level: Level::Warning, text: LONG_INPUT.into() });
        if let Some((prompt, secret)) = wish {
            self.wish = Some((prompt.clone(), secret));
            self.tell(Event::InputWanted { step, prompt, secret });
        }
    }

    /// Starts a runner unless there is one; says why if that fails.
    fn connect(&mut self) -> bool {
        if self.link.is_some() {
            return true;
        }
        match Link::open(self.start.clone()) {
            Ok(link) => {
                self.link = Some(link);
                self.start.hidden = Hidden::Known;
            }
            Err(error) => {
                let message = format!("the kernel's runner could not be started: {error}");
                self.tell(Event::KernelFailed { lang: self.start.lang, message });
            }
        }
        self.link.is_some()
    }

    /// Whether the message is on its way.
    fn send(&self, message: ToRunner) -> bool {
        self.link.as_ref().is_some_and(|link| link.send(message))
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
            FromRunner::Kept { step, file } => {
                self.shelf.note(step, file.as_ref());
                Event::OutputKept { step, file }
            }
            FromRunner::Held { step } => Event::OutputHeld { step },
            FromRunner::Omitted { step, bytes } => Event::OutputOmitted { step, bytes },
            FromRunner::Input { step, prompt, secret } => {
                self.wish = Some((prompt.clone(), secret));
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
                self.wish = None;
                Event::StepEnded { step, result }
            }
            FromRunner::Variables { held } => return self.show_variables(held),
            FromRunner::Checked { id, found } => return self.looks.answer(id, found),
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
        self.looks.clear();
        let message = format!("the kernel's runner {how}, its variables are lost");
        if let Some(step) = self.running.take() {
            if let Some(file) = self.shelf.left_by(step) {
                self.tell(Event::OutputKept { step, file: Some(file) });
            }
            self.tell(Event::StepEnded { step, result: ended(StepStatus::Died, message.clone()) });
        }
        let lang = self.start.lang;
        self.tell(Event::ProcessesLeft { lang, processes: Vec::new() });
        self.tell(Event::KernelDied { lang, message });
    }
}

async fn next(link: &mut Option<Link>) -> Option<FromRunner> {
    match link {
        Some(link) => link.next().await,
        None => std::future::pending().await,
    }
}
