//! What a step prints, line by line, as a terminal would leave it.

use super::Plain;

/// Longest part of an unfinished line that waits for its end.
const LINE: usize = 8 * 1024;

/// The output of a step as lines without control sequences; what a carriage return overwrites is left out.
#[derive(Debug, Default)]
pub struct Printed {
    step: u32,
    plain: Plain,
    line: String,
    returned: bool,
}

impl Printed {
    /// Whether this is the first that step `n` prints.
    pub fn begin(&mut self, n: u32) -> bool {
        let first = self.step != n;
        if first {
            *self = Self { step: n, ..Self::default() };
        }
        first
    }

    /// The lines that are complete with the next piece.
    pub fn push(&mut self, text: &str) -> Vec<String> {
        let mut lines = Vec::new();
        for c in self.plain.push(text).chars() {
            match c {
                '\r' => self.returned = true,
                '\n' => lines.push(self.take()),
                c => {
                    if self.returned {
                        self.line.clear();
                        self.returned = false;
                    }
                    self.line.push(c);
                    if self.line.len() >= LINE {
                        lines.push(self.take());
                    }
                }
            }
        }
        lines
    }

    fn take(&mut self) -> String {
        self.returned = false;
        std::mem::take(&mut self.line)
    }

    /// The last line, where it did not end.
    pub fn finish(&mut self) -> Vec<String> {
        if self.line.is_empty() { Vec::new() } else { vec![self.take()] }
    }
}
