//! The prose and the code of a reply, however its stream is cut: only complete lines are decided.

use super::grammar::{Context, Inside, Opened};
use crate::engine::guess;

/// The prose and the fenced blocks of a reply so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fences {
    parts: Vec<Part>,
    open: Option<Opened>,
    /// Whether the open block has a line yet: an empty one is not none.
    begun: bool,
    context: Context,
    /// What has arrived of the current line.
    line: String,
}

/// A piece of a reply, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Text outside of any fence, line feeds included.
    Prose(String),
    /// A fenced block: the first word behind its fence, and its lines joined by line feeds, without
    /// one at the end; `closed` once its closing fence was seen.
    Block { tag: String, body: String, closed: bool },
}

impl Fences {
    /// Takes the next piece of the stream.
    pub fn push(&mut self, text: &str) {
        for piece in text.split_inclusive('\n') {
            self.line.push_str(piece);
            if piece.ends_with('\n') {
                self.end_line();
            }
        }
    }

    /// Ends the stream: what stands in an incomplete line counts.
    pub fn finish(&mut self) {
        if !self.line.is_empty() {
            self.end_line();
        }
    }

    /// What is certain so far, and the open rest as it would read if the stream ended here.
    #[must_use]
    pub fn parts(&self) -> Vec<Part> {
        let mut ended = self.clone();
        ended.finish();
        ended.parts
    }

    /// Whether a block has been closed for certain: nothing behind it is wanted.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Block { closed: true, .. }))
    }

    /// Whether a block is closed if the stream ends here: the earliest moment to stop generating.
    #[must_use]
    pub fn closes_at_end(&self) -> bool {
        let closing =
            |open: &Opened| open.read(self.line.trim_end_matches('\r')) == Inside::Closing;
        self.open.as_ref().is_some_and(closing) || self.is_closed()
    }

    /// Tag and body of the first block that a kernel could run.
    #[must_use]
    pub fn code(&self) -> Option<(String, String)> {
        self.parts().into_iter().find_map(|part| match part {
            Part::Block { tag, body, .. } if guess::guess(&tag, &body).is_some() => {
                Some((tag, body))
            }
            _ => None,
        })
    }

    fn end_line(&mut self) {
        let whole = std::mem::take(&mut self.line);
        let line = whole.trim_end_matches(['\r', '\n']);
        let inside = self.open.as_ref().map_or(Inside::Outside, |open| open.read(line));
        match (inside, self.parts.last_mut()) {
            (Inside::Body(code), Some(Part::Block { body, .. })) => {
                if self.begun {
                    body.push('\n');
                }
                body.push_str(&code);
                self.begun = true;
            }
            (Inside::Closing, Some(Part::Block { closed, .. })) => {
                *closed = true;
                self.open = None;
            }
            _ => {
                self.open = None;
                self.outside(line, whole.ends_with('\n'));
            }
        }
    }

    fn outside(&mut self, line: &str, complete: bool) {
        if let Some((open, tag)) = self.context.opening(line) {
            self.parts.push(Part::Block { tag, body: String::new(), closed: false });
            (self.open, self.begun) = (Some(open), false);
            return;
        }
        self.context.pass(line);
        if !matches!(self.parts.last(), Some(Part::Prose(_))) {
            self.parts.push(Part::Prose(String::new()));
        }
        if let Some(Part::Prose(text)) = self.parts.last_mut() {
            text.push_str(line);
            text.push_str(if complete { "\n" } else { "" });
        }
    }
}
