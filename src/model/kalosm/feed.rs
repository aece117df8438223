//! The cache: feeding text to it, and cutting it back.

use std::collections::VecDeque;

use candle_core::Device;
use kalosm::language::{
    CreateTextCompletionSession as _, GenerationParameters, Llama, LlamaSession,
    TextCompletionModel as _,
};
use tokio::runtime::Runtime;

use super::super::backend::Failure;
use super::super::held::Held;
use super::super::template::CUT;
use super::vocabulary::{Piece, Vocabulary};

/// Tokens computed between two looks at the stop flag; a fixed size, as Kalosm keeps a mask for each.
pub(super) const PIECE: usize = 64;
/// The same where nobody waits for it yet: whoever asks meanwhile must not wait long.
pub(super) const AHEAD: usize = 16;

/// Kalosm's session with our own account of what it holds.
pub(super) struct Feed {
    runtime: Runtime,
    llama: Llama,
    session: LlamaSession,
    pub(super) held: Held,
    pub(super) waiting: VecDeque<Fragment>,
}

/// What is fed next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fragment {
    /// Text, at most [`PIECE`] tokens of it.
    Piece(Piece),
    /// What follows is tokenised apart.
    Cut,
}

impl Feed {
    pub(super) fn new(runtime: Runtime, llama: Llama) -> Result<Self, Failure> {
        let session = llama.new_session().map_err(broken)?;
        let (held, waiting) = (Held::default(), VecDeque::new());
        Ok(Self { runtime, llama, session, held, waiting })
    }

    /// Empties the cache.
    pub(super) fn reset(&mut self) -> Result<(), Failure> {
        self.session = self.llama.new_session().map_err(broken)?;
        self.held = Held::default();
        Ok(())
    }

    /// Cuts the cache back to its first tokens.
    pub(super) fn rewind(&mut self, keep: usize) -> Result<(), Failure> {
        let held = self.held.tokens();
        self.held.truncate(keep);
        if keep == held {
            return Ok(());
        }
        if keep == 0 {
            return self.reset();
        }
        let kept = self.session.get_tensor_map(&Device::Cpu).into_iter().map(|(name, tensor)| {
            let tensor = if matches!(name.rsplit('.').next(), Some("key" | "value")) {
                tensor.narrow(2, 0, keep)?.contiguous()?
            } else if name == "llama.cache.tokens" {
                tensor.narrow(0, 0, keep)?
            } else {
                tensor
            };
            Ok((name, tensor))
        });
        let kept = kept.collect::<candle_core::Result<_>>().map_err(broken)?;
        self.session = LlamaSession::from_tensor_map(kept).map_err(broken)?;
        Ok(())
    }

    /// Lines text up to be fed in pieces of so many tokens; returns how many tokens it has.
    pub(super) fn line_up(
        &mut self,
        text: &str,
        piece: usize,
        words: &Vocabulary,
    ) -> Result<usize, Failure> {
        self.waiting = fragments(text, piece, words)?;
        let tokens = self.waiting.iter().map(|fragment| match fragment {
            Fragment::Piece(piece) => piece.ends.len(),
            Fragment::Cut => 0,
        });
        Ok(tokens.sum())
    }

    /// Computes one piece and samples nothing.
    pub(super) fn compute(&mut self, piece: &Piece) -> Result<(), Failure> {
        let nothing = GenerationParameters::new().with_max_length(0);
        let computing =
            self.llama
                .stream_text_with_callback(&mut self.session, &piece.text, nothing, |_| Ok(()));
        self.runtime.block_on(computing).map_err(broken)?;
        self.note(piece);
        Ok(())
    }

    /// Computes one piece and lets the sampler draw what follows; `Err` also where the sampler stopped.
    pub(super) fn sample<S: llm_samplers::prelude::Sampler + 'static>(
        &mut self,
        piece: &Piece,
        sampler: S,
    ) -> Result<(), Failure> {
        let sampling =
            self.llama
                .stream_text_with_callback(&mut self.session, &piece.text, sampler, |_| Ok(()));
        let done = self.runtime.block_on(sampling).map_err(broken);
        self.note(piece);
        done
    }

    fn note(&mut self, piece: &Piece) {
        let mut from = 0;
        for end in &piece.ends {
            match *end {
                Some(end) => {
                    self.held.push(piece.text.get(from..end).unwrap_or_default(), true);
                    from = end;
                }
                None => self.held.push("", false),
            }
        }
    }
}

fn fragments(text: &str, piece: usize, words: &Vocabulary) -> Result<VecDeque<Fragment>, Failure> {
    let mut fragments = VecDeque::new();
    for (index, part) in text.split(CUT).enumerate() {
        if index > 0 {
            fragments.push_back(Fragment::Cut);
        }
        let pieces = words.pieces(part, piece).map_err(Failure::Request)?;
        fragments.extend(pieces.into_iter().map(Fragment::Piece));
    }
    Ok(fragments)
}

/// The first line of an error: Candle adds a backtrace where one is asked for.
pub(super) fn broken(error: impl std::fmt::Display) -> Failure {
    let text = error.to_string();
    Failure::Broken(format!("the engine failed: {}", text.lines().next().unwrap_or_default()))
}
