//! What the UI process and a runner say to each other.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::engine::output::OutputFile;
use crate::engine::{
    Checked, Language, Leftover, Level, StepId, StepResult, TerminalSize, Variables, Watch,
};

/// The most text that one output frame carries, in bytes.
pub(in crate::kernel) const MAX_OUTPUT: usize = 64 * 1024;

/// What a runner is started with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::kernel) struct Start {
    /// The one language of this runner.
    pub(in crate::kernel) lang: Language,
    /// The configured program; empty means that the dialect chooses.
    pub(in crate::kernel) program: String,
    /// Where the kernel starts.
    pub(in crate::kernel) cwd: PathBuf,
    /// Memory of a step and its children in MiB; 0 means no limit.
    pub(in crate::kernel) memory_mb: u64,
    /// How far steps stand back behind other programs.
    pub(in crate::kernel) nice: u8,
    /// Processes of a step beyond which it is a fork bomb.
    pub(in crate::kernel) processes: usize,
    /// Whether the user is to be told how many variables are hidden.
    #[serde(default)]
    pub(in crate::kernel) hidden: Hidden,
    /// Stands in the environment of all that it starts, so that it is found without the runner.
    #[serde(default)]
    pub(in crate::kernel) mark: String,
}

/// Whether the user knows that variables are hidden from kernels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::kernel) enum Hidden {
    /// The user is to be told.
    #[default]
    Tell,
    /// The user was told.
    Known,
}

/// The variable that holds the mark.
pub(in crate::kernel) const MARK: &str = "CI_TUI_KERNEL";

/// From the UI process to a runner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub(in crate::kernel) enum ToRunner {
    /// Always first: start the driver.
    Start(Start),
    /// Run a step; `timeout_ms` 0 means no limit.
    Exec { step: StepId, code: String, timeout_ms: u64 },
    /// Run a shell step as a program at a terminal of this size.
    ExecAtTerminal { step: StepId, code: String, size: TerminalSize },
    /// Keys for the terminal of that step, as base64.
    Type { step: StepId, bytes: String },
    /// The terminal of that step has another size.
    Resize { step: StepId, size: TerminalSize },
    /// Let that step stand still, with all it started.
    Pause { step: StepId },
    /// Let that step go on.
    Continue { step: StepId },
    /// Move that step's time limit.
    ExtendTime { step: StepId, seconds: u32 },
    /// Raise that step's memory limit.
    RaiseMemory { step: StepId, mib: u64 },
    /// Tell one variable in full; answered by one `Shown`, unless a step runs or the driver dies first.
    Show { name: String },
    /// Look at code without running it; answered by one `Checked`, unless the driver dies first.
    Check {
        id: u64,
        code: String,
        #[serde(default)]
        trial_s: u32,
    },
    /// Spare what runs in the background at the end.
    Keep,
    /// Interrupt that step, harder each time; nothing if it has ended.
    Interrupt { step: StepId },
    /// Answer the step's wish for input; `None` means that nobody will.
    Input { step: StepId, text: Option<String> },
    /// Tell the variables; answered by one `Variables`, unless the driver dies first.
    Variables,
    /// Read on what a held step prints, and keep no more of it.
    LetOutputGo { step: StepId },
    /// Kill the driver with all it started, and start it afresh.
    Restart,
}

/// From a runner to the UI process.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub(in crate::kernel) enum FromRunner {
    /// A fresh driver takes steps.
    /// `folder` must go with the runner.
    Ready { program: String, version: String, pid: u32, folder: Option<PathBuf> },
    /// No driver could be started; `message` says why and what to do.
    Failed { message: String },
    /// The driver died; a fresh one is on its way.
    Died { message: String },
    /// A step printed this much more.
    Output { step: StepId, text: String },
    /// A step printed more than is passed on, by this many bytes.
    Omitted { step: StepId, bytes: u64 },
    /// Where all that a step has printed so far is kept; `None` where that has failed.
    Kept { step: StepId, file: Option<OutputFile> },
    /// A step has printed as much as is kept of one: it is held until it is interrupted or let go.
    Held { step: StepId },
    /// A program waits for a line of input.
    Input { step: StepId, prompt: String, secret: bool },
    /// A program shows something; `data` is base64.
    Display { step: StepId, mime: String, data: String },
    /// A step ended; exactly one for every `Exec`.
    Done { step: StepId, result: StepResult },
    /// What the session holds; `None` while a step runs, and from languages that cannot tell.
    Variables { held: Option<Variables> },
    /// One variable in full, as far as that is reasonable.
    Shown { name: String, text: String },
    /// What is known of code that was not run.
    Checked { id: u64, found: Checked },
    /// How the running step is doing.
    Watched { step: StepId, watch: Watch },
    /// All that earlier steps left running; told when it changes.
    Left { processes: Vec<Leftover> },
    /// Something the user should know.
    Notice { level: Level, text: String },
}
