//! The pure heart: `update(&mut State, Event) -> Vec<Effect>`. No files, processes, clocks or channels.

mod approval;
pub mod digest;
mod effect;
mod event;
pub mod fence;
mod ground;
pub mod guess;
mod id;
mod language;
pub mod meter;
mod notice;
pub mod output;
mod phase;
mod prompt;
mod report;
mod run;
pub mod screen_text;
mod session;
mod state;
mod transcript;
mod turn;
mod update;

pub use effect::{Effect, Message, Prompt, Role, Sampling, StopRule};
pub use event::{
    Command, Display, Event, HardwareSample, ModelInfo, Policy, Scope, StepResult, StepStatus,
    StopCause,
};
pub use id::{RequestId, StepId, TurnId};
pub use language::Language;
pub use phase::{InputRequest, Phase, Running, Thinking};
pub use report::{DecidedBy, EndReason, Level, Report, Stats, Verdict};
pub use state::{KernelStatus, ModelStatus, Settings, State};
pub use transcript::{Decision, Entry, Step, Transcript};
pub use update::update;

use notice::notice;
