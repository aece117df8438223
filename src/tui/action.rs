//! What a key means on screen; every name in `keys.toml` after `run =` is one of these.

use ratatui::layout::Position;
use serde::{Deserialize, Serialize};

/// One thing that a key can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Stop the most urgent thing; the ladder ends at quitting.
    Interrupt,
    /// Quit, if the composer is empty.
    QuitIfEmpty,
    /// Back to the shell, until `fg`.
    Suspend,
    /// Paint everything again.
    Redraw,
    /// Show or hide the keys.
    Help,
    /// The next pane.
    FocusNext,
    /// The pane before.
    FocusPrevious,
    /// The chat.
    FocusChat,
    /// The code pane.
    FocusCode,
    /// The output pane.
    FocusOutput,
    /// The composer.
    FocusComposer,
    /// One pane on the whole screen, and back.
    Zoom,
    /// One line up.
    ScrollUp,
    /// One line down.
    ScrollDown,
    /// One page up.
    PageUp,
    /// One page down.
    PageDown,
    /// To the beginning.
    ScrollTop,
    /// To the end, and stay there.
    ScrollEnd,
    /// Look at the step before.
    PreviousStep,
    /// Look at the next step.
    NextStep,
    /// All that a step printed, in `$PAGER`.
    PageOutside,
    /// Let a held step print on without keeping more of it.
    LetOutputGo,
    /// Keep what the step showed as files beside the session.
    Keep,
    /// Start again what died.
    Restart,
    /// Show or hide the models.
    ChooseModel,
    /// Run the code that is shown.
    Approve,
    /// Run it, and every later step of this turn.
    ApproveTurn,
    /// Run it as a program at a terminal, and type at it.
    RunAtTerminal,
    /// Take the keys back from the program at the terminal.
    LeaveTerminal,
    /// Change the code here.
    Edit,
    /// Change the code in `$EDITOR`.
    EditOutside,
    /// Do not run it; a reason may follow.
    Reject,
    /// Another language for this code.
    ChangeLanguage,
    /// Show what the model is told of the step in sight, or close that.
    ShowTold,
    /// Tell the model what is shown.
    Tell,
    /// Let the model wait at the end of the step, or no longer.
    HoldTold,
    /// Let the prompt that is shown leave the machine.
    AllowSending,
    /// Send nothing.
    RefuseSending,
    /// Send what was typed.
    Send,
    /// A new line in what is typed.
    Newline,
    /// End the input of the program that asks for it.
    EndInput,
    /// Take an edit back to review.
    Save,
    /// Leave without doing anything.
    Cancel,
    /// Write the prompt in `$EDITOR`.
    ComposeOutside,
    /// One to the left.
    Left,
    /// One to the right.
    Right,
    /// One line up, or an earlier prompt.
    Up,
    /// One line down, or a later prompt.
    Down,
    /// A word to the left.
    WordLeft,
    /// A word to the right.
    WordRight,
    /// To the start of the line.
    LineStart,
    /// To the end of the line.
    LineEnd,
    /// Delete the character before.
    Backspace,
    /// Delete the character behind.
    Delete,
    /// Delete the word before.
    DeleteWord,
    /// Delete to the start of the line.
    DeleteToStart,
    /// Delete to the end of the line.
    DeleteToEnd,
    /// Take back the last change.
    Undo,
    /// Do it again.
    Redo,
    /// Indent.
    Indent,
    /// Show or hide the variables.
    Variables,
    /// Show or hide the hardware.
    Hardware,
    /// Type what names must contain.
    Filter,
    /// Another order.
    Sort,
    /// Fetch a model, pause its download, or go on with it.
    Pull,
    /// Delete a model.
    Remove,
    /// Say yes to a question.
    Confirm,
    /// Let the running step stand still, or go on.
    Pause,
    /// More time for the running step.
    MoreTime,
    /// More memory for the running step.
    MoreMemory,
    /// Quit, and let what runs in the background go on.
    KeepRunning,
    /// Quit, and end what runs in the background.
    EndRunning,
    /// Find an earlier prompt.
    Recall,
    /// Edit a prompt of this session, and ask again from there.
    Revise,
    /// Take the mouse, or give it back to the terminal.
    Mouse,

    /// Show or hide the panel at the left.
    SidePanel,
    /// The files of the working folder, in that panel.
    SideFiles,
    /// The variables, in that panel.
    SideVariables,
    /// The contents of the session, in that panel.
    SideContents,
    /// Find and replace over all steps, in that panel.
    SideFind,
    /// Name this file in the prompt.
    Mention,
    /// Show or hide names that begin with a dot.
    ShowHidden,
    /// Read it again.
    Refresh,
    /// Read the words as a regular expression, or as they stand.
    UseRegex,
    /// Look through what steps printed, too.
    SearchOutput,
    /// Leave this change out, or take it in again.
    LeaveOut,
    /// Make the changes.
    Apply,
    /// Look for words in this pane.
    Find,
    /// The next match.
    FindNext,
    /// The match before.
    FindPrevious,
    /// Look for nothing more; the pane stays where it is.
    FindEnd,
    /// Put other words in the place of those found.
    Replace,
    /// The prompt before.
    PreviousTurn,
    /// The next prompt.
    NextTurn,
    /// Fold or unfold a message.
    Unfold,
    /// Copy a block, code, or what is selected.
    Copy,
    /// Copy the whole pane.
    CopyAll,
    /// Put in what was copied last.
    PutCopied,
    /// Begin to select, or end it.
    Mark,
    /// Select to the left.
    SelectLeft,
    /// Select to the right.
    SelectRight,
    /// Select upwards.
    SelectUp,
    /// Select downwards.
    SelectDown,
    /// Select to the start of the line.
    SelectToStart,
    /// Select to the end of the line.
    SelectToEnd,
    /// Run what is selected, or everything up to the cursor.
    RunPart,

    /// Everything that can be done, to be found by typing.
    Palette,
    /// Write what is offered.
    Complete,
}

/// Lines that a page of a list has.
const PAGE: isize = 10;

impl Action {
    /// By how many lines it moves in a list; 0 where it is no such move.
    #[must_use]
    pub fn lines(self) -> isize {
        match self {
            Self::ScrollUp => -1,
            Self::ScrollDown => 1,
            Self::PageUp => -PAGE,
            Self::PageDown => PAGE,
            Self::ScrollTop => isize::MIN,
            Self::ScrollEnd => isize::MAX,
            _ => 0,
        }
    }

    /// Its name in `keys.toml`.
    #[must_use]
    pub fn name(self) -> String {
        snake(&format!("{self:?}"))
    }
}

/// `ShowTold` as `show_told`, which is how a name is read.
pub(super) fn snake(name: &str) -> String {
    let mut words = String::new();
    for (n, c) in name.chars().enumerate() {
        if c.is_uppercase() && n > 0 {
            words.push('_');
        }
        words.extend(c.to_lowercase());
    }
    words
}

/// What a person did, once the keymap has been asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key that means something here.
    Act(Action),
    /// A character to type.
    Type(char),
    /// Pasted text, as it came.
    Paste(String),
    /// The wheel was turned here.
    Wheel {
        /// Which cell.
        at: Position,
        /// Downwards.
        down: bool,
    },
    /// Bytes for the program at the terminal.
    Keys(Vec<u8>),
}
