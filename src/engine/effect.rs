//! What the engine wants done in the world; workers do it and report back with events.

use serde::{Deserialize, Serialize};

use super::{CheckId, Language, LoadId, Report, RequestId, StepId, TerminalSize};

/// One thing to do; `update` returns them in the order in which they should happen.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Start the model process on this model, ending another.
    LoadModel { load: LoadId, model: String },
    /// Answer this prompt.
    Generate { request: RequestId, prompt: Prompt },
    /// Compute this prompt as far as there is time: its last message goes on, and it may soon be asked.
    Prepare { prompt: Prompt },
    /// Stop within one token; the reply ends with `Cancelled`.
    StopGenerating { request: RequestId },
    /// Let a prompt that waits leave the machine. Built in `engine/consent.rs` and nowhere else.
    SendPrompt { request: RequestId },
    /// Look at code without running it; answered by `CodeChecked`, also where nobody can look. With `trial_s` it
    /// is tried out as well, for so many seconds, in a copy of the kernel that is thrown away.
    CheckCode { check: CheckId, lang: Language, code: String, trial_s: u32 },
    /// Run approved code. Built in `engine/approval.rs` and nowhere else.
    RunCode { step: StepId, lang: Language, code: String, place: Place },
    /// Interrupt the running step; asked again, harder.
    InterruptStep { step: StepId, lang: Language },
    /// Hand a line to a program that waits for input; `None` ends its input.
    AnswerInput { step: StepId, lang: Language, text: Option<String> },
    /// Type at the terminal of a step.
    Type { step: StepId, lang: Language, bytes: Vec<u8> },
    /// Change the size of a step's terminal.
    ResizeTerminal { step: StepId, lang: Language, size: TerminalSize },
    /// Let the running step stand still.
    PauseStep { step: StepId, lang: Language },
    /// Let a paused step go on.
    ContinueStep { step: StepId, lang: Language },
    /// Move the running step's time limit.
    ExtendTime { step: StepId, lang: Language, seconds: u32 },
    /// Raise the running step's memory limit.
    RaiseMemory { step: StepId, lang: Language, mib: u64 },
    /// Tell what a kernel holds.
    ListVariables { lang: Language },
    /// Tell one variable in full.
    ShowVariable { lang: Language, name: String },
    /// Spare what runs in the background when the kernel ends.
    KeepProcesses { lang: Language },
    /// Use another Python from now on.
    UsePython { program: String },
    /// Let a held step print on; what it prints is counted and no longer kept.
    LetOutputGo { step: StepId, lang: Language },
    /// Start a kernel afresh.
    RestartKernel { lang: Language },
    /// Look at the working directory again.
    Survey,
    /// Tell a face without a screen.
    Report(Report),
    /// End the program.
    Exit { code: u8 },
}

/// Where a step's code runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In the kernel, its output in a pipe.
    #[default]
    Kernel,
    /// In a shell at a terminal of this size, which the user types at.
    Terminal(TerminalSize),
}

/// A prompt as messages; the model process renders its template.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Prompt {
    /// In order; append-only over a session as long as all of it fits.
    pub messages: Vec<Message>,
    /// How to sample.
    pub sampling: Sampling,
    /// When to stop, besides the end of the text.
    pub stop: StopRule,
    /// How the reply begins: the model goes on from here. Empty where it begins as it likes.
    #[serde(default)]
    pub opening: String,
}

/// One message of a prompt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Who speaks.
    pub role: Role,
    /// What is said; never read as control tokens.
    pub text: String,
}

/// Who speaks in a prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The house rules of the session.
    System,
    /// The person, and the output of steps.
    User,
    /// The model.
    Assistant,
}

/// How the next token is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Sampling {
    /// 0 takes the likeliest token.
    pub temperature: f32,
    /// Nucleus: the smallest set of tokens with this probability together.
    pub top_p: f32,
    /// For a reproducible run.
    pub seed: Option<u64>,
    /// Most tokens of one reply.
    pub max_tokens: u32,
}

/// When a reply is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopRule {
    /// Behind the closing fence of its first block.
    FenceClosed,
    /// Only at its own end or a limit.
    Free,
}
