//! Whether a model fits into the memory that is free.

use serde::{Deserialize, Serialize};

/// How a need compares with the free memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// Takes at most 80 % of it.
    Fits,
    /// Takes at most 95 % of it.
    Tight,
    /// Takes more than there is to give.
    WontFit,
}

impl Fit {
    /// The verdict in words.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Fits => "fits",
            Self::Tight => "tight",
            Self::WontFit => "won't fit",
        }
    }
}

/// Judges a need against the free memory, both in bytes.
#[must_use]
pub fn fit(need: u64, available: u64) -> Fit {
    let (need, available) = (u128::from(need) * 100, u128::from(available));
    if need <= available * 80 {
        Fit::Fits
    } else if need <= available * 95 {
        Fit::Tight
    } else {
        Fit::WontFit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verdict_turns_at_80_and_95_percent() {
        let verdicts = [80, 81, 95, 96].map(|need| fit(need, 100));
        assert_eq!(verdicts, [Fit::Fits, Fit::Tight, Fit::Tight, Fit::WontFit]);
        assert_eq!(fit(u64::MAX, u64::MAX), Fit::WontFit);
        assert_eq!(fit(1, 0), Fit::WontFit);
    }
}
