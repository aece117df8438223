//! Draws the next token from the likeliest ones: our own, so that a seed means the same run.

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};

use crate::engine::Sampling;

const TOP_K: usize = 40;
const PENALTY: f32 = 1.05;
const PENALTY_WINDOW: usize = 64;

/// Draws tokens of one reply.
#[derive(Debug)]
pub(super) struct Dice {
    sampling: Sampling,
    rng: StdRng,
    drawn: Vec<u32>,
    forbidden: Vec<u32>,
}

impl Dice {
    /// Dice for one reply; `forbidden` tokens are never drawn.
    #[must_use]
    pub(super) fn new(sampling: Sampling, forbidden: Vec<u32>) -> Self {
        let rng = sampling.seed.map_or_else(StdRng::from_entropy, StdRng::seed_from_u64);
        Self { sampling, rng, drawn: Vec::new(), forbidden }
    }

    /// The next token, from (token, logit) pairs; `None` if there is none to draw.
    pub(super) fn draw(&mut self, logits: &[(u32, f32)]) -> Option<u32> {
        let allowed = logits.iter().filter(|(token, _)| !self.forbidden.contains(token)).copied();
        let token = if self.sampling.temperature <= 0.0 {
            allowed.max_by(|one, other| one.1.total_cmp(&other.1))?.0
        } else {
            let mut candidates: Vec<_> =
                allowed.map(|(token, logit)| (token, self.penalised(token, logit))).collect();
            candidates.sort_by(|one, other| other.1.total_cmp(&one.1));
            candidates.truncate(TOP_K);
            self.roll(&candidates)?
        };
        self.drawn.push(token);
        Some(token)
    }

    fn penalised(&self, token: u32, logit: f32) -> f32 {
        let recent = &self.drawn[self.drawn.len().saturating_sub(PENALTY_WINDOW)..];
        match (recent.contains(&token), logit > 0.0) {
            (false, _) => logit,
            (true, true) => logit / PENALTY,
            (true, false) => logit * PENALTY,
        }
    }

    /// Draws within the nucleus of candidates that are sorted, likeliest first.
    fn roll(&mut self, candidates: &[(u32, f32)]) -> Option<u32> {
        let best = candidates.first()?.1;
        let weight = |logit: f32| ((logit - best) / self.sampling.temperature).exp();
        let all: f32 = candidates.iter().map(|(_, logit)| weight(*logit)).sum();
        let mut nucleus = Vec::with_capacity(candidates.len());
        let mut sum = 0.0;
        for (token, logit) in candidates {
            sum += weight(*logit);
            nucleus.push((*token, sum));
            if sum >= all * self.sampling.top_p {
                break;
            }
        }
        let at = self.rng.r#gen::<f32>() * sum;
        nucleus.iter().find(|(_, upto)| at < *upto).or(nucleus.last()).map(|(token, _)| *token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sampling(temperature: f32, seed: u64) -> Sampling {
        Sampling { temperature, top_p: 0.9, seed: Some(seed), max_tokens: 9 }
    }

    #[test]
    fn temperature_zero_takes_the_likeliest_token_for_ever() {
        let mut dice = Dice::new(sampling(0.0, 1), Vec::new());
        assert!((0..99).all(|_| dice.draw(&[(7, 1.0), (8, 1.1), (9, 0.5)]) == Some(8)));
    }

    #[test]
    fn a_seed_means_the_same_run_but_not_the_same_number_for_every_token() {
        let logits: Vec<_> = (0..20_u16).map(|n| (u32::from(n), f32::from(n) * 0.01)).collect();
        let run = |seed| {
            let mut dice = Dice::new(sampling(1.0, seed), Vec::new());
            (0..50).map(|_| dice.draw(&logits)).collect::<Vec<_>>()
        };
        assert_eq!(run(1), run(1));
        assert_ne!(run(1), run(2));
        assert!(run(1).iter().any(|token| *token != run(1)[0]));
    }

    #[test]
    fn tokens_outside_of_the_nucleus_and_forbidden_ones_are_never_drawn() {
        let mut dice = Dice::new(sampling(1.0, 3), vec![5]);
        let logits = [(1, 9.0), (2, 8.9), (3, 0.0), (5, 20.0)];
        assert!((0..200).all(|_| matches!(dice.draw(&logits), Some(1 | 2))));
        assert_eq!(dice.draw(&[(5, 1.0)]), None);
    }
}
