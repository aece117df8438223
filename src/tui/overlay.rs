//! What lies over the panes, and what it holds while it does.

use super::asking::Asking;
use super::explorer::Explorer;
use super::facts::Facts;
use super::line_edit::LineEdit;
use super::panel::Panel;
use super::picker::Picker;
use super::prompts::recall::Recall;
use super::scroll::Scroll;
use super::sending::Sending;
use super::side::{Preview, Replacing};
use super::telling::Telling;
use super::widget::editor::Editor;
use crate::engine::StepId;

/// What lies over the panes.
#[derive(Debug, Default)]
pub enum Overlay {
    /// Nothing.
    #[default]
    None,
    /// The keys.
    Help(Scroll),
    /// Why a step is rejected.
    Reason { step: StepId, line: LineEdit },
    /// A proposal being changed; `leaving` asks what to do with the change.
    Edit { step: StepId, editor: Box<Editor>, leaving: bool },
    /// The models.
    Models(Box<Panel>),
    /// What the model is told of a step.
    Telling(Box<Telling>),
    /// What would leave the machine.
    Consent(Sending),
    /// What the kernels hold.
    Variables(Box<Explorer>),
    /// The machine, and how fast the model is on it.
    Hardware(Scroll),
    /// What steps left running, when the workspace is about to end.
    Leaving(Scroll),
    /// Earlier prompts to choose from.
    Recall(Box<Recall>),
    /// The beginning of a file.
    Preview(Box<Preview>),
    /// What replacing would change.
    Replacing(Box<Replacing>),

    /// A question before something that cannot be taken back lightly.
    Asks(Asking),
    /// A page of facts.
    Facts(Facts, Scroll),
    /// The themes.
    Themes(Picker),
}
