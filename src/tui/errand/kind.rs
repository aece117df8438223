//! What the screen asks of the world; whoever owns the terminal does it.

use std::path::PathBuf;

use crate::engine::{StepId, TurnId};
use crate::tui::gallery::{Source, Want};
use crate::tui::papers::Paper;
use crate::tui::side::Task;
use crate::tui::whole::Wanted;

/// What the screen's owner has to do outside of the engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Errand {
    /// Paint everything again.
    Redraw,
    /// Hand the terminal back until `fg`.
    Suspend,
    /// Keep this prompt for the arrow keys.
    Remember(String),
    /// Edit a proposal in `$EDITOR`.
    EditOutside { step: StepId, code: String },
    /// Write the prompt in `$EDITOR`.
    ComposeOutside(String),
    /// Show all that a step printed in `$PAGER`.
    PageOutside(StepId),
    /// Read the file of the output that is shown, or none.
    ReadWhole,
    /// Fetch the lines around this one of that file.
    FetchLines(usize),
    /// Fetch this model.
    FetchModel(String),
    /// Stop fetching; what has arrived is kept.
    StopFetch,
    /// Delete this model from our folder.
    RemoveModel(String),
    /// Show the models.
    OfferModels,
    /// Say which Python runs the steps, and which others there are.
    TellPythons,
    /// Use this Python, if it is one.
    UsePython(String),
    /// Make this ready to be drawn.
    Load(Want),
    /// Call someone who looks elsewhere, with these words.
    Call(String),
    /// Take the mouse, or give it back.
    Mouse(bool),
    /// Keep these beside the session.
    Keep(Vec<Source>),
    /// List the paths below the working directory.
    ListPaths,
    /// Read these files, then ask the prompt that names them, from this turn on.
    Attach { prompt: String, paths: Vec<String>, turn: Option<TurnId> },
    /// Forget the prompt whose files are being read.
    StopAttaching,
    /// Keep what is typed over the end of the program.
    KeepDraft,
    /// Look at files for the panel.
    Look(Task),
    /// Show this file in `$PAGER`; its path begins in the working folder.
    PageFile(PathBuf),
    /// Change this file in `$EDITOR`.
    EditFile(PathBuf),
    /// Look for these words in that file, or no longer.
    Find(Wanted),
    /// Give this text to the terminal's clipboard and to our file.
    Copy(String),

    /// Write the session; `over` replaces a file that is there, and without a path there is one of its own.
    Write { paper: Paper, path: Option<String>, over: bool },
    /// Go on with this session instead; with none, say which there are.
    GoOn(String),
    /// Show the themes.
    OfferThemes,
    /// Use this theme from now on.
    UseTheme(String),
}
