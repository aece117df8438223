//! What a face without a screen tells of a session: the public event stream of `run --format json`.

use serde::{Deserialize, Serialize};

use super::{Language, StepStatus};

/// One line of the event stream; the shape is stable, `v` counts its versions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Report {
    /// The session has begun.
    Session { id: String, model: String, cwd: String },
    /// A prompt was taken.
    Prompt { text: String },
    /// The model wrote this much more.
    Text { delta: String },
    /// The model proposed code.
    Step { n: u32, lang: Language, code: String },
    /// A proposal was decided; an edit carries the code that will run.
    Decision {
        n: u32,
        by: DecidedBy,
        verdict: Verdict,
        #[serde(skip_serializing_if = "Option::is_none")]
        code: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// A running step printed this much more.
    Output { n: u32, text: String },
    /// A step ended.
    Result {
        n: u32,
        status: StepStatus,
        result: Option<String>,
        error: Option<String>,
        duration_ms: f64,
        cwd: Option<String>,
    },
    /// What one reply of the model cost.
    Stats(Stats),
    /// Something the user should know, in one sentence.
    Notice { level: Level, text: String },
    /// The turn is over; always the last line.
    End { reason: EndReason, answer: String, steps: u32 },
}

/// Tokens and speed of one reply, as counted by the model process.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Stats {
    /// Tokens of the whole rendered prompt.
    pub prompt_tokens: u32,
    /// Those of them that the KV cache already held.
    pub cached_tokens: u32,
    /// Tokens sampled, the end token not counted.
    pub generated_tokens: u32,
    /// From the request to the first token, in milliseconds.
    pub ttft_ms: f64,
    /// Prompt tokens computed per second; 0 where too few to time.
    pub prefill_tps: f64,
    /// Tokens generated per second after the first; 0 where too few to time.
    pub decode_tps: f64,
}

/// Who decided about a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DecidedBy {
    /// A person, by key.
    User,
    /// The approval policy.
    Policy,
}

/// What was decided about a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Run as proposed.
    Approved,
    /// Run as a person changed it.
    Edited,
    /// Not run.
    Rejected,
}

/// How much a notice matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Good to know.
    Info,
    /// Something was lost or limited.
    Warning,
    /// Something failed; the text says what to do.
    Error,
}

/// Why a turn ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    /// A reply without code: the answer.
    Answered,
    /// A step was rejected and the turn ended with it.
    Rejected,
    /// The limit of steps per turn was reached.
    MaxSteps,
    /// The model proposed the same step again and again.
    Repeated,
    /// A reply reached its token limit before it was complete.
    MaxTokens,
    /// The user stopped the turn.
    Interrupted,
    /// The model or a kernel failed for good.
    Error,
}

impl EndReason {
    /// The exit code of a run that ends so.
    #[must_use]
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Answered => 0,
            Self::Error => 1,
            Self::MaxSteps | Self::Repeated | Self::MaxTokens => 3,
            Self::Rejected => 4,
            Self::Interrupted => 130,
        }
    }
}
