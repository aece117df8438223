//! All cases together: counts, times and rates.

use serde::{Deserialize, Serialize};

use super::record::Outcome;

/// What the cases of a run come to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Totals {
    pub(super) cases: usize,
    pub(super) right: usize,
    /// Right, with every value among the output.
    pub(super) grounded: usize,
    pub(super) median_s: f64,
    /// Nine of ten cases took no longer.
    pub(super) p90_s: f64,
    pub(super) seconds: f64,
    pub(super) prompt_tokens: u64,
    pub(super) generated_tokens: u64,
    /// Tokens written per second of writing; 0 where too few to time.
    pub(super) decode_tps: f64,
}

impl Totals {
    /// Adds up outcomes.
    pub(super) fn of<'a>(outcomes: impl IntoIterator<Item = &'a Outcome>) -> Self {
        let mut totals = Self::default();
        let (mut seconds, mut rate) = (Vec::new(), Rate::default());
        for outcome in outcomes {
            totals.cases += 1;
            totals.right += usize::from(outcome.right);
            totals.grounded += usize::from(outcome.grounded);
            totals.seconds += outcome.seconds;
            totals.prompt_tokens += outcome.prompt_tokens;
            totals.generated_tokens += outcome.generated_tokens;
            seconds.push(outcome.seconds);
            for reply in &outcome.replies {
                rate.add(reply.stats.generated_tokens, reply.stats.decode_tps);
            }
        }
        seconds.sort_by(f64::total_cmp);
        totals.median_s = median(&seconds);
        totals.p90_s = ninth_decile(&seconds);
        totals.decode_tps = rate.per_second();
        totals
    }
}

/// Tokens and the seconds that they took, as far as they were timed.
#[derive(Default)]
struct Rate {
    tokens: f64,
    seconds: f64,
}

impl Rate {
    /// A reply; its rate counts the tokens after the first.
    fn add(&mut self, tokens: u32, per_second: f64) {
        if per_second > 0.0 {
            let timed = f64::from(tokens.saturating_sub(1));
            self.tokens += timed;
            self.seconds += timed / per_second;
        }
    }

    fn per_second(&self) -> f64 {
        if self.seconds > 0.0 { self.tokens / self.seconds } else { 0.0 }
    }
}

fn median(sorted: &[f64]) -> f64 {
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => 0.0,
        length if length % 2 == 1 => sorted[middle],
        _ => f64::midpoint(sorted[middle - 1], sorted[middle]),
    }
}

/// The smallest figure that nine of ten do not exceed.
fn ninth_decile(sorted: &[f64]) -> f64 {
    let at = (sorted.len() * 9).div_ceil(10);
    sorted.get(at.saturating_sub(1)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_and_deciles_are_figures_that_occur_or_lie_between() {
        let figures: Vec<_> = (1..=10).map(f64::from).collect();
        let close = |got: f64, want: f64| assert!((got - want).abs() < 1e-9, "{got} {want}");
        close(median(&figures), 5.5);
        close(median(&figures[..3]), 2.0);
        close(ninth_decile(&figures), 9.0);
        close(ninth_decile(&figures[..3]), 3.0);
        close(median(&[]) + ninth_decile(&[]), 0.0);
    }

    #[test]
    fn a_rate_is_that_of_the_time_and_not_of_the_replies() {
        let mut rate = Rate::default();
        rate.add(101, 10.0);
        rate.add(11, 100.0);
        rate.add(5, 0.0);
        assert!((rate.per_second() - 110.0 / 10.1).abs() < 1e-9);
    }
}
