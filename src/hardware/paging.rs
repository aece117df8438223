//! Whether memory is short right now: swapping, and time lost in waiting for memory.

use std::fs;
use std::time::{Duration, Instant};

use super::roots::{Roots, named};

/// Counts pages that are swapped.
#[derive(Debug, Clone)]
pub struct Paging {
    roots: Roots,
    page: u64,
    counted: Option<(Instant, u64, u64)>,
}

impl Paging {
    /// Counts from the first reading on.
    #[must_use]
    pub fn new(roots: &Roots) -> Self {
        Self { roots: roots.clone(), page: page_size(roots), counted: None }
    }

    /// Bytes a second read back and written out since the last reading.
    pub fn rates(&mut self, now: Instant) -> Option<(u64, u64)> {
        let stat = fs::read_to_string(self.roots.proc.join("vmstat")).ok()?;
        let (read, written) = named(&stat, "pswpin").zip(named(&stat, "pswpout"))?;
        let (then, was_read, was_written) = self.counted.replace((now, read, written))?;
        let passed = now.saturating_duration_since(then);
        let rate = |pages: u64| per_second(pages.saturating_mul(self.page), passed);
        Some((rate(read.checked_sub(was_read)?)?, rate(written.checked_sub(was_written)?)?))
    }

    /// Share of the last ten seconds in which something waited for memory, 0 to 100.
    #[must_use]
    pub fn pressure(&self) -> Option<f32> {
        let text = fs::read_to_string(self.roots.proc.join("pressure/memory")).ok()?;
        let some = text.lines().find_map(|line| line.strip_prefix("some "))?;
        let share = some.split(' ').find_map(|field| field.strip_prefix("avg10="))?;
        share.parse::<f32>().ok().filter(|share| (0.0..=100.0).contains(share))
    }
}

fn per_second(bytes: u64, passed: Duration) -> Option<u64> {
    let ms = u64::try_from(passed.as_millis()).ok().filter(|ms| *ms > 0)?;
    Some(bytes.saturating_mul(1000) / ms)
}

/// The kernel tells it to every process, among other numbers in pairs.
fn page_size(roots: &Roots) -> u64 {
    const KEY: u64 = 6;
    const USUAL: u64 = 4096;
    let numbers = fs::read(roots.proc.join("self/auxv")).unwrap_or_default();
    let mut pairs = numbers.chunks_exact(2 * size_of::<usize>()).map(|pair| {
        let (key, value) = pair.split_at(size_of::<usize>());
        (native(key), native(value))
    });
    pairs.find_map(|(key, value)| (key == KEY && value > 0).then_some(value)).unwrap_or(USUAL)
}

fn native(bytes: &[u8]) -> u64 {
    bytes.try_into().map_or(0, |bytes| usize::from_ne_bytes(bytes) as u64)
}
