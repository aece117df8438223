//! llama.cpp behind the contract: templates, cache reuse, prefill in pieces, sampling, drafts.

use llama_cpp_2::token::LlamaToken;

use super::super::answer::share;
use super::super::backend::{Backend, Failure, Work};
use super::super::cancel::Cancel;
use super::super::detokenise::Detokeniser;
use super::super::held::Seams;
use super::super::measure::{SENTENCE, greedy, repair};
use super::super::protocol::Task;
use super::super::reply::Reply;
use super::super::sampling::Dice;
use super::super::template::{CUT, Template};
use super::bare;
use super::draft::{Costs, Lookup};
use super::feed::{BATCH, Feed, Fragment};
use super::vocabulary::{Spelled, Vocabulary};
use crate::engine::{ModelInfo, Prompt, Stats, StopCause};

/// Tokens computed at once where nobody waits for them yet: whoever asks meanwhile must not wait long.
const AHEAD: usize = 32;
/// Most tokens of a draft.
const LONGEST_DRAFT: usize = 31;

/// A loaded model.
pub(in crate::model) struct Llama {
    info: ModelInfo,
    template: Template,
    seams: Seams,
    vocabulary: Vocabulary,
    feed: Feed,
    dice: Option<Dice>,
    opening: String,
    /// Tokens computed between two looks at the stop flag.
    piece: usize,
    costs: Costs,
    /// Guesses of the reply in hand; `None` where none are made.
    lookup: Option<Lookup>,
    guesses: bool,
}

/// What a loaded model is made of.
pub(super) struct Parts {
    pub(super) info: ModelInfo,
    pub(super) template: Template,
    pub(super) marks: Vec<String>,
    pub(super) vocabulary: Vocabulary,
    pub(super) feed: Feed,
    pub(super) piece: usize,
    pub(super) costs: Costs,
    /// Whether tokens can be taken back one by one, without which there are no drafts.
    pub(super) guesses: bool,
}

impl Llama {
    pub(super) fn new(parts: Parts) -> Self {
        let Parts { info, template, marks, vocabulary, feed, piece, costs, guesses } = parts;
        let (dice, opening, lookup) = (None, String::new(), None);
        let seams =
            Seams::probe(marks, |text| vocabulary.ids(text), |text| vocabulary.ids_on(text));
        Self {
            info,
            template,
            seams,
            vocabulary,
            feed,
            dice,
            opening,
            piece,
            costs,
            lookup,
            guesses,
        }
    }

    fn tokens(&self, text: &str) -> usize {
        text.split(CUT).map(|part| self.vocabulary.ids(part).len()).sum()
    }

    /// Cuts the cache back to what it shares with a text, and lines the rest up.
    fn take_up(&mut self, text: &str) -> Result<Work, Failure> {
        let (mut keep, mut from) = self.feed.held.shared(text, &self.seams);
        if !self.feed.rewind(keep)? {
            (keep, from) = (0, 0);
        }
        let rest = self.feed.held.resume(text, from);
        let new = self.feed.line_up(rest, &self.vocabulary);
        Ok(Work { prompt: number(keep + new), cached: number(keep) })
    }

    /// Computes what waits, but for so many tokens.
    fn feed_pieces(
        &mut self,
        leave: usize,
        piece: usize,
        cancel: &Cancel,
        done: &mut dyn FnMut(u32),
    ) -> Result<(), Failure> {
        let mut computed = 0;
        while self.feed.waiting_tokens() > leave && !cancel.is_cancelled() {
            computed += self.feed.compute(piece)?;
            done(number(computed));
        }
        Ok(())
    }
}

impl Backend for Llama {
    fn info(&self) -> &ModelInfo {
        &self.info
    }

    fn count(&mut self, prompt: &Prompt) -> Result<Vec<u32>, Failure> {
        let all = number(self.tokens(&self.template.prompt(prompt)?));
        let texts = prompt.messages.iter().map(|message| self.template.plain(&message.text));
        Ok(share(texts.map(|text| number(self.tokens(&text))).collect(), all))
    }

    fn begin(&mut self, prompt: &Prompt) -> Result<Work, Failure> {
        let work = self.take_up(&self.template.prompt(prompt)?)?;
        self.dice = Some(Dice::new(prompt.sampling, Vec::new()));
        self.opening.clone_from(&prompt.opening);
        self.lookup = self.guesses.then(|| Lookup::new(self.costs));
        Ok(work)
    }

    fn begin_ahead(&mut self, prompt: &Prompt) -> Result<Work, Failure> {
        // A state that cannot be taken back by a token would be lost with the first word that differs.
        if !self.guesses {
            return Ok(Work::default());
        }
        let text = self.template.beginning(prompt)?;
        if text.is_empty() || self.feed.held.covers(&text) {
            self.feed.waiting.clear();
            return Ok(Work::default());
        }
        self.take_up(&text)
    }

    fn begin_measure(&mut self, prompt: u32, tokens: u32, task: Task) -> Result<Work, Failure> {
        self.feed.reset();
        if task == Task::Repair {
            return self.begin(&repair(tokens));
        }
        let words = self.vocabulary.filler(SENTENCE, prompt)?;
        self.feed.waiting = words.into_iter().map(Fragment::Token).collect();
        self.dice = Some(Dice::new(greedy(tokens), self.vocabulary.ends()));
        self.opening.clear();
        // Text that repeats itself would flatter every guess.
        self.lookup = None;
        Ok(Work { prompt, cached: 0 })
    }

    fn prefill(&mut self, cancel: &Cancel, done: &mut dyn FnMut(u32)) -> Result<(), Failure> {
        let done = self.feed_pieces(self.piece, self.piece, cancel, done);
        self.feed.held.goes_on = cancel.is_cancelled();
        done
    }

    fn prefill_all(&mut self, cancel: &Cancel, done: &mut dyn FnMut(u32)) -> Result<(), Failure> {
        let done = self.feed_pieces(0, self.piece.min(AHEAD), cancel, done);
        self.feed.held.goes_on = true;
        done
    }

    fn generate(&mut self, mut reply: Reply) -> Result<(Reply, StopCause), Failure> {
        reply.open(&std::mem::take(&mut self.opening));
        let Some(dice) = self.dice.take().filter(|_| self.feed.waiting_tokens() > 0) else {
            return Err(Failure::Request("the prompt is empty".into()));
        };
        self.feed.compute(BATCH)?;
        let mut writer = Writer { dice, detokeniser: Detokeniser::default(), reply };
        let ended = self.write(&mut writer);
        self.feed.drop_draft()?;
        let stop = ended?;
        let rest = writer.detokeniser.finish();
        writer.reply.flush(&rest);
        Ok((writer.reply, stop))
    }

    fn measure_bare(&mut self, prompt: u32, tokens: u32, task: Task) -> Result<Stats, Failure> {
        self.feed.reset();
        let ends = match task {
            Task::Text => {
                let words = self.vocabulary.filler(SENTENCE, prompt)?;
                self.feed.waiting = words.into_iter().map(Fragment::Token).collect();
                self.vocabulary.ends()
            }
            Task::Repair => {
                self.feed.line_up(&self.template.prompt(&repair(tokens))?, &self.vocabulary);
                Vec::new()
            }
        };
        let measured = bare::measure(&mut self.feed, tokens, &ends);
        self.feed.reset();
        measured
    }
}

/// A reply while it is sampled.
struct Writer {
    dice: Dice,
    detokeniser: Detokeniser,
    reply: Reply,
}

/// What a look at one token came to.
enum Next {
    Token(Spelled),
    /// The last token of the reply: it is told, and nothing is computed for it.
    Last(StopCause),
}

impl Writer {
    fn next(
        &mut self,
        candidates: &[(u32, f32)],
        vocabulary: &Vocabulary,
    ) -> Result<Next, Failure> {
        if let Some(stop) = self.reply.stop_before() {
            return Ok(Next::Last(stop));
        }
        let drawn = self.dice.draw(candidates).and_then(|token| i32::try_from(token).ok());
        let Some(token) = drawn.map(LlamaToken) else {
            return Err(Failure::Broken("the model computed no probabilities".into()));
        };
        if vocabulary.is_end(token) {
            self.reply.end();
            return Ok(Next::Last(StopCause::EndOfText));
        }
        let text = self.detokeniser.push(&vocabulary.bytes(token));
        match self.reply.take(&text) {
            Some(stop) => Ok(Next::Last(stop)),
            None => Ok(Next::Token(Spelled { token, text, whole: self.detokeniser.is_clean() })),
        }
    }
}

impl Llama {
    /// Draws tokens until the reply has enough; a draft that holds saves passes.
    fn write(&mut self, writer: &mut Writer) -> Result<StopCause, Failure> {
        let mut row = self.feed.last_row();
        let mut draft: Vec<LlamaToken> = Vec::new();
        let mut kept = 0;
        loop {
            let spelled = match writer.next(&self.feed.candidates(row), &self.vocabulary)? {
                Next::Token(spelled) => spelled,
                Next::Last(stop) => return Ok(stop),
            };
            if draft.get(kept) == Some(&spelled.token) {
                self.feed.confirm(&spelled);
                kept += 1;
                row += 1;
                continue;
            }
            self.feed.drop_draft()?;
            draft = self.guess(&spelled, kept, writer.reply.left());
            self.feed.try_out(&spelled, &draft)?;
            (row, kept) = (0, 0);
        }
    }

    /// What may follow the token that was just drawn.
    fn guess(&mut self, next: &Spelled, kept: usize, left: u32) -> Vec<LlamaToken> {
        let Some(lookup) = &mut self.lookup else { return Vec::new() };
        lookup.learn(kept);
        let most = LONGEST_DRAFT.min((left as usize).saturating_sub(1));
        let said: Vec<_> = self.feed.tokens().iter().copied().chain([next.token]).collect();
        lookup.guess(&said, most)
    }
}

fn number(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}
