//! A step's output on its way: bytes become text, a flood becomes its head, a count and its tail.

use super::spill::{Kept, Spill, Spills};
use crate::engine::{Level, StepId};
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
    /// Bytes behind those that were passed on, of which nothing was told yet.
    unsaid: u64,
    /// The last of them, while no file holds them.
    tail: Vec<u8>,
    partial: Vec<u8>,
    spills: Spills,
    spill: Spill,
    stage: Stage,
    /// Bytes that are passed on as they come.
    most: u64,
}

/// Whether more output is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// The step runs; at the quota it is held.
    Taking,
    /// Nothing is read until somebody decides.
    Held,
    /// What is over the quota is counted: somebody decided so, or the step has ended.
    Dropping,
}

impl Flow {
    pub(super) fn new(step: StepId) -> Self {
        Self {
            step,
            passed: 0,
            unsaid: 0,
            tail: Vec::new(),
            partial: Vec::new(),
            spills: Spills::default(),
            spill: Spill::new(),
            stage: Stage::Dropping,
            most: PASSED,
        }
    }

    /// Goes on with the next step.
    pub(super) fn begin(&mut self, step: StepId) {
        let mut spills = std::mem::take(&mut self.spills);
        spills.settle(&self.spill);
        *self = Self { spills, stage: Stage::Taking, ..Self::new(step) };
    }

    /// Goes on with a step at a terminal: all of it, as it comes, since someone looks at it and types.
    pub(super) fn begin_live(&mut self, step: StepId) {
        self.begin(step);
        self.most = u64::MAX;
    }

    /// Whether the step has reached its quota, so that nothing should be read for now.
    pub(super) fn is_held(&self) -> bool {
        self.stage == Stage::Held
    }

    /// Lets a held step print on; no more of it is kept.
    pub(super) fn let_go(&mut self, step: StepId) {
        if self.step == step && self.is_held() {
            self.stage = Stage::Dropping;
            self.keep_no_more();
        }
    }

    /// Takes what was read; gives what is to be told.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Vec<FromRunner> {
        let (kept, mut frames) = self.keep(bytes);
        if self.passed < self.most {
            self.passed += bytes.len() as u64;
            frames.extend(self.text(bytes, false));
            if kept == Kept::InNewFile {
                frames.push(self.kept());
            }
        } else {
            self.hold_back(bytes);
            if self.unsaid >= TOLD + TAIL as u64 {
                let bytes = self.unsaid - TAIL as u64;
                self.unsaid = TAIL as u64;
                frames.push(FromRunner::Omitted { step: self.step, bytes });
            }
        }
        if kept == Kept::AtQuota && self.stage == Stage::Taking {
            self.stage = Stage::Held;
            frames.extend(self.rest());
            frames.push(FromRunner::Held { step: self.step });
        }
        frames
    }

    /// Keeps the bytes as far as that is possible.
    fn keep(&mut self, bytes: &[u8]) -> (Kept, Vec<FromRunner>) {
        if !self.spill.has_room_for(bytes.len()) {
            self.keep_no_more();
        }
        match self.spill.push(self.step, bytes, &mut self.spills) {
            Ok(kept) => (kept, Vec::new()),
            Err(error) => {
                self.keep_no_more();
                self.spill.remove();
                let complaint = self.spills.complaint(&error);
                let notice = |text| FromRunner::Notice { level: Level::Warning, text };
                (Kept::No, std::iter::once(self.kept()).chain(complaint.map(notice)).collect())
            }
        }
    }

    /// Gives what was held back; the step is over.
    pub(super) fn end(&mut self) -> Vec<FromRunner> {
        let frames = self.rest();
        self.passed = 0;
        self.stage = Stage::Dropping;
        frames
    }

    fn keep_no_more(&mut self) {
        if self.spill.is_open() {
            self.tail = self.spill.last(unsaid(self.unsaid, TAIL));
            self.spill.close();
        }
    }

    fn hold_back(&mut self, bytes: &[u8]) {
        self.unsaid += bytes.len() as u64;
        if self.spill.is_open() {
            return;
        }
        self.tail.extend_from_slice(bytes);
        if self.tail.len() > 2 * TAIL {
            self.tail.drain(..self.tail.len() - TAIL);
        }
    }

    /// Tells all that was not told yet: how much is left out, and the last of it.
    fn rest(&mut self) -> Vec<FromRunner> {
        let most = unsaid(self.unsaid, 2 * TAIL);
        let mut tail = match &self.spill {
            spill if spill.is_open() => spill.last(most),
            _ => std::mem::take(&mut self.tail),
        };
        tail.drain(..tail.len().saturating_sub(most));
        let mut omitted = self.unsaid - tail.len() as u64;
        self.unsaid = 0;
        let mut frames = Vec::new();
        if omitted > 0 {
            // The tail begins at a line, or at least at a character.
            let cut = tail.iter().take(4096).position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
            omitted += cut as u64;
            tail.drain(..cut);
            frames.extend(self.text(&[], true));
            frames.push(FromRunner::Omitted { step: self.step, bytes: omitted });
        }
        frames.extend(self.text(&tail, true));
        if self.spill.file().is_some() {
            frames.push(self.kept());
        }
        frames
    }

    fn kept(&self) -> FromRunner {
        FromRunner::Kept { step: self.step, file: self.spill.file() }
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

/// How many of so many bytes are wanted back.
fn unsaid(bytes: u64, most: usize) -> usize {
    usize::try_from(bytes).unwrap_or(most).min(most)
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
    use crate::engine::output::OutputFile;

    fn joined(frames: &[FromRunner]) -> String {
        let text = frames.iter().map(|frame| match frame {
            FromRunner::Output { text, .. } => text.clone(),
            FromRunner::Omitted { bytes, .. } => format!("<{bytes}>"),
            FromRunner::Kept { .. } => String::new(),
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

    fn tail_of(text: &str, printed: usize) -> &str {
        let (head, rest) = text.split_once('<').expect("an omission");
        let (count, tail) = rest.split_once('>').expect("an omission");
        let count: usize = count.parse().expect("a number");
        assert_eq!(head.len() + count + tail.len(), printed);
        tail
    }

    #[test]
    fn a_flood_is_told_by_head_count_and_tail() {
        let mut flow = Flow::new(StepId(1));
        let line = b"y\n".repeat(32768);
        let mut text = String::new();
        for _ in 0..200 {
            text += &joined(&flow.push(&line));
        }
        text += &joined(&flow.end());
        let tail = tail_of(&text, 200 * line.len());
        assert!(tail.len() >= TAIL - 2 && tail.ends_with("y\n"));
    }

    #[test]
    fn a_flood_that_is_let_go_is_dropped_behind_the_quota_and_still_ends_with_its_end() {
        let mut flow = Flow::new(StepId(1));
        flow.begin(StepId(2));
        let piece = b"0123456\n".repeat(8192);
        let (mut pushed, mut held, mut file, mut told) = (0_usize, 0, None, 0);
        let mut take = |frames: Vec<FromRunner>, file: &mut Option<OutputFile>| {
            for frame in frames {
                match frame {
                    FromRunner::Held { .. } => held += 1,
                    FromRunner::Kept { file: kept, .. } => *file = kept,
                    FromRunner::Omitted { bytes, .. } => told += bytes,
                    FromRunner::Output { text, .. } => told += text.len() as u64,
                    other => panic!("{other:?}"),
                }
            }
        };
        while !flow.is_held() {
            take(flow.push(&piece), &mut file);
            pushed += piece.len();
        }
        flow.let_go(StepId(2));
        for n in 0..2000 {
            take(flow.push(&piece), &mut file);
            pushed += piece.len();
            assert!(flow.tail.len() <= 2 * TAIL, "at {n}");
        }
        take(flow.end(), &mut file);
        assert_eq!((held, told), (1, pushed as u64));
        let file = file.expect("a file");
        assert!(!file.whole && file.bytes >= 256 << 20);
        assert_eq!(std::fs::metadata(&file.path).expect("a file").len(), file.bytes);
    }
}
