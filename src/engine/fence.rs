//! Finds fenced code in a reply, byte by byte, however the stream is cut.

/// The prose and the fenced blocks of a reply so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fences {
    parts: Vec<Part>,
}

/// A piece of a reply, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Text outside of any fence.
    Prose(String),
    /// A fenced block; `closed` once its closing fence was seen.
    Block { tag: String, body: String, closed: bool },
}

impl Fences {
    /// Takes the next piece of the stream.
    pub fn push(&mut self, _text: &str) {}

    /// What is certain so far, and the open rest as it would read if the stream ended here.
    #[must_use]
    pub fn parts(&self) -> Vec<Part> {
        self.parts.clone()
    }

    /// Whether a block has been closed: nothing behind it is wanted.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        false
    }
}
