//! The first line of a journal: what the session was begun with.

use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::stamp;
use crate::engine::{Policy, Settings};

/// The version of the journal's format.
pub const VERSION: u32 = 1;

/// What a session was begun with, as far as its replay depends on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The format, [`VERSION`].
    pub v: u32,
    /// Always `session`, so that the line says what the file is.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// The session's id, as in its file name.
    pub id: String,
    /// When it was begun, in UTC.
    pub created: String,
    /// The model it was begun with; empty where none was chosen yet.
    pub model: String,
    /// The working directory.
    pub cwd: String,
    /// The version of the program that began it.
    pub version: String,
    /// When steps ran without being asked about.
    #[serde(default)]
    pub policy: Policy,
    /// Steps that one turn could run.
    #[serde(default = "default_steps")]
    pub max_steps: u32,
    /// Whether nobody was there to be asked.
    #[serde(default)]
    pub unattended: bool,
    /// Whether code was looked at before it was proposed.
    #[serde(default)]
    pub checks: bool,
    /// Seconds that second opinions of one turn could take.
    #[serde(default)]
    pub opinions_s: u32,
}

/// What a journal is a journal of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// One session.
    Session,
}

impl Header {
    /// The header of a session that begins now; `settings.session` is its id.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        Self {
            v: VERSION,
            kind: Kind::Session,
            id: settings.session.clone(),
            created: stamp::time(SystemTime::now()),
            model: settings.model.clone().unwrap_or_default(),
            cwd: settings.cwd.clone(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            policy: settings.policy,
            max_steps: settings.max_steps,
            unattended: settings.unattended,
            checks: settings.checks,
            opinions_s: settings.opinions_s,
        }
    }

    /// An id that no earlier session has.
    #[must_use]
    pub fn fresh_id() -> String {
        stamp::id(SystemTime::now())
    }
}

fn default_steps() -> u32 {
    Settings::default().max_steps
}
