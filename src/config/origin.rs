//! Where the value of an option came from.

use std::fmt;
use std::path::PathBuf;

/// The place that set an option last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Nobody set it.
    Default,
    /// The user's `config.toml`.
    User { path: PathBuf, line: usize },
    /// The `.ci-tui.toml` of the working directory.
    Project { path: PathBuf, line: usize },
    /// An environment variable.
    Environment { name: String },
    /// A flag of the command line.
    Flag { name: &'static str },
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::User { path, line } | Self::Project { path, line } => {
                write!(f, "{}:{line}", path.display())
            }
            Self::Environment { name } => write!(f, "${name}"),
            Self::Flag { name } => f.write_str(name),
        }
    }
}
