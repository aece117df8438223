//! What an evaluation leaves behind: one JSON document, which can be read again to compare with.

use std::path::Path;

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use super::case::{Case, Expected};
use super::judge;
use super::totals::Totals;
use crate::cli::failure::wrong_usage;
use crate::engine::{
    EndReason, Entry, Language, Level, ModelInfo, Sampling, State, Stats, Step, StepStatus,
    StopCause,
};
use crate::plain::plain;

/// The version of the document's format.
pub(super) const VERSION: u32 = 1;

/// Everything that one call measured.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Document {
    /// The format, [`VERSION`].
    pub(super) v: u32,
    /// When it was begun, in UTC.
    pub(super) created: String,
    /// The version of the program.
    pub(super) version: String,
    /// The file of cases.
    pub(super) cases: String,
    /// Whether it was ended before its last case.
    pub(super) interrupted: bool,
    /// What it ran on.
    pub(super) machine: serde_json::Value,
    /// One for each model.
    pub(super) runs: Vec<Run>,
}

/// One model on all cases.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Run {
    /// What it ran under.
    pub(super) settings: Settings,
    /// The model, as its process describes it.
    pub(super) model: Option<ModelInfo>,
    /// All cases together.
    pub(super) totals: Totals,
    /// Case by case.
    pub(super) cases: Vec<Outcome>,
}

/// What steers a run.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Settings {
    /// The model as it was asked for.
    pub(super) model: String,
    /// How replies are sampled.
    pub(super) sampling: Sampling,
    /// Most steps of a case.
    pub(super) max_steps: u32,
    /// Most seconds of a case.
    pub(super) timeout_s: u64,
    /// Tokens of the context window as configured; 0 chooses by model and memory.
    pub(super) context: u32,
    /// Threads that compute; 0 takes every core.
    pub(super) threads: u32,
}

/// What became of one case.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Outcome {
    pub(super) id: String,
    /// Every expected value stands in the answer.
    pub(super) right: bool,
    /// It is right, and every value also stands in the output.
    pub(super) grounded: bool,
    /// Why the turn ended; `interrupted` is the time limit.
    pub(super) end: EndReason,
    /// Steps that ran.
    pub(super) steps: u32,
    /// Of all prompts together, what the cache held included.
    pub(super) prompt_tokens: u64,
    /// Of all replies together.
    pub(super) generated_tokens: u64,
    /// From the prompt to the end of the turn.
    pub(super) seconds: f64,
    pub(super) prompt: String,
    /// The last reply.
    pub(super) answer: String,
    pub(super) expected: Expected,
    /// All that the steps printed, their results and errors included.
    pub(super) output: String,
    /// The replies in order, word for word.
    pub(super) replies: Vec<Reply>,
    /// The code of each step, in order.
    pub(super) code: Vec<Ran>,
    /// What the engine asked the model to mend.
    pub(super) nudges: Vec<String>,
    /// Warnings and errors.
    pub(super) notices: Vec<String>,
}

/// One reply of the model.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Reply {
    pub(super) text: String,
    pub(super) stop: StopCause,
    pub(super) stats: Stats,
}

/// The code of one step.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Ran {
    pub(super) lang: Language,
    pub(super) code: String,
    /// `None` where it did not run to an end.
    pub(super) status: Option<StepStatus>,
    pub(super) error: Option<String>,
}

impl Document {
    /// Reads an earlier result.
    pub(super) fn read(path: &Path) -> anyhow::Result<Self> {
        let shown = path.display();
        let text = std::fs::read_to_string(path)
            .map_err(|why| wrong_usage(format!("--compare {shown}: cannot be read: {why}")))?;
        serde_json::from_str(&text).map_err(|why| {
            wrong_usage(format!("--compare {shown}: this is no result of --json: {why}"))
        })
    }

    /// Writes it down as far as it goes.
    pub(super) fn write(&self, path: &Path) -> anyhow::Result<()> {
        let mut text = serde_json::to_vec(self).context("the result cannot be written as JSON")?;
        text.push(b'\n');
        std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
    }
}

impl Outcome {
    /// What a session with nothing but this case came to.
    pub(super) fn new(case: &Case, state: &State, end: EndReason, seconds: f64) -> Self {
        let (mut replies, mut nudges, mut notices) = (Vec::new(), Vec::new(), Vec::new());
        for entry in state.transcript().entries() {
            match entry {
                Entry::Reply { text, stop, stats, .. } => {
                    replies.push(Reply { text: text.clone(), stop: *stop, stats: *stats });
                }
                Entry::Draft { text, stats, .. } => {
                    let stop = StopCause::FenceClosed;
                    replies.push(Reply { text: text.clone(), stop, stats: *stats });
                }
                Entry::Nudge { text, .. } => nudges.push(text.clone()),
                Entry::Notice { level: Level::Warning | Level::Error, text } => {
                    notices.push(text.clone());
                }
                _ => {}
            }
        }
        let answer = state.transcript().entries().iter().rev().find_map(Entry::words);
        let answer = answer.map_or_else(String::new, |(_, text)| text.trim().to_owned());
        let output: String = state.transcript().steps().map(printed).collect();
        let right = judge::misses(&case.expected, &answer).is_empty();
        let ran = state.transcript().steps().filter(|step| step.result.is_some()).count();
        let tokens = |count: fn(&Stats) -> u32| {
            replies.iter().map(|reply| u64::from(count(&reply.stats))).sum()
        };
        Self {
            id: case.id.clone(),
            right,
            grounded: right && judge::is_printed(&case.expected, &output),
            end,
            steps: u32::try_from(ran).unwrap_or(u32::MAX),
            prompt_tokens: tokens(|stats| stats.prompt_tokens),
            generated_tokens: tokens(|stats| stats.generated_tokens),
            seconds,
            prompt: case.prompt.clone(),
            answer,
            expected: case.expected.clone(),
            output,
            replies,
            code: state.transcript().steps().map(Ran::new).collect(),
            nudges,
            notices,
        }
    }
}

impl Ran {
    fn new(step: &Step) -> Self {
        Self {
            lang: step.lang,
            code: step.code.clone(),
            status: step.result.as_ref().map(|result| result.status),
            error: step.result.as_ref().and_then(|result| result.error.clone()),
        }
    }
}

/// What a step printed, in lines of its own.
fn printed(step: &Step) -> String {
    let mut text = plain(&format!("{}\n{}", step.output.head(), step.output.tail()));
    if let Some(result) = &step.result {
        let error = result.traceback.as_ref().or(result.error.as_ref());
        for words in result.result.iter().chain(error) {
            text.push('\n');
            text.push_str(&plain(words));
        }
    }
    text.trim().to_owned() + "\n"
}
