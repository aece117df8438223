//! Choosing one of the things in sight by a letter: to copy it, or to fold it.

use super::screen::Pane;

/// The letters, in the order of the things on the screen.
const LETTERS: &str = "123456789abcdefghijklmnopqrstuvwxyz";

/// What is to happen with the chosen thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// It is copied.
    Copy,
    /// It is folded, or unfolded.
    Fold,
}

/// What can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// This text.
    Text(String),
    /// An output that is too long to be copied, but lies in this file.
    Filed(String),
    /// This message, by its place in the transcript.
    Message(usize),
}

/// One thing in sight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its first row within the pane's text.
    pub y: u16,
    /// What it is.
    pub what: What,
}

/// A choice that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picking {
    /// Where.
    pub pane: Pane,
    /// What for.
    pub purpose: Purpose,
    /// What is in sight, once a frame has shown it.
    pub parts: Option<Vec<Part>>,
    /// The letter, where it came before that frame.
    pub letter: Option<char>,
}

impl Picking {
    /// A choice among what the next frame shows.
    #[must_use]
    pub fn new(pane: Pane, purpose: Purpose) -> Self {
        Self { pane, purpose, parts: None, letter: None }
    }

    /// The letter of thing number `n`.
    #[must_use]
    pub fn letter_of(n: usize) -> Option<char> {
        LETTERS.chars().nth(n)
    }

    /// The thing that a letter stands for.
    #[must_use]
    pub fn chosen(&self, letter: char) -> Option<&Part> {
        let at = LETTERS.chars().position(|known| known == letter)?;
        self.parts.as_ref()?.get(at)
    }
}
