//! Where keys are looked up, by what has the focus.

use serde::{Deserialize, Serialize};

use crate::words::{Locale, Place};

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

    /// The panel at the left has the focus.
    Side,
    /// Its files are in front.
    SideFiles,
    /// Its search is in front.
    SideFind,
    /// A line is being typed in it.
    SideField,
    /// A file is shown over the panes.
    Preview,
    /// Changes of steps are shown over the panes.
    Changes,
    /// What is looked for is being typed.
    Searching,
    /// Words were looked for in the pane that has the focus.
    Found,
    /// One of the things in sight is chosen by a letter.
    Picking,
    /// Find and replace in the code being edited.
    Replacing,
    /// The palette is open.
    Palette,
    /// A command is typed, and completions are offered.
    Completion,
    /// A question waits for a yes.
    Asks,
    /// The themes are shown.
    Themes,
}

impl Context {
    /// Every context, in the order of the help.
    pub const ALL: [Self; 32] = [
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
        Self::Side,
        Self::SideFiles,
        Self::SideFind,
        Self::SideField,
        Self::Preview,
        Self::Changes,
        Self::Searching,
        Self::Found,
        Self::Picking,
        Self::Replacing,
        Self::Palette,
        Self::Completion,
        Self::Asks,
        Self::Themes,
    ];

    /// Whether characters are typed here.
    #[must_use]
    pub fn is_text(self) -> bool {
        matches!(
            self,
            Self::Composer
                | Self::Editor
                | Self::Reason
                | Self::Recall
                | Self::SideField
                | Self::Searching
                | Self::Picking
                | Self::Replacing
                | Self::Palette
                | Self::Completion
        )
    }

    /// Its name in `keys.toml`.
    #[must_use]
    pub fn name(self) -> String {
        super::action::snake(&format!("{self:?}"))
    }

    /// Its headline in the help.
    #[must_use]
    pub fn title(self, locale: Locale) -> &'static str {
        locale.text(match self {
            Self::Global => Place::Global,
            Self::Composer => Place::Composer,
            Self::Chat => Place::Chat,
            Self::Code => Place::Code,
            Self::Output => Place::Output,
            Self::Approval => Place::Approval,
            Self::Editor => Place::Editor,
            Self::Terminal => Place::Terminal,
            Self::Reason => Place::Reason,
            Self::Models => Place::Models,
            Self::Telling => Place::Telling,
            Self::Consent => Place::Consent,
            Self::Help => Place::Help,
            Self::Running => Place::Running,
            Self::Variables => Place::Variables,
            Self::Hardware => Place::Hardware,
            Self::Leaving => Place::Leaving,
            Self::Recall => Place::Recall,
            Self::Side => Place::Side,
            Self::SideFiles => Place::SideFiles,
            Self::SideFind => Place::SideFind,
            Self::SideField => Place::SideField,
            Self::Preview => Place::Preview,
            Self::Changes => Place::Changes,
            Self::Searching => Place::Searching,
            Self::Found => Place::Found,
            Self::Picking => Place::Picking,
            Self::Replacing => Place::Replacing,
            Self::Palette => Place::Palette,
            Self::Completion => Place::Completion,
            Self::Asks => Place::Asks,
            Self::Themes => Place::Themes,
        })
    }
}
