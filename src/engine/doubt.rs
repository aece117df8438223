//! What is known of code before it runs: what speaks against it, and what could be mended for certain.

use serde::{Deserialize, Serialize};

/// Something that speaks against running code as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Doubt {
    /// What it is about.
    pub kind: DoubtKind,
    /// What is wrong, for a person and for the model.
    pub text: String,
}

/// What a doubt is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DoubtKind {
    /// It does not parse, so it cannot run.
    Syntax,
    /// A module is not installed.
    Module,
    /// A file is not there.
    File,
    /// A query names a column or a table that its database has not.
    Column,
    /// A name was never set.
    Name,
}

/// Code with a mistake taken out whose repair is certain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mended {
    /// The whole code as it should run.
    pub code: String,
    /// What was changed and why, in a sentence.
    pub note: String,
}

/// All that a look at code found; nothing where nobody could look.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Checked {
    /// What speaks against it; against the mended code, where it was mended.
    #[serde(default)]
    pub doubts: Vec<Doubt>,
    /// What should run in its place.
    #[serde(default)]
    pub mended: Option<Mended>,
    /// What came of trying it out, where that was asked for and could be done.
    #[serde(default)]
    pub tried: Option<Tried>,
}

/// What code did in a copy of the session that was thrown away.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Tried {
    /// How it ended.
    pub status: TriedStatus,
    /// What it printed, bounded.
    pub output: String,
    /// How long it took, in milliseconds.
    pub ms: f64,
}

/// How a trial ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TriedStatus {
    /// It ran to its end.
    Ok,
    /// It failed.
    Error,
    /// It took too long.
    Late,
    /// It would have changed something outside of the copy, or nobody could try.
    #[default]
    Refused,
}
