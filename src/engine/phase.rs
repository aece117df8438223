//! Where a turn stands; each phase carries what only it needs.

use super::fence::Fences;
use super::{CheckId, Language, Message, Outgoing, RequestId, StepId, TerminalSize, TurnId, Watch};

/// Where the engine stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Phase {
    /// Nothing is going on; a prompt may be submitted.
    #[default]
    Idle,
    /// The model reads the prompt or writes its reply.
    Thinking(Thinking),
    /// A prompt would leave the machine, and the user looks at what would be sent.
    Consenting(Box<Consenting>),
    /// Code is looked at before it is proposed; it takes milliseconds.
    Checking(Checking),
    /// A proposal waits for a decision.
    Asking { turn: TurnId, step: StepId },
    /// A step runs.
    Running(Running),
    /// A step has ended, and the user looks at what the model will be told of it.
    Telling { turn: TurnId, step: StepId },
    /// The model that the turn needs has died; restarting it goes on with the turn.
    Stalled { turn: TurnId },
}

/// A reply on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Thinking {
    /// The turn it belongs to.
    pub turn: TurnId,
    /// The request whose tokens count.
    pub request: RequestId,
    /// Prompt tokens computed and to compute; (0, 0) before the model said.
    pub prefill: (u32, u32),
    /// The reply so far.
    pub text: String,
    /// Its prose and code so far.
    pub fences: Fences,
    /// Tokens sampled so far.
    pub tokens: u32,
    /// A stop was asked for and is on its way.
    pub stopping: bool,
}

/// A prompt that waits for the user's word before it leaves the machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consenting {
    /// The turn it belongs to.
    pub turn: TurnId,
    /// The request that waits.
    pub request: RequestId,
    /// Where it would go, how large it is and what of it was masked.
    pub outgoing: Outgoing,
    /// Its very messages, masked; empty in a replayed session, where nothing waits any more.
    pub messages: Vec<Message>,
}

/// Code of a reply on its way to review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checking {
    /// The turn it belongs to.
    pub turn: TurnId,
    /// The look whose answer counts.
    pub check: CheckId,
    /// Its language.
    pub lang: Language,
    /// The code as the model wrote it.
    pub code: String,
}

/// A step on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Running {
    /// The turn it belongs to.
    pub turn: TurnId,
    /// The step whose output counts.
    pub step: StepId,
    /// Its kernel.
    pub lang: Language,
    /// How often an interrupt was asked for.
    pub interrupts: u32,
    /// What the program asks for, while it waits for input.
    pub input: Option<InputRequest>,
    /// How it is doing, once its runner has told.
    pub watch: Option<Watch>,
    /// It has printed as much as is kept of one step, and waits for the user's word.
    pub held: bool,
    /// The terminal it runs at, if it does.
    pub terminal: Option<TerminalSize>,
    /// What follows its end.
    pub then: Then,
}

/// What follows the end of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// The model is told, and its turn goes on.
    GoOn,
    /// Nothing: the step was the user's own.
    Idle,
    /// The proposal that waited meanwhile waits on; the step was the user's own.
    Ask { turn: TurnId, step: StepId },
}

/// A program's request for a line of input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputRequest {
    /// The program's prompt.
    pub prompt: String,
    /// Whether the answer must be masked.
    pub secret: bool,
}

impl Thinking {
    /// A reply of which nothing has come yet.
    #[must_use]
    pub(in crate::engine) fn new(turn: TurnId, request: RequestId) -> Self {
        Self {
            turn,
            request,
            prefill: (0, 0),
            text: String::new(),
            fences: Fences::default(),
            tokens: 0,
            stopping: false,
        }
    }
}

impl Phase {
    /// The turn that is going on.
    #[must_use]
    pub fn turn(&self) -> Option<TurnId> {
        match self {
            Self::Idle => None,
            Self::Thinking(Thinking { turn, .. })
            | Self::Checking(Checking { turn, .. })
            | Self::Asking { turn, .. }
            | Self::Telling { turn, .. }
            | Self::Running(Running { turn, .. })
            | Self::Stalled { turn } => Some(*turn),
            Self::Consenting(consenting) => Some(consenting.turn),
        }
    }
}
