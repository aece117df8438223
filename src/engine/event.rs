//! Everything that can change the engine's state: wishes of a face, and news of workers.

use serde::{Deserialize, Serialize};

use super::output::OutputFile;
use super::{
    CheckId, Checked, Command, HardwareSample, Language, Leftover, Level, LoadId, Message, Policy,
    RequestId, Stats, StepId, Survey, Variables, Watch,
};

/// All that can change a [`State`](super::State); plain data, so a recorded log replays to the same state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// A face asked for something.
    Command { command: Command },
    /// What lies in the working directory, as the model is told with the first prompt.
    FilesListed { survey: Survey },
    /// That much of the next prompt has been computed before it is asked; the cache held the rest.
    PromptPrepared { done: u32, total: u32, cached: u32 },
    /// The model process reads the weights.
    ModelLoading {
        #[serde(default)]
        load: LoadId,
        model: String,
    },
    /// The model can answer.
    ModelReady {
        #[serde(default)]
        load: LoadId,
        info: ModelInfo,
    },
    /// The model could not be loaded; `message` says why and what to do.
    ModelFailed {
        #[serde(default)]
        load: LoadId,
        message: String,
    },
    /// The model process ended by itself; `message` says how.
    ModelDied {
        #[serde(default)]
        load: LoadId,
        message: String,
    },
    /// A prompt is ready to leave the machine and waits for the user's word; its masked messages are
    /// not journalled, as they repeat the session.
    SendingAsked {
        request: RequestId,
        outgoing: Outgoing,
        #[serde(skip)]
        messages: Vec<Message>,
    },
    /// Some of a prompt has been computed; the tokens that the cache held come on top of `total`.
    PrefillAdvanced { request: RequestId, done: u32, total: u32, cached: u32 },
    /// The model wrote this much more; `tokens` were sampled for it.
    TextArrived { request: RequestId, text: String, tokens: u32 },
    /// The reply is over.
    GenerationEnded { request: RequestId, stop: StopCause, stats: Stats },
    /// The prompt does not fit: tokens of each message and the most a prompt may have; where nobody can
    /// count beforehand they are estimates.
    PromptRefused {
        request: RequestId,
        counts: Vec<u32>,
        limit: u32,
        #[serde(default)]
        estimated: bool,
    },
    /// The request failed; the model is still there.
    GenerationFailed { request: RequestId, message: String },
    /// What is known of code before it is proposed; no doubts where nobody could look in time.
    CodeChecked {
        check: CheckId,
        #[serde(flatten)]
        found: Checked,
    },
    /// A kernel can run code.
    KernelReady { lang: Language, program: String, version: String },
    /// A kernel could not be started; `message` says why and what to do.
    KernelFailed { lang: Language, message: String },
    /// A kernel process ended by itself, its variables with it; `message` says how.
    KernelDied { lang: Language, message: String },
    /// A step printed this much more: UTF-8 with escapes kept, stdout and stderr in order.
    OutputArrived { step: StepId, text: String },
    /// Output of a step that is not kept here, in bytes.
    OutputOmitted { step: StepId, bytes: u64 },
    /// Where all that a step has printed so far is kept, while the session lasts; never journalled.
    OutputKept { step: StepId, file: Option<OutputFile> },
    /// A step has printed as much as is kept of one, and is held.
    OutputHeld { step: StepId },
    /// A running program reads from its input; `secret` asks for a masked prompt.
    InputWanted { step: StepId, prompt: String, secret: bool },
    /// A step sent something richer than text, kept as a file.
    DisplayArrived { step: StepId, display: Display },
    /// How a running step is doing, while something about it changes; never journalled.
    StepWatched { step: StepId, watch: Watch },
    /// A step ended.
    StepEnded { step: StepId, result: StepResult },
    /// What earlier steps left running in the background, all of it; never journalled.
    ProcessesLeft { lang: Language, processes: Vec<Leftover> },
    /// What an idle kernel holds; never journalled.
    VariablesTold { lang: Language, variables: Variables },
    /// One variable in full, as far as that is reasonable; never journalled.
    VariableShown { lang: Language, name: String, text: String },
    /// A worker has something to say, in one sentence.
    Noticed { level: Level, text: String },
    /// The machine's gauges, once a second; never journalled.
    HardwareSampled { sample: HardwareSample },
    /// A saved session was replayed: kernels start empty.
    Resumed,
    /// From here on a session taken up again runs under these settings, not those it was begun with.
    /// `checks`: whether code is looked at before it is proposed, which older programs did not do;
    /// `opinions_s`: seconds for second opinions.
    Steered {
        policy: Policy,
        max_steps: u32,
        unattended: bool,
        #[serde(default)]
        checks: bool,
        #[serde(default)]
        opinions_s: u32,
    },
}

/// The model as its process describes it once loaded.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ModelInfo {
    /// Catalogue name or file name.
    pub name: String,
    /// What runs it: `kalosm`, `remote`, `scripted`.
    pub engine: String,
    /// `qwen2`, `llama`, …
    pub architecture: String,
    /// Quantisation of most of the weights, such as `Q4_K_M`.
    pub quantisation: String,
    /// Number of weights.
    pub parameters: u64,
    /// Tokens that prompt and reply may have together; 0 where a server does not tell.
    pub context_limit: u32,
    /// `CPU (AVX2)`, …; the host of a remote one.
    pub device: String,
    /// Time to load, in milliseconds.
    pub load_ms: u64,
    /// The server that prompts go to; `None` of a model that runs in the model process.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<Server>,
}

impl ModelInfo {
    /// The host that prompts leave the machine for, if they do.
    #[must_use]
    pub fn leaves_for(&self) -> Option<&str> {
        self.server.as_ref().filter(|server| !server.is_here).map(|server| server.host.as_str())
    }
}

/// The server of a remote model.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Server {
    /// Its name, with the port where that is not the usual one.
    pub host: String,
    /// Whether it is this machine.
    pub is_here: bool,
}

/// What would leave the machine, in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    /// The server it would go to.
    pub host: String,
    /// Whether the way there is encrypted.
    pub is_encrypted: bool,
    /// How many messages.
    pub messages: u32,
    /// Bytes of all of them.
    pub bytes: u64,
    /// Whether secrets were looked for at all.
    pub is_masked: bool,
    /// What was replaced by placeholders, such as `2 e-mail addresses`.
    pub masked: Vec<String>,
}

/// Why a reply ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopCause {
    /// The model ended it.
    EndOfText,
    /// The first fenced block is closed: one step is proposed.
    FenceClosed,
    /// The token limit of a reply.
    MaxTokens,
    /// No room left in the context window.
    ContextFull,
    /// The model repeated itself.
    Repeated,
    /// Stopped on request.
    Cancelled,
    /// The model failed within it; such a reply is shown but not told.
    Died,
}

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StepStatus {
    /// Ran to its end.
    Ok,
    /// Raised, or ended with a status other than 0.
    Error,
    /// Stopped by the user.
    Interrupted,
    /// Stopped by the time limit.
    Timeout,
    /// Called `exit`; the kernel lives, or was restored.
    Exited,
    /// The kernel process ended with it; variables are lost.
    Died,
}

/// What a kernel says at the end of a step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepResult {
    /// How it ended.
    pub status: StepStatus,
    /// The last expression's value, as text.
    pub result: Option<String>,
    /// The last line of the traceback, or what the status was.
    pub error: Option<String>,
    /// The whole traceback, frames named `<step N>`.
    pub traceback: Option<String>,
    /// Where the kernel stands now; `None` if that directory is gone.
    pub cwd: Option<String>,
    /// Run time in milliseconds.
    pub duration_ms: f64,
}

/// A figure, table or document that a step showed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Display {
    /// Its media type.
    pub mime: String,
    /// Where it is kept; gone when the session ends, unless saved.
    pub path: String,
}

impl Display {
    /// What a person would call it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.mime.split([';', '+']).next().unwrap_or_default() {
            mime if mime.starts_with("image/") => "figure",
            "text/html" | "application/vnd.dataresource" => "table",
            _ => "document",
        }
    }
}
