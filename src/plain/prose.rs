//! Lets prose through as it streams and holds fenced code back, as a step's own heading will show it.

/// Splits a stream of text by its fences, line by line.
#[derive(Debug, Default)]
pub struct Prose {
    /// The beginning of a line that may yet become a fence.
    undecided: String,
    /// This line is prose, part of which has gone out.
    streaming: bool,
    /// The fence that is open: its character and length.
    fence: Option<(char, usize)>,
    /// The block held back.
    block: String,
}

impl Prose {
    /// The prose that the next piece certainly holds.
    pub fn push(&mut self, piece: &str) -> String {
        let mut out = String::new();
        for c in piece.chars() {
            if self.streaming {
                out.push(c);
                self.streaming = c != '\n';
                continue;
            }
            self.undecided.push(c);
            if c == '\n' {
                self.line_ends(&mut out);
            } else if self.fence.is_none() && !may_open(&self.undecided) {
                out.push_str(&std::mem::take(&mut self.undecided));
                self.streaming = true;
            }
        }
        out
    }

    /// The block held back became a step.
    pub fn drop_block(&mut self) {
        *self = Self::default();
    }

    /// The reply is over and no step came of it: what was held back.
    pub fn finish(&mut self) -> String {
        let Self { undecided, block, .. } = std::mem::take(self);
        block + &undecided
    }

    fn line_ends(&mut self, out: &mut String) {
        let line = std::mem::take(&mut self.undecided);
        let (sign, length) = run(line.trim());
        match self.fence {
            Some((open, least)) => {
                if sign == open && length >= least && line.trim().len() == length {
                    self.fence = None;
                }
                self.block.push_str(&line);
            }
            None if length >= 3 => {
                self.fence = Some((sign, length));
                self.block.push_str(&line);
            }
            None => out.push_str(&line),
        }
    }
}

/// Whether a line that begins so can still become a fence.
fn may_open(line: &str) -> bool {
    let line = line.trim_start();
    let (_, length) = run(line);
    line.is_empty() || length >= 3 || length == line.len()
}

/// The fence character a line begins with, and how often.
fn run(line: &str) -> (char, usize) {
    match line.chars().next() {
        Some(sign @ ('`' | '~')) => (sign, line.chars().take_while(|c| *c == sign).count()),
        _ => (' ', 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_streams_and_code_waits_however_the_stream_is_cut() {
        let reply = "Let me see.\n`x` is it:\n```python\nprint(1)\n```\n";
        let whole = Prose::default().push(reply);
        assert_eq!(whole, "Let me see.\n`x` is it:\n");
        let mut cut = Prose::default();
        let pieces: String = reply.chars().map(|c| cut.push(&c.to_string())).collect();
        assert_eq!(pieces, whole);
        assert_eq!(cut.finish(), "```python\nprint(1)\n```\n");
        assert_eq!(Prose::default().push("no newline yet"), "no newline yet");
    }
}
