//! Guesses what comes next by looking the last tokens up in what was said before: code under repair, names of
//! files and columns come again word by word. A guess costs one pass for several tokens; only what the model
//! itself would have said is kept.

use llama_cpp_2::token::LlamaToken;

/// The least number of tokens that must agree before anything is guessed.
const LEAST_MATCH: usize = 3;
/// Agreement beyond this says no more.
const LONGEST_MATCH: usize = 32;
/// Lengths of a guess that are weighed against each other.
const LENGTHS: [usize; 5] = [3, 5, 7, 15, 31];

/// Learns how far guesses hold, by how much of the past agrees.
///
/// It counts tokens, never time, so that the same seed means the same run.
#[derive(Debug)]
pub(super) struct Lookup {
    costs: Costs,
    buckets: [Bucket; 3],
    open: Option<Guess>,
}

/// What a pass over several tokens costs, in passes over one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Costs {
    /// A processor computes; the figures were measured on two cores with AVX-512.
    Processor,
    /// A graphics processor waits for its memory either way.
    Graphics,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    held: f64,
    failed: f64,
}

#[derive(Debug, Clone, Copy)]
struct Guess {
    bucket: usize,
    length: usize,
}

impl Lookup {
    /// Knows nothing yet.
    pub(super) fn new(costs: Costs) -> Self {
        // Longer agreement is trusted more from the start.
        let prior = |held| Bucket { held, failed: 1.0 };
        Self { costs, buckets: [prior(4.0), prior(9.0), prior(19.0)], open: None }
    }

    /// What may follow these tokens; empty where a guess is not worth its cost. At most `most`.
    pub(super) fn guess(&mut self, tokens: &[LlamaToken], most: usize) -> Vec<LlamaToken> {
        let Some((from, agreed)) = find(tokens) else { return Vec::new() };
        let bucket = bucket(agreed);
        let trust = self.buckets[bucket].trust();
        let length = self.costs.best_length(trust).min(most).min(tokens.len() - from);
        if length == 0 {
            return Vec::new();
        }
        self.open = Some(Guess { bucket, length });
        tokens[from..from + length].to_vec()
    }

    /// Tells how much of the last guess was kept.
    pub(super) fn learn(&mut self, kept: usize) {
        let Some(Guess { bucket, length }) = self.open.take() else { return };
        self.buckets[bucket].count(kept, kept < length);
    }
}

impl Bucket {
    /// How likely it is that one more token holds.
    fn trust(self) -> f64 {
        self.held / (self.held + self.failed)
    }

    fn count(&mut self, held: usize, failed: bool) {
        /// What was seen long ago counts less.
        const FADE: f64 = 0.9;
        self.held = self.held * FADE + f64::from(u32::try_from(held).unwrap_or(u32::MAX));
        self.failed = self.failed * FADE + if failed { 1.0 } else { 0.05 };
    }
}

impl Costs {
    /// The length that brings most tokens for its cost; 0 where none is worth it.
    fn best_length(self, trust: f64) -> usize {
        let mut best = (0, 1.0);
        for length in LENGTHS {
            let gain = expected(trust, length) / self.of(length + 1);
            if gain > best.1 * 1.05 {
                best = (length, gain);
            }
        }
        best.0
    }

    fn of(self, tokens: usize) -> f64 {
        let points: &[(f64, f64)] = match self {
            Self::Processor => {
                &[(1.0, 1.0), (2.0, 1.8), (4.0, 3.1), (8.0, 5.6), (16.0, 8.2), (32.0, 12.0)]
            }
            Self::Graphics => &[(1.0, 1.0), (8.0, 1.2), (32.0, 1.6)],
        };
        let at = f64::from(u32::try_from(tokens).unwrap_or(u32::MAX));
        let between = points.windows(2).find(|pair| at <= pair[1].0);
        between.map_or(at, |pair| {
            let share = (at - pair[0].0) / (pair[1].0 - pair[0].0);
            pair[0].1 + share * (pair[1].1 - pair[0].1)
        })
    }
}

/// Tokens that a pass over a guess of that length brings: those that hold, and one more.
fn expected(trust: f64, length: usize) -> f64 {
    (0..=length).fold((0.0, 1.0), |(sum, all), _| (sum + all, all * trust)).0
}

fn bucket(agreed: usize) -> usize {
    match agreed {
        0..=4 => 0,
        5..=9 => 1,
        _ => 2,
    }
}

/// Where the text went on after the place that agrees with its end most, and for how many tokens it agrees;
/// of two such places the later one.
fn find(tokens: &[LlamaToken]) -> Option<(usize, usize)> {
    let last = *tokens.last()?;
    let mut best: Option<(usize, usize)> = None;
    for end in (LEAST_MATCH..tokens.len()).rev() {
        if tokens[end - 1] != last {
            continue;
        }
        let back = tokens[..end].iter().rev().zip(tokens.iter().rev());
        let agreed = back.take(LONGEST_MATCH).take_while(|(one, other)| one == other).count();
        if agreed >= LEAST_MATCH && best.is_none_or(|(_, most)| agreed > most) {
            best = Some((end, agreed));
            if agreed == LONGEST_MATCH {
                break;
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(ids: &[i32]) -> Vec<LlamaToken> {
        ids.iter().copied().map(LlamaToken).collect()
    }

    #[test]
    fn what_was_said_before_is_guessed_and_new_text_is_not() {
        let mut lookup = Lookup::new(Costs::Graphics);
        let guess = lookup.guess(&tokens(&[1, 2, 3, 4, 5, 6, 7, 9, 1, 2, 3]), 8);
        assert_eq!(guess, tokens(&[4, 5, 6, 7, 9, 1, 2, 3]));
        assert_eq!(lookup.guess(&tokens(&[1, 2, 3, 4, 5, 6]), 8), []);
        assert_eq!(lookup.guess(&tokens(&[1, 2]), 8), []);
        assert_eq!(lookup.guess(&[], 8), []);
    }

    #[test]
    fn the_place_that_agrees_most_is_followed() {
        let said = tokens(&[5, 1, 2, 3, 70, 71, 6, 1, 2, 3, 80, 81, 5, 1, 2, 3]);
        assert_eq!(find(&said), Some((4, 4)));
    }

    #[test]
    fn guesses_that_fail_are_given_up_and_those_that_hold_grow() {
        let said: Vec<_> = (0..40).chain(0..12).map(LlamaToken).collect();
        let mut lookup = Lookup::new(Costs::Processor);
        let first = lookup.guess(&said, 99).len();
        assert!(first > 0);
        for _ in 0..20 {
            lookup.guess(&said, 99);
            lookup.learn(0);
        }
        assert_eq!(lookup.guess(&said, 99), []);
        let mut lookup = Lookup::new(Costs::Processor);
        for _ in 0..5 {
            let length = lookup.guess(&said, 99).len();
            lookup.learn(length);
        }
        assert!(lookup.guess(&said, 99).len() >= first);
    }
}
