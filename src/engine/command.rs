//! What a face may ask of the engine.

use serde::{Deserialize, Serialize};

use super::{FileNote, Language, RequestId, StepId, TerminalSize, TurnId};

/// What a face asks of the engine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Ask this; begins a turn.
    Submit { text: String },
    /// Tell these files with the next prompt, besides what it would be told.
    Attach { files: Vec<FileNote> },
    /// Run code of the user's own; where a proposal waits, it goes on waiting behind it.
    RunOwn { lang: Language, code: String },
    /// Take back this turn and all after it: the model forgets them; what their steps did stays done.
    Rewind { turn: TurnId },
    /// Run the proposal, provided that its text is exactly `code`.
    Approve { step: StepId, code: String, scope: Scope },
    /// Run the proposal, provided that its text is exactly `code`, as a program at a terminal that
    /// the user types at; shell steps only.
    ApproveAtTerminal { step: StepId, code: String, size: TerminalSize },
    /// Replace the proposal's text; it still waits for approval.
    Edit { step: StepId, code: String },
    /// Let another kernel run the proposal; it still waits for approval.
    ChangeLanguage { step: StepId, lang: Language },
    /// Do not run the proposal; the reason, if any, goes to the model.
    Reject { step: StepId, reason: Option<String> },
    /// Let a held step print on; what it prints is counted and no longer kept.
    LetOutputGo { step: StepId },
    /// Stop what is going on: the running step first, else the generation, else the review.
    Interrupt,
    /// Answer a program that asked for input, `None` ends its input; never journalled.
    AnswerInput {
        step: StepId,
        #[serde(skip)]
        text: Option<String>,
    },
    /// Keys typed at the terminal of a step; never journalled.
    Type {
        step: StepId,
        #[serde(skip)]
        bytes: Vec<u8>,
    },
    /// The terminal of a step has another size now.
    ResizeTerminal { step: StepId, size: TerminalSize },
    /// Let the running step stand still, with all it started.
    Pause { step: StepId },
    /// Let a paused step go on.
    Continue { step: StepId },
    /// Let the running step take so much longer.
    ExtendTime { step: StepId, seconds: u32 },
    /// Let the running step and its children use so much more memory.
    RaiseMemory { step: StepId, mib: u64 },
    /// Do not tell the model what this step printed before the user has looked at it.
    HoldTelling { step: StepId },
    /// Tell the model what a step printed, in these words if there are any.
    Tell { step: StepId, text: Option<String> },
    /// Ask an idle kernel for its variables.
    ListVariables { lang: Language },
    /// Ask an idle kernel for one variable in full.
    ShowVariable { lang: Language, name: String },
    /// Let what runs in the background outlive the session.
    KeepProcesses { lang: Language },
    /// Use another Python from now on; variables are lost.
    UsePython { program: String },
    /// Send the prompt that waits, and later ones of this session, to the server it is meant for.
    AllowSending { request: RequestId },
    /// Send nothing; the turn ends.
    RefuseSending { request: RequestId },
    /// Start the model process again and go on with a turn that its death cut off.
    RestartModel,
    /// Use another model from now on.
    UseModel { model: String },
    /// Start a kernel afresh; its variables are lost.
    RestartKernel { lang: Language },
    /// Change when steps run without being asked about.
    SetPolicy { policy: Policy },
    /// End the session.
    Quit,
}

/// How far an approval reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// This step only.
    Once,
    /// This and every later step of the turn.
    Turn,
}

/// When a step may run without a person's key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Policy {
    /// Every step waits for a decision.
    #[default]
    Ask,
    /// Every step runs.
    All,
    /// No step runs: a proposal is rejected and ends the turn.
    None,
}
