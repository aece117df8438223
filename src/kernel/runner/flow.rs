//! A step's output on its way: bytes become text, a flood becomes its head, a count and its tail.

use crate::engine::StepId;
use crate::kernel::protocol::{FromRunner, MAX_OUTPUT};

/// Bytes of one step that are passed on as they come.
const PASSED: u64 = 4 << 20;
/// Bytes kept of what comes after them.
const TAIL: usize = 256 * 1024;
/// Omitted bytes are told this often, so that a count can be shown while a flood lasts.
const TOLD: u64 = 64 << 20;

/// The output of one step.
#[derive(Debug)]
pub(super) struct Flow {
    step: StepId,
    passed: u64,
    omitted: u64,
    tail: Vec<u8>,
    partial: Vec<u8>,
    /// Bytes that are passed on as they come.
    most: u64,
}

impl Flow {
    pub(super) fn new(step: StepId) -> Self {
        Self { step, passed: 0, omitted: 0, tail: Vec::new(), partial: Vec::new(), most: PASSED }
    }

    /// All of it, as it comes: someone looks at it and types.
    pub(super) fn live(step: StepId) -> Self {
        Self { most: u64::MAX, ..Self::new(step) }
    }

    /// Takes what was read; gives what is to be told.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Vec<FromRunner> {
        if self.passed < self.most {
            self.passed += bytes.len() as u64;
            return self.text(bytes, false);
        }
        self.tail.extend_from_slice(bytes);
        if self.tail.len() > 2 * TAIL {
            let cut = self.tail.len() - TAIL;
            self.tail.drain(..cut);
            self.omitted += cut as u64;
        }
        if self.omitted >= TOLD { self.omission() } else { Vec::new() }
    }

    /// Gives what was held back; the step is over.
    pub(super) fn end(&mut self) -> Vec<FromRunner> {
        let mut frames = Vec::new();
        let mut tail = std::mem::take(&mut self.tail);
        if self.omitted > 0 {
            // The tail begins at a line, or at least at a character.
            let cut = tail.iter().take(4096).position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
            self.omitted += cut as u64;
            tail.drain(..cut);
            frames.extend(self.text(&[], true));
            frames.extend(self.omission());
        }
        frames.extend(self.text(&tail, true));
        self.passed = 0;
        frames
    }

    fn omission(&mut self) -> Vec<FromRunner> {
        vec![FromRunner::Omitted { step: self.step, bytes: std::mem::take(&mut self.omitted) }]
    }

    fn text(&mut self, bytes: &[u8], last: bool) -> Vec<FromRunner> {
        self.partial.extend_from_slice(bytes);
        let whole = if last { self.partial.len() } else { complete(&self.partial) };
        let text: Vec<u8> = self.partial.drain(..whole).collect();
        let text = String::from_utf8_lossy(&text);
        let mut frames = Vec::new();
        let mut rest = text.as_ref();
        while !rest.is_empty() {
            let (now, later) = rest.split_at(rest.floor_char_boundary(MAX_OUTPUT));
            frames.push(FromRunner::Output { step: self.step, text: now.to_owned() });
            rest = later;
        }
        frames
    }
}

/// How many bytes end with a whole character: a code point cut by a read waits for its rest.
fn complete(bytes: &[u8]) -> usize {
    let from = bytes.len().saturating_sub(3);
    for at in (from..bytes.len()).rev() {
        let width = match bytes[at] {
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            0x80..=0xBF => continue,
            _ => return bytes.len(),
        };
        return if at + width > bytes.len() { at } else { bytes.len() };
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(frames: &[FromRunner]) -> String {
        let text = frames.iter().map(|frame| match frame {
            FromRunner::Output { text, .. } => text.clone(),
            FromRunner::Omitted { bytes, .. } => format!("<{bytes}>"),
            other => format!("{other:?}"),
        });
        text.collect()
    }

    #[test]
    fn characters_survive_any_cut_of_the_stream() {
        let text = "é漢😀x";
        for cut in 0..=text.len() {
            let mut flow = Flow::new(StepId(1));
            let mut frames = flow.push(&text.as_bytes()[..cut]);
            frames.extend(flow.push(&text.as_bytes()[cut..]));
            frames.extend(flow.end());
            assert_eq!(joined(&frames), text, "cut at {cut}");
        }
    }

    #[test]
    fn a_flood_is_told_by_head_count_and_tail() {
        let mut flow = Flow::new(StepId(1));
        let line = [b"y\n".repeat(32768), Vec::new()].concat();
        let mut text = String::new();
        for _ in 0..200 {
            text += &joined(&flow.push(&line));
        }
        text += &joined(&flow.end());
        let (head, rest) = text.split_once('<').expect("an omission");
        let (count, tail) = rest.split_once('>').expect("an omission");
        let count: usize = count.parse().expect("a number");
        assert_eq!(head.len() + count + tail.len(), 200 * line.len());
        assert!(tail.len() >= TAIL - 2 && tail.ends_with("y\n"));
    }
}
