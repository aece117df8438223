//! Where the lines of a long text begin: every thousandth, or more where they are long.

/// Lines between two known places.
const LINES: usize = 1000;
/// Bytes between two known places, unless one line has more.
const BYTES: u64 = 64 * 1024;

/// Known beginnings of lines.
#[derive(Debug)]
pub(super) struct Index {
    places: Vec<(usize, u64)>,
    lines: usize,
    bytes: u64,
    /// Where the line begins that is being read.
    line_start: u64,
}

impl Index {
    pub(super) fn new() -> Self {
        Self { places: vec![(0, 0)], lines: 0, bytes: 0, line_start: 0 }
    }

    /// Reads on.
    pub(super) fn push(&mut self, piece: &[u8]) {
        for part in piece.chunks(4096) {
            let ends = part.iter().filter(|byte| **byte == b'\n').count();
            let (line, place) = *self.places.last().unwrap_or(&(0, 0));
            let near =
                self.lines + ends < line + LINES && self.bytes + 4096 < place + BYTES || ends == 0;
            if near {
                if let Some(last) = part.iter().rposition(|byte| *byte == b'\n') {
                    self.line_start = self.bytes + last as u64 + 1;
                }
                self.lines += ends;
            } else {
                self.walk(part);
            }
            self.bytes += part.len() as u64;
        }
    }

    fn walk(&mut self, part: &[u8]) {
        let ends = part.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        for (at, _) in ends {
            self.lines += 1;
            self.line_start = self.bytes + at as u64 + 1;
            let (line, place) = *self.places.last().unwrap_or(&(0, 0));
            if self.lines >= line + LINES || self.line_start >= place + BYTES {
                self.places.push((self.lines, self.line_start));
            }
        }
    }

    /// Lines so far, an unfinished last one included.
    pub(super) fn lines(&self) -> usize {
        self.lines + usize::from(self.bytes > self.line_start)
    }

    /// The last known beginning at or before this line.
    pub(super) fn before(&self, line: usize) -> (usize, u64) {
        let at = self.places.partition_point(|(known, _)| *known <= line);
        self.places[at.saturating_sub(1)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found_from_a_place_near_before_it_however_the_text_is_cut() {
        let lines: Vec<String> =
            (0..50_000_usize).map(|n| format!("{n}{}\n", "x".repeat(n % 7 * (n % 97)))).collect();
        let text = lines.concat() + "end";
        for piece in [1000, 4096, 70_000] {
            let mut index = Index::new();
            text.as_bytes().chunks(piece).for_each(|piece| index.push(piece));
            assert_eq!(index.lines(), lines.len() + 1);
            for wanted in [0, 1, 999, 1000, 1001, 33_333, 50_000] {
                let (line, place) = index.before(wanted);
                assert!(line <= wanted && wanted - line <= LINES, "{line} for {wanted}");
                let from = &text[usize::try_from(place).expect("small")..];
                let found = from.split('\n').nth(wanted - line).expect("a line");
                let known = lines.get(wanted).map_or("end", |line| line.trim_end());
                assert_eq!(found, known);
            }
        }
    }

    #[test]
    fn a_text_without_line_ends_is_one_line() {
        let mut index = Index::new();
        index.push(&b"x".repeat(300_000));
        assert_eq!((index.lines(), index.before(0)), (1, (0, 0)));
        assert_eq!(Index::new().lines(), 0);
    }
}
