//! What this face is started with, and when it is taken unasked.

use crate::config::{Config, Paths};
use crate::words::Between;

/// Why it goes line by line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The user wants it so.
    Asked,
    /// The terminal says that it can do nothing.
    DumbTerminal,
    /// Someone types, but what is written goes elsewhere than to a terminal.
    NoScreen,
}

impl Why {
    /// What is said of it, where nobody asked.
    pub(super) fn sentence(self) -> Option<Between> {
        match self {
            Self::Asked => None,
            Self::DumbTerminal => Some(Between::DumbTerminal),
            Self::NoScreen => Some(Between::NoScreen),
        }
    }
}

/// Whether a full screen is out of the question where standard input and output are terminals or not.
#[must_use]
pub fn needed(asked: bool, term: Option<&str>, typed: bool, shown: bool) -> Option<Why> {
    match (asked, typed, shown) {
        (true, ..) => Some(Why::Asked),
        (false, true, false) => Some(Why::NoScreen),
        (false, true, true) if term == Some("dumb") => Some(Why::DumbTerminal),
        _ => None,
    }
}

/// What this face is started with.
#[derive(Debug)]
pub struct Start<'a> {
    /// Settings of the user.
    pub config: &'a Config,
    /// Where things lie.
    pub paths: &'a Paths,
    /// What to ask at once.
    pub prompt: Option<String>,
    /// Why it goes line by line.
    pub why: Why,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_that_can_do_nothing_and_an_output_elsewhere_need_it() {
        assert_eq!(needed(true, None, false, false), Some(Why::Asked));
        assert_eq!(needed(false, Some("dumb"), true, true), Some(Why::DumbTerminal));
        assert_eq!(needed(false, Some("xterm"), true, false), Some(Why::NoScreen));
        assert_eq!(needed(false, Some("xterm"), true, true), None);
        assert_eq!(needed(false, Some("dumb"), false, false), None);
    }
}
