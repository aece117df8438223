//! How fast a model will probably write: the memory that is read for a token, at the speed of the memory.

use super::Entry;

/// What one core of an ordinary machine reads a second, cautiously.
const PER_CORE: f64 = 5e9;
/// What more cores do not add to.
const MOST: f64 = 20e9;

/// How many bytes of weights a second an engine gets through.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bandwidth {
    /// Bytes a second.
    pub bytes: f64,
    /// Whether it was worked out from models that were run here.
    pub measured: bool,
}

impl Bandwidth {
    /// A cautious guess for a machine where no model has run yet.
    #[must_use]
    pub fn cautious(cores: u32) -> Self {
        Self { bytes: (PER_CORE * f64::from(cores.max(1))).min(MOST), measured: false }
    }

    /// From models that were run here: (tokens a second, bytes read for a token); `None` without any.
    #[must_use]
    pub fn of_runs(runs: impl Iterator<Item = (f64, u64)>) -> Option<Self> {
        let mut bytes: Vec<f64> = runs
            .map(|(tps, read)| tps * float(read))
            .filter(|bytes| bytes.is_finite() && *bytes > 0.0)
            .collect();
        bytes.sort_by(f64::total_cmp);
        bytes.get(bytes.len() / 2).map(|bytes| Self { bytes: *bytes, measured: true })
    }

    /// Tokens a second of a model that reads so many bytes for each.
    #[must_use]
    pub fn decode_tps(&self, read: u64) -> f64 {
        if read == 0 { 0.0 } else { self.bytes / float(read) }
    }
}

impl Entry {
    /// Bytes that are read for a token.
    #[must_use]
    pub fn read_per_token(&self) -> u64 {
        read_per_token(self.size().bytes(), self.parameters, self.active)
    }
}

/// Bytes that are read for a token: the file, or the share of it that is active.
#[must_use]
pub fn read_per_token(bytes: u64, parameters: u64, active: Option<u64>) -> u64 {
    match active {
        Some(active) if active < parameters => {
            let share = u128::from(bytes) * u128::from(active) / u128::from(parameters);
            u64::try_from(share).unwrap_or(bytes)
        }
        _ => bytes,
    }
}

#[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^52")]
fn float(bytes: u64) -> f64 {
    bytes as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_the_active_share_and_the_middle_run_sets_the_pace() {
        assert_eq!(read_per_token(18_000, 30, Some(3)), 1_800);
        assert_eq!(read_per_token(18_000, 30, None), 18_000);
        let runs = [(10.0, 1_000_000_000), (1.0, 1_000_000_000), (12.0, 1_000_000_000)];
        let known = Bandwidth::of_runs(runs.into_iter()).expect("measured");
        assert!((known.bytes - 10e9).abs() < 1.0 && known.measured, "{known:?}");
        assert!((known.decode_tps(2_000_000_000) - 5.0).abs() < 1e-9);
        assert_eq!(Bandwidth::of_runs(std::iter::empty()), None);
        assert!((Bandwidth::cautious(2).bytes - 10e9).abs() < 1.0);
        assert!((Bandwidth::cautious(64).bytes - 20e9).abs() < 1.0);
    }
}
