//! Which question stands: read off the engine's state and what the user is in the middle of.

use super::edit::Draft;
use crate::engine::{Phase, RequestId, State, StepId};
use crate::tui::Action;
use crate::tui::keymap::{Context, Keymap};
use crate::words::{Locale, Query, Said};

/// What the user is in the middle of, beside what the engine asks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Within {
    /// Nothing: the engine's own question stands.
    #[default]
    Nothing,
    /// A prompt of several lines, so far.
    Prompt(String),
    /// Why a step is rejected.
    Reason(StepId),
    /// Code that is changed line by line.
    Edit(Draft),
    /// What shall become of what runs in the background.
    Leaving,
}

/// A question that a line answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Question {
    /// What next?
    Prompt { begun: bool },
    /// Shall this run?
    Step { step: StepId, code: String },
    /// Why not?
    Reason(StepId),
    /// Which line, and how?
    Change,
    /// What a program asks.
    Input { step: StepId, prompt: String, secret: bool },
    /// May this leave the machine?
    Send(RequestId),
    /// Go on though it prints without end?
    Held(StepId),
    /// Is the model to be told?
    Tell(StepId),
    /// Shall the model start again?
    Stalled,
    /// What of the programs in the background?
    Leave,
}

impl Question {
    /// The one that stands now.
    pub(super) fn standing(state: &State, within: &Within) -> Option<Self> {
        if *within == Within::Leaving {
            return Some(Self::Leave);
        }
        match (state.phase(), within) {
            (Phase::Idle, Within::Prompt(_)) => Some(Self::Prompt { begun: true }),
            (Phase::Idle, _) => Some(Self::Prompt { begun: false }),
            (Phase::Asking { step, .. }, Within::Reason(of)) if step == of => {
                Some(Self::Reason(*step))
            }
            (Phase::Asking { step, .. }, Within::Edit(draft)) if *step == draft.step => {
                Some(Self::Change)
            }
            (Phase::Asking { .. }, _) => {
                let step = state.proposal()?;
                Some(Self::Step { step: step.id, code: step.code.clone() })
            }
            (Phase::Running(running), _) if running.held && running.interrupts == 0 => {
                Some(Self::Held(running.step))
            }
            (Phase::Running(running), _) => running.input.as_ref().map(|input| Self::Input {
                step: running.step,
                prompt: input.prompt.clone(),
                secret: input.secret,
            }),
            (Phase::Consenting(consenting), _) => Some(Self::Send(consenting.request)),
            (Phase::Telling { step, .. }, _) => Some(Self::Tell(*step)),
            (Phase::Stalled { .. }, _) => Some(Self::Stalled),
            (Phase::Thinking(_) | Phase::Checking(_), _) => None,
        }
    }

    /// Whether what is typed must not be shown.
    pub(super) fn is_secret(&self) -> bool {
        matches!(self, Self::Input { secret: true, .. })
    }

    /// Whether an answer can let something happen that nobody takes back.
    pub(super) fn is_decision(&self) -> bool {
        matches!(self, Self::Step { .. } | Self::Send(_))
    }

    /// Its words, at the beginning of the line that answers it.
    pub(super) fn words(&self, locale: Locale, keymap: &Keymap) -> String {
        match self {
            Self::Prompt { begun: false } => locale.text(Said::You).into(),
            Self::Prompt { begun: true } => locale.text(Said::More).into(),
            Self::Step { .. } => {
                let [approve, edit, reject, turn, ..] = letters(keymap);
                locale.fill(Query::Decide, &[&approve, &edit, &reject, &turn])
            }
            Self::Reason(_) => locale.text(Query::Reason).into(),
            Self::Change => locale.text(Query::Change).into(),
            Self::Input { step, prompt, .. } if prompt.trim().is_empty() => {
                locale.fill(Query::Input, &[&step.0, &locale.text(Query::Bare)])
            }
            Self::Input { step, prompt, .. } => {
                let prompt = crate::plain::one_line(prompt);
                locale.fill(Query::Input, &[&step.0, &format!("{} ", prompt.trim_end())])
            }
            Self::Send(_) => locale.text(Query::Send).into(),
            Self::Held(_) => locale.text(Query::Held).into(),
            Self::Tell(_) => locale.text(Query::Tell).into(),
            Self::Stalled => locale.text(Query::Stalled).into(),
            Self::Leave => locale.text(Query::Leave).into(),
        }
    }
}

/// The letters of approve, edit, reject, approve the turn, change the language, and edit outside, as they are bound.
pub(super) fn letters(keymap: &Keymap) -> [String; 6] {
    use Action::{Approve, ApproveTurn, ChangeLanguage, Edit, EditOutside, Reject};
    [Approve, Edit, Reject, ApproveTurn, ChangeLanguage, EditOutside].map(|action| {
        let typed = |key: crate::tui::key::Key| key.typed();
        let mut bound = keymap.bindings(Context::Approval).iter().filter(|it| it.run == action);
        bound.find_map(|it| typed(it.on)).map_or_else(|| "-".into(), String::from)
    })
}
