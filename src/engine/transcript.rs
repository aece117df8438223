//! The append-only log of a session: the view, the prompt and the save file read it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::output::Output;
use super::{
    DecidedBy, Display, Doubt, EndReason, Language, Level, Place, Stats, StepId, StepResult,
    StopCause, TurnId, Verdict,
};

/// One thing that happened, in order; a step's entry points to its growing record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Entry {
    /// The user asked; `context` is what was added for the model (files at hand).
    Prompt { turn: TurnId, text: String, context: String },
    /// The model's reply as it was generated, code block included.
    Reply { turn: TurnId, text: String, stop: StopCause, stats: Stats },
    /// The model proposed code in the reply before this entry.
    Step(StepId),
    /// The engine asked the model again, in these words, because its reply could not stand.
    Nudge { turn: TurnId, text: String },
    /// A reply that was only tried out; `came` is what it came to, if it did.
    Draft { turn: TurnId, text: String, stats: Stats, came: Option<String> },
    /// The answer as this step printed it, in the form that was asked for.
    Taken { turn: TurnId, step: StepId, text: String },
    /// Something the user should know.
    Notice { level: Level, text: String },
    /// A turn is over.
    End { turn: TurnId, reason: EndReason },
}

impl Entry {
    /// What the model said, or what was taken from output in its place, and in which turn.
    #[must_use]
    pub fn words(&self) -> Option<(TurnId, &str)> {
        match self {
            Self::Reply { turn, text, .. } | Self::Taken { turn, text, .. } => Some((*turn, text)),
            _ => None,
        }
    }
}

/// One proposed piece of code and all that came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Its number in the session.
    pub id: StepId,
    /// The turn it belongs to.
    pub turn: TurnId,
    /// Its number within the turn, from 1.
    pub number: u32,
    /// Which kernel runs it.
    pub lang: Language,
    /// Who wrote it.
    #[serde(default)]
    pub author: Author,
    /// What was proposed: the model's own text, or that with a mistake mended.
    pub proposed: String,
    /// The model's own text, where it was mended.
    #[serde(default)]
    pub written: Option<String>,
    /// The text that stands for review, or that ran.
    pub code: String,
    /// What speaks against that text, as known before it runs.
    #[serde(default)]
    pub doubts: Vec<Doubt>,
    /// Where it ran, once it did.
    #[serde(default)]
    pub place: Place,
    /// What was decided; `None` while it waits.
    pub decision: Option<Decision>,
    /// What it printed.
    pub output: Output,
    /// Figures and documents it showed.
    pub displays: Vec<Display>,
    /// How it ended; `None` before.
    pub result: Option<StepResult>,
    /// What the model is told of it; `None` before its end.
    pub told: Option<Told>,
}

/// Who wrote the code of a step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Author {
    /// The model, as part of a turn.
    #[default]
    Model,
    /// The user, who ran it at once.
    User,
}

/// What the model is told of a step: settled at its end, so that the prompt stays append-only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The words.
    pub text: String,
    /// Whose words they are: the policy's digest, or the user's.
    pub by: DecidedBy,
    /// Bytes of output that this and later tellings cover; what is printed beyond is told with the next step.
    pub covers: u64,
}

impl Step {
    /// Whether a person changed the code.
    #[must_use]
    pub fn is_edited(&self) -> bool {
        self.code != self.proposed
    }

    /// Whether it was proposed as this code, or mended from it.
    #[must_use]
    pub fn is_of(&self, code: &str) -> bool {
        let written = self.written.as_deref().unwrap_or(&self.proposed);
        self.proposed.trim() == code.trim() || written.trim() == code.trim()
    }

    /// Whether nothing more is to come of it, late output aside: it was rejected, or it has ended.
    #[must_use]
    pub fn is_over(&self) -> bool {
        let rejected =
            self.decision.as_ref().is_some_and(|decision| decision.verdict == Verdict::Rejected);
        rejected || self.result.is_some()
    }

    /// Whether the user put in other words what the model is told of it.
    #[must_use]
    pub fn is_retold(&self) -> bool {
        self.told.as_ref().is_some_and(|told| told.by == DecidedBy::User)
    }
}

/// What was decided about a step, by whom, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Approved, edited or rejected.
    pub verdict: Verdict,
    /// A person or the policy.
    pub by: DecidedBy,
    /// A rejection's reason.
    pub reason: Option<String>,
}

/// Entries in order, and the steps they point to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Transcript {
    entries: Vec<Entry>,
    steps: BTreeMap<StepId, Step>,
}

impl Transcript {
    /// All entries, oldest first.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What came of entry `at`: the one behind it, notices aside, which may come at any time.
    #[must_use]
    pub fn after(&self, at: usize) -> Option<&Entry> {
        let mut later = self.entries.iter().skip(at + 1);
        later.find(|entry| !matches!(entry, Entry::Notice { .. }))
    }

    /// A step's record.
    #[must_use]
    pub fn step(&self, id: StepId) -> Option<&Step> {
        self.steps.get(&id)
    }

    /// All steps, oldest first.
    #[must_use]
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = &Step> {
        self.steps.values()
    }

    /// The steps of one turn, oldest first.
    #[must_use]
    pub fn steps_of(&self, turn: TurnId) -> impl DoubleEndedIterator<Item = &Step> {
        self.steps.values().filter(move |step| step.turn == turn)
    }

    /// The turns with what was asked in them, oldest first; steps of the user's own are no prompts.
    #[must_use]
    pub fn prompts(&self) -> impl DoubleEndedIterator<Item = (TurnId, &str)> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Prompt { turn, text, .. } => Some((*turn, text.as_str())),
            _ => None,
        })
    }

    /// Forgets a turn and all after it; returns what is gone.
    pub(in crate::engine) fn rewind(&mut self, turn: TurnId) -> Vec<Step> {
        let begins = |entry: &Entry| match entry {
            Entry::Prompt { turn: of, .. } => *of == turn,
            Entry::Step(id) => self.steps.get(id).is_some_and(|step| step.turn == turn),
            _ => false,
        };
        let Some(at) = self.entries.iter().position(begins) else { return vec![] };
        let gone = self.entries.drain(at..).filter_map(|entry| match entry {
            Entry::Step(id) => self.steps.remove(&id),
            _ => None,
        });
        gone.collect()
    }

    pub(in crate::engine) fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    pub(in crate::engine) fn propose(&mut self, step: Step) {
        self.entries.push(Entry::Step(step.id));
        self.steps.insert(step.id, step);
    }

    pub(in crate::engine) fn step_mut(&mut self, id: StepId) -> Option<&mut Step> {
        self.steps.get_mut(&id)
    }
}
