//! What a kernel's session holds, as the variables view shows it.

use serde::{Deserialize, Serialize};

/// One name of a session, told without running any code of the user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variable {
    /// The name.
    pub name: String,
    /// The name of the type.
    #[serde(rename = "type")]
    pub kind: String,
    /// A short text of a builtin value, or the element type of an array.
    pub value: Option<String>,
    /// Length or shape, such as `3` and `1000 × 12`.
    pub shape: Option<String>,
    /// Memory of the value itself, without what it refers to.
    pub bytes: Option<u64>,
    /// Whether the last step bound it anew, or changed its length.
    pub changed: bool,
}

/// The names of a session, the newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variables {
    /// As many as can be looked at within a moment.
    pub variables: Vec<Variable>,
    /// How many more there are.
    pub more: u64,
}
