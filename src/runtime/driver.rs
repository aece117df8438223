//! State, inbox and workers together; both faces hold one.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::time::Duration;

use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::task::JoinHandle;

use super::{Workers, files};
use crate::config::{Config, Paths};
use crate::engine::{
    self, Command, Effect, Event, Level, Phase, Report, Running, Settings, State, Thinking,
};
use crate::kernel::survey;
use crate::session::Journal;

/// A full inbox makes workers wait: a flood costs the child its time, not ours.
const INBOX: usize = 256;

/// The longest wait for a look at the working directory.
const LISTING: Duration = Duration::from_secs(2);

/// The engine with its workers attached.
#[derive(Debug)]
pub struct Driver {
    state: State,
    workers: Workers,
    python: String,
    inbox: Receiver<Event>,
    outbox: Sender<Event>,
    journal: Journal,
    reports: VecDeque<Report>,
    exit: Option<u8>,
    look: JoinHandle<()>,
}

impl Driver {
    /// A driver for a fresh session; must be called within a tokio runtime.
    #[must_use]
    pub fn new(settings: Settings, config: &Config, paths: &Paths, journal: Journal) -> Self {
        Self::resume(State::new(settings), config, paths, journal)
    }

    /// A driver that goes on from a replayed state; must be called within a tokio runtime.
    #[must_use]
    pub fn resume(state: State, config: &Config, paths: &Paths, journal: Journal) -> Self {
        let (outbox, inbox) = mpsc::channel(INBOX);
        let cwd = PathBuf::from(&state.settings().cwd);
        let workers = Workers::new(config, paths, &cwd, &outbox);
        let python = config.kernel.python.clone();
        let look = look_around(cwd, python.clone(), outbox.clone());
        let reports = VecDeque::new();
        Self { state, workers, python, inbox, outbox, journal, reports, exit: None, look }
    }

    /// Begins another session, with fresh kernels in its own directory; the model process stays.
    /// The turn before must be over, or news of it would be taken for news of the next.
    pub async fn renew(&mut self, settings: Settings, config: &Config, journal: Journal) {
        let cwd = PathBuf::from(&settings.cwd);
        self.look.abort();
        let _ = (&mut self.look).await;
        self.workers.renew_kernels(config, &cwd, &self.outbox).await;
        // Last news of the old session is its own: ids begin anew.
        while let Some(event) = self.try_next() {
            self.apply(event);
        }
        self.state = self.state.renewed(settings);
        (self.journal, self.exit) = (journal, None);
        self.reports.clear();
        self.python.clone_from(&config.kernel.python);
        self.look = look_around(cwd, self.python.clone(), self.outbox.clone());
    }

    /// What a face shows.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The exit code, once the engine asked for the end.
    #[must_use]
    pub fn exit(&self) -> Option<u8> {
        self.exit
    }

    /// For news that a face gathers itself, such as the hardware gauge.
    #[must_use]
    pub fn outbox(&self) -> Sender<Event> {
        self.outbox.clone()
    }

    /// Waits for news of a worker. Cancel safe.
    pub async fn next(&mut self) -> Option<Event> {
        self.inbox.recv().await
    }

    /// Waits until the working directory was looked at, so that the first prompt can tell of it.
    pub async fn settle(&mut self) {
        let listed = async {
            while self.state.survey().is_none() {
                let Some(event) = self.inbox.recv().await else { return };
                self.apply(event);
            }
        };
        // A slow network folder is not waited for; the prompt then goes without.
        let _ = tokio::time::timeout(LISTING, listed).await;
    }

    /// News of a worker that has already arrived.
    pub fn try_next(&mut self) -> Option<Event> {
        self.inbox.try_recv().ok()
    }

    /// A face's wish; never waits behind news of workers.
    pub fn command(&mut self, command: Command) {
        self.apply(Event::Command { command });
    }

    /// Stops what is going on, and what the engine would begin after it; to be called after every
    /// event until the turn is over.
    pub fn stop_turn(&mut self) {
        match self.state.phase() {
            Phase::Idle
            | Phase::Thinking(Thinking { stopping: true, .. })
            | Phase::Running(Running { interrupts: 1.., .. }) => {}
            _ => self.command(Command::Interrupt),
        }
    }

    /// Applies one event and begins what the engine wants done.
    pub fn apply(&mut self, event: Event) {
        if let Err(error) = self.journal.append(&event) {
            let text = format!("This session is no longer saved: {error}");
            self.perform(Event::Noticed { level: Level::Warning, text });
        }
        self.perform(event);
    }

    fn perform(&mut self, event: Event) {
        for effect in engine::update(&mut self.state, event) {
            match effect {
                Effect::Report(report) => self.reports.push_back(report),
                Effect::Exit { code } => self.exit = Some(code),
                Effect::Survey => self.look_around(),
                effect => {
                    if let Effect::UsePython { program } = &effect {
                        self.python.clone_from(program);
                    }
                    self.workers.perform(effect);
                }
            }
        }
    }

    fn look_around(&mut self) {
        let cwd = PathBuf::from(&self.state.settings().cwd);
        self.look = look_around(cwd, self.python.clone(), self.outbox.clone());
    }

    /// What there is to tell since the last call.
    pub fn take_reports(&mut self) -> impl Iterator<Item = Report> + '_ {
        self.reports.drain(..)
    }

    /// Ends every child and waits until it is gone.
    pub async fn shutdown(self) {
        self.workers.shutdown().await;
    }
}

/// Tells what the model should know of the place it works in.
fn look_around(cwd: PathBuf, python: String, outbox: Sender<Event>) -> JoinHandle<()> {
    tokio::spawn(async move {
        let survey = if let Some(seen) = survey(&python, &cwd).await {
            seen
        } else {
            let listing = tokio::task::spawn_blocking(move || files::list(&cwd));
            listing.await.unwrap_or_default()
        };
        // The session may have ended meanwhile; then nobody wants to know.
        let _ = outbox.send(Event::FilesListed { survey }).await;
    })
}
