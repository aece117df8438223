//! The terminal of one step: read on as it prints, typed at, resized.

use crossterm::event::KeyEvent;

use crate::engine::output::Output;
use crate::engine::{StepId, TerminalSize};

use super::emulator::Emulator;
use super::encode;

/// The terminal of the step that runs, as far as the screen holds it.
#[derive(Debug)]
pub struct Console {
    /// Whose it is.
    pub step: StepId,
    emulator: Emulator,
    size: TerminalSize,
    resized: bool,
    /// Bytes of the step's output that the emulator has read.
    read: u64,
    typed: Vec<u8>,
}

impl Console {
    /// An empty one.
    #[must_use]
    pub fn new(step: StepId, size: TerminalSize) -> Self {
        let emulator = Emulator::new(size);
        Self { step, emulator, size, resized: false, read: 0, typed: Vec::new() }
    }

    /// What its program has drawn.
    #[must_use]
    pub fn emulator(&self) -> &Emulator {
        &self.emulator
    }

    /// Reads on in what its step has printed; answers to what the program asks are typed.
    pub fn read(&mut self, output: &Output) {
        if output.total() == self.read {
            return;
        }
        let (head, tail) = output.since(self.read);
        self.read = output.total();
        for piece in [head, tail] {
            self.emulator.feed(piece);
        }
        self.typed.extend(self.emulator.take_answers());
    }

    /// Takes the size of the pane that it is shown in.
    pub fn resize(&mut self, size: TerminalSize) {
        if size != self.size {
            self.size = size;
            self.resized = true;
            self.emulator.resize(size);
        }
    }

    /// Types a key.
    pub fn press(&mut self, bytes: &[u8]) {
        self.typed.extend(bytes);
    }

    /// What a key means to the program; empty for a key that terminals have no bytes for.
    #[must_use]
    pub fn key(&self, key: &KeyEvent) -> Vec<u8> {
        encode::key(key, self.emulator.modes())
    }

    /// What a paste means to the program.
    #[must_use]
    pub fn paste(&self, text: &str) -> Vec<u8> {
        encode::paste(text, self.emulator.modes())
    }

    /// What is to be typed at the program since the last call.
    pub fn take_typed(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.typed)
    }

    /// The new size, once after it has changed.
    pub fn take_resize(&mut self) -> Option<TerminalSize> {
        std::mem::take(&mut self.resized).then_some(self.size)
    }
}
