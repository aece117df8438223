//! State, inbox and workers together; both faces hold one.

use std::collections::VecDeque;
use std::path::Path;

use tokio::sync::mpsc::{self, Receiver};

use super::Workers;
use crate::config::{Config, Paths};
use crate::engine::{self, Command, Effect, Event, Report, Settings, State};

/// A full inbox makes workers wait: a flood costs the child its time, not ours.
const INBOX: usize = 256;

/// The engine with its workers attached.
#[derive(Debug)]
pub struct Driver {
    state: State,
    workers: Workers,
    inbox: Receiver<Event>,
    reports: VecDeque<Report>,
    exit: Option<u8>,
}

impl Driver {
    /// A driver for a fresh session; must be called within a tokio runtime.
    #[must_use]
    pub fn new(settings: Settings, config: &Config, paths: &Paths) -> Self {
        let (outbox, inbox) = mpsc::channel(INBOX);
        let workers = Workers::new(config, paths, Path::new(&settings.cwd), &outbox);
        Self { state: State::new(settings), workers, inbox, reports: VecDeque::new(), exit: None }
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

    /// Waits for news of a worker. Cancel safe.
    pub async fn next(&mut self) -> Option<Event> {
        self.inbox.recv().await
    }

    /// A face's wish; never waits behind news of workers.
    pub fn command(&mut self, command: Command) {
        self.apply(Event::Command { command });
    }

    /// Applies one event and begins what the engine wants done.
    pub fn apply(&mut self, event: Event) {
        for effect in engine::update(&mut self.state, event) {
            match effect {
                Effect::Report(report) => self.reports.push_back(report),
                Effect::Exit { code } => self.exit = Some(code),
                effect => self.workers.perform(effect),
            }
        }
    }

    /// What there is to tell since the last call.
    pub fn take_reports(&mut self) -> impl Iterator<Item = Report> + '_ {
        self.reports.drain(..)
    }
}
