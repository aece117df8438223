//! The pure heart: `update(&mut State, Event) -> Vec<Effect>`. No files, processes, clocks or channels.

mod ahead;
mod answer;
mod approval;
mod check;
mod command;
mod consent;
pub mod digest;
mod doubt;
mod effect;
mod event;
pub mod fence;
pub mod form;
mod gauge;
mod ground;
pub mod guess;
mod id;
mod language;
mod live;
pub mod meter;
mod notice;
mod opinion;
pub mod output;
mod phase;
mod prompt;
pub mod reading;
mod report;
mod run;
pub mod screen_text;
mod session;
mod state;
pub mod survey;
mod tell;
mod transcript;
mod trouble;
mod turn;
mod update;
mod variables;
mod watch;

pub use command::{Command, Policy, Scope};
pub use doubt::{Checked, Doubt, DoubtKind, Mended, Tried, TriedStatus};
pub use effect::{Effect, Message, Place, Prompt, Role, Sampling, StopRule};
pub use event::{Display, Event, ModelInfo, Outgoing, Server, StepResult, StepStatus, StopCause};
pub use gauge::{
    Advice, Cause, Core, Gauges, GpuSample, GpuState, HardwareSample, Heat, Past, Quota, Simd,
    Swap, advice,
};
pub use id::{CheckId, LoadId, RequestId, StepId, TurnId};
pub use language::Language;
pub use opinion::{MOST_DRAFTS, Opinions};
pub use phase::{Checking, Consenting, InputRequest, Phase, Running, Thinking};
pub use report::{DecidedBy, EndReason, Level, Report, Stats, Verdict};
pub use state::{KernelStatus, ModelStatus, Settings, ShownVariable, State};
pub use survey::{FileNote, Survey};
pub use transcript::{Decision, Entry, Step, Told, Transcript};
pub use update::update;
pub use variables::{Variable, Variables};
pub use watch::{Leftover, Motion, TerminalSize, Watch};

use notice::notice;
