//! Where keys are looked up, by what has the focus.

use serde::{Deserialize, Serialize};

/// Where the focus is, as far as keys are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Context {
    /// Everywhere, unless a closer context takes the key.
    Global,
    /// The prompt is being typed.
    Composer,
    /// The chat has the focus.
    Chat,
    /// The code pane has the focus.
    Code,
    /// The output pane has the focus.
    Output,
    /// The code pane has the focus and a proposal waits.
    Approval,
    /// A proposal is being edited.
    Editor,
    /// A program runs at the terminal and gets the keys.
    Terminal,
    /// One line is being typed.
    Reason,
    /// The models are shown.
    Models,
    /// What the model is told of a step is shown.
    Telling,
    /// What would leave the machine is shown.
    Consent,
    /// The keys are shown.
    Help,
    /// The code or output pane has the focus and a step runs.
    Running,
    /// The variables are shown.
    Variables,
    /// The hardware is shown.
    Hardware,
    /// What runs in the background waits for a decision.
    Leaving,
    /// An earlier prompt is looked for.
    Recall,
}

impl Context {
    /// Every context, in the order of the help.
    pub const ALL: [Self; 18] = [
        Self::Approval,
        Self::Composer,
        Self::Global,
        Self::Chat,
        Self::Code,
        Self::Output,
        Self::Editor,
        Self::Terminal,
        Self::Reason,
        Self::Models,
        Self::Telling,
        Self::Consent,
        Self::Help,
        Self::Running,
        Self::Variables,
        Self::Hardware,
        Self::Leaving,
        Self::Recall,
    ];

    /// Whether characters are typed here.
    #[must_use]
    pub fn is_text(self) -> bool {
        matches!(self, Self::Composer | Self::Editor | Self::Reason | Self::Recall)
    }

    /// Its headline in the help.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Global => "Anywhere",
            Self::Composer => "Composer",
            Self::Chat => "Chat",
            Self::Code => "Code",
            Self::Output => "Output",
            Self::Approval => "Code that waits for you (focus on the code)",
            Self::Editor => "Editing code, or what the model is told",
            Self::Terminal => "A program at the terminal (every other key is its own)",
            Self::Reason => "Typing one line",
            Self::Models => "Models",
            Self::Telling => "What the model is told",
            Self::Consent => "What would leave this machine",
            Self::Help => "Help",
            Self::Running => "A step that runs (focus on code or output)",
            Self::Variables => "Variables",
            Self::Hardware => "Hardware",
            Self::Leaving => "Quitting while something runs in the background",
            Self::Recall => "Earlier prompts",
        }
    }
}
