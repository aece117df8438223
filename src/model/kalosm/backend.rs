//! Kalosm behind the contract: templates, cache reuse, prefill in pieces, sampling.

use std::sync::Arc;

use super::super::answer::share;
use super::super::backend::{Backend, Failure, Work};
use super::super::cancel::Cancel;
use super::super::held::Seams;
use super::super::measure::{greedy, repair};
use super::super::protocol::Task;
use super::super::reply::Reply;
use super::super::sampling::Dice;
use super::super::template::{CUT, Template};
use super::bare::{self, filler};
use super::feed::{AHEAD, Feed, Fragment, PIECE};
use super::tap::{Tap, Tapped};
use super::vocabulary::Vocabulary;
use crate::engine::{ModelInfo, Prompt, Stats, StopCause};

/// A loaded model.
pub(in crate::model) struct Kalosm {
    info: ModelInfo,
    template: Template,
    seams: Seams,
    vocabulary: Arc<Vocabulary>,
    feed: Feed,
    dice: Option<Dice>,
    opening: String,
}

impl Kalosm {
    pub(super) fn new(
        info: ModelInfo,
        template: Template,
        marks: Vec<String>,
        vocabulary: Arc<Vocabulary>,
        feed: Feed,
    ) -> Self {
        let seams = Seams::probe(
            marks,
            |text| vocabulary.ids(text).unwrap_or_default(),
            |text| vocabulary.ids(text).unwrap_or_default(),
        );
        Self { info, template, seams, vocabulary, feed, dice: None, opening: String::new() }
    }

    /// Cuts the cache back to what it shares with a text, and lines the rest up.
    fn take_up(&mut self, text: &str, piece: usize) -> Result<Work, Failure> {
        let (keep, from) = self.feed.held.shared(text, &self.seams);
        self.feed.rewind(keep)?;
        let rest = self.feed.held.resume(text, from);
        let new = self.feed.line_up(rest, piece, &self.vocabulary)?;
        Ok(Work { prompt: number(keep + new), cached: number(keep) })
    }

    fn compute(
        &mut self,
        leave: usize,
        cancel: &Cancel,
        done: &mut dyn FnMut(u32),
    ) -> Result<(), Failure> {
        let mut computed = 0;
        while self.feed.waiting.len() > leave && !cancel.is_cancelled() {
            match self.feed.waiting.pop_front() {
                Some(Fragment::Piece(piece)) => {
                    self.feed.compute(&piece)?;
                    computed += piece.ends.len();
                    done(number(computed));
                }
                Some(Fragment::Cut) => self.feed.held.cut(),
                None => {}
            }
        }
        Ok(())
    }

    fn tokens(&self, text: &str) -> Result<u32, Failure> {
        let parts = text.split(CUT).map(|part| self.vocabulary.count(part));
        let sum = parts.sum::<Result<usize, _>>().map_err(Failure::Request)?;
        Ok(number(sum))
    }
}

impl Backend for Kalosm {
    fn info(&self) -> &ModelInfo {
        &self.info
    }

    fn count(&mut self, prompt: &Prompt) -> Result<Vec<u32>, Failure> {
        let all = self.tokens(&self.template.prompt(prompt)?)?;
        let texts = prompt.messages.iter().map(|message| self.template.plain(&message.text));
        let counts = texts.map(|text| self.tokens(&text)).collect::<Result<Vec<_>, _>>()?;
        Ok(share(counts, all))
    }

    fn begin(&mut self, prompt: &Prompt) -> Result<Work, Failure> {
        let work = self.take_up(&self.template.prompt(prompt)?, PIECE)?;
        self.dice = Some(Dice::new(prompt.sampling, Vec::new()));
        self.opening.clone_from(&prompt.opening);
        Ok(work)
    }

    fn begin_ahead(&mut self, prompt: &Prompt) -> Result<Work, Failure> {
        let text = self.template.beginning(prompt)?;
        if text.is_empty() || self.feed.held.covers(&text) {
            self.feed.waiting.clear();
            return Ok(Work::default());
        }
        self.take_up(&text, AHEAD)
    }

    fn begin_measure(&mut self, prompt: u32, tokens: u32, task: Task) -> Result<Work, Failure> {
        self.feed.reset()?;
        if task == Task::Repair {
            return self.begin(&repair(tokens));
        }
        let text = filler(&self.vocabulary, prompt)?;
        let new = self.feed.line_up(&text, PIECE, &self.vocabulary)?;
        self.dice = Some(Dice::new(greedy(tokens), self.vocabulary.ends()));
        self.opening.clear();
        Ok(Work { prompt: number(new), cached: 0 })
    }

    fn prefill(&mut self, cancel: &Cancel, done: &mut dyn FnMut(u32)) -> Result<(), Failure> {
        let done = self.compute(1, cancel, done);
        self.feed.held.goes_on = cancel.is_cancelled();
        done
    }

    fn prefill_all(&mut self, cancel: &Cancel, done: &mut dyn FnMut(u32)) -> Result<(), Failure> {
        let done = self.compute(0, cancel, done);
        self.feed.held.goes_on = true;
        done
    }

    fn generate(&mut self, mut reply: Reply) -> Result<(Reply, StopCause), Failure> {
        reply.open(&std::mem::take(&mut self.opening));
        let (Some(Fragment::Piece(piece)), Some(dice)) =
            (self.feed.waiting.pop_front(), self.dice.take())
        else {
            return Err(Failure::Request("the prompt is empty".into()));
        };
        let tap = Tap::new(Tapped::new(reply, dice, self.vocabulary.clone()));
        let sampled = self.feed.sample(&piece, tap.clone());
        let Some(mut tapped) = tap.take() else {
            return Err(Failure::Broken("the engine lost a reply".into()));
        };
        for (text, whole) in &tapped.fed {
            self.feed.held.push(text, *whole);
        }
        match (tapped.stop, sampled) {
            (Some(stop), _) => {
                tapped.finish();
                Ok((tapped.reply, stop))
            }
            (None, Err(failure)) => Err(failure),
            (None, Ok(())) => Err(Failure::Broken("the engine stopped without a cause".into())),
        }
    }

    fn measure_bare(&mut self, prompt: u32, tokens: u32, task: Task) -> Result<Stats, Failure> {
        self.feed.reset()?;
        let (text, ends) = match task {
            Task::Text => (filler(&self.vocabulary, prompt)?, self.vocabulary.ends()),
            Task::Repair => (self.template.prompt(&repair(tokens))?, Vec::new()),
        };
        let prompt = self.tokens(&text)?;
        let measured = bare::measure(&mut self.feed, &text, prompt, tokens, ends);
        self.feed.reset()?;
        measured
    }
}

pub(super) fn number(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}
