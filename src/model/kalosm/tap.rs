//! The sampler that Kalosm calls for every token: here tokens are drawn, counted, told and stopped.

use std::sync::{Arc, Mutex, PoisonError};

use llm_samplers::prelude::{HasSamplerResources, Logits, Sampler};

use super::super::detokenise::Detokeniser;
use super::super::reply::Reply;
use super::super::sampling::Dice;
use super::vocabulary::Vocabulary;
use crate::engine::StopCause;

/// A reply while Kalosm's thread samples it.
#[derive(Debug)]
pub(super) struct Tapped {
    pub(super) reply: Reply,
    pub(super) stop: Option<StopCause>,
    /// The text that each token in the cache brought, and whether it ended with a whole character.
    pub(super) fed: Vec<(String, bool)>,
    dice: Dice,
    detokeniser: Detokeniser,
    vocabulary: Arc<Vocabulary>,
}

impl Tapped {
    pub(super) fn new(reply: Reply, dice: Dice, vocabulary: Arc<Vocabulary>) -> Self {
        let detokeniser = Detokeniser::default();
        Self { reply, stop: None, fed: Vec::new(), dice, detokeniser, vocabulary }
    }

    /// Tells what a cut character left behind.
    pub(super) fn finish(&mut self) {
        let rest = self.detokeniser.finish();
        self.reply.flush(&rest);
    }

    /// The next token; `None` ends the reply, before anything more is computed for it.
    fn next(&mut self, logits: &Logits) -> Option<u32> {
        if let Some(stop) = self.reply.stop_before() {
            self.stop = Some(stop);
            return None;
        }
        let pairs: Vec<_> = logits.iter().map(|logit| (logit.token_id, logit.logit)).collect();
        let token = self.dice.draw(&pairs)?;
        if self.vocabulary.is_end(token) {
            self.reply.end();
            self.stop = Some(StopCause::EndOfText);
            return None;
        }
        let text = self.detokeniser.push(&self.vocabulary.bytes(token));
        self.stop = self.reply.take(&text);
        if self.stop.is_some() {
            return None;
        }
        self.fed.push((text, self.detokeniser.is_clean()));
        Some(token)
    }
}

/// What Kalosm owns of it.
#[derive(Debug, Clone)]
pub(super) struct Tap(pub(super) Arc<Mutex<Option<Tapped>>>);

impl Tap {
    pub(super) fn new(tapped: Tapped) -> Self {
        Self(Arc::new(Mutex::new(Some(tapped))))
    }

    pub(super) fn take(&self) -> Option<Tapped> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Sampler for Tap {
    fn sample<'a>(
        &mut self,
        _resources: &mut dyn HasSamplerResources,
        logits: &'a mut Logits,
    ) -> anyhow::Result<&'a mut Logits> {
        Ok(logits)
    }

    fn sample_token(
        &mut self,
        _resources: &mut dyn HasSamplerResources,
        logits: &mut Logits,
    ) -> anyhow::Result<Option<u32>> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match held.as_mut().and_then(|tapped| tapped.next(logits)) {
            Some(token) => Ok(Some(token)),
            None => anyhow::bail!("the reply is over"),
        }
    }
}
