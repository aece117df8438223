//! A reply while it is sampled: what goes out, when it is enough, and how long it took.

use std::time::Instant;

use super::cancel::Cancel;
use super::outbox::Outbox;
use super::protocol::FromModel;
use super::repetition::is_degenerate;
use crate::engine::fence::{Fences, Part};
use crate::engine::reading::is_step;
use crate::engine::{Level, Message, Outgoing, RequestId, StopCause, StopRule};

/// Repetition is looked for every so many tokens.
const LOOK_EVERY: u32 = 16;
/// Bytes of a token that no reply has on average.
const LONGEST_TOKEN: u64 = 32;

/// When a reply has enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limits {
    /// Besides the end of the text.
    pub(super) stop: StopRule,
    /// Tokens it may have.
    pub(super) max_tokens: u32,
    /// Tokens that the context window has left for it.
    pub(super) room: u32,
}

/// A reply on its way out.
#[derive(Debug)]
pub(super) struct Reply {
    request: RequestId,
    limits: Limits,
    cancel: Cancel,
    outbox: Outbox,
    fences: Fences,
    text: String,
    waiting: u32,
    tokens: u32,
    first: Option<Instant>,
    last: Option<Instant>,
    pieces: u32,
    bill: Option<Bill>,
    started: Option<Instant>,
}

/// What a server says that it counted; 0 where it does not say.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Bill {
    /// Tokens of the prompt.
    pub(super) prompt: u32,
    /// Those that its cache held.
    pub(super) cached: u32,
    /// Tokens of the reply.
    pub(super) generated: u32,
    /// Its own measurement of reading, in tokens per second.
    pub(super) prefill_tps: f64,
    /// Its own measurement of writing.
    pub(super) decode_tps: f64,
}

impl Reply {
    /// A reply of which nothing was sampled yet.
    #[must_use]
    pub(super) fn new(request: RequestId, limits: Limits, cancel: Cancel, outbox: Outbox) -> Self {
        Self {
            request,
            limits,
            cancel,
            outbox,
            fences: Fences::default(),
            text: String::new(),
            waiting: 0,
            tokens: 0,
            first: None,
            last: None,
            pieces: 0,
            bill: None,
            started: None,
        }
    }

    /// Asked before a token is sampled: why there must be none.
    #[must_use]
    pub(super) fn stop_before(&self) -> Option<StopCause> {
        if self.cancel.is_cancelled() {
            Some(StopCause::Cancelled)
        } else if self.limits.room == 0 {
            Some(StopCause::ContextFull)
        } else if self.limits.max_tokens == 0 {
            Some(StopCause::MaxTokens)
        } else {
            None
        }
    }

    /// Begins with text that was given, not sampled.
    #[cfg(feature = "weights")]
    pub(super) fn open(&mut self, text: &str) {
        self.send(text);
    }

    /// Takes what the newest token added, which may be nothing yet; says why no other must follow.
    pub(super) fn take(&mut self, text: &str) -> Option<StopCause> {
        let now = Instant::now();
        self.first.get_or_insert(now);
        self.last = Some(now);
        self.tokens += 1;
        self.waiting += 1;
        self.send(text);
        self.enough()
    }

    /// Takes text of a server, and how many tokens it counted for it, 0 where it does not count as it
    /// goes; says why no more must follow.
    pub(super) fn take_piece(&mut self, text: &str, counted: u32) -> Option<StopCause> {
        let now = Instant::now();
        self.first.get_or_insert(now);
        self.last = Some(now);
        self.tokens = self.tokens.saturating_add(counted);
        self.waiting = self.waiting.saturating_add(counted);
        self.pieces += 1;
        self.send(text);
        let most = u64::from(self.limits.max_tokens).saturating_mul(LONGEST_TOKEN);
        if self.limits.stop == StopRule::FenceClosed && self.has_step() {
            Some(StopCause::FenceClosed)
        } else if self.text.len() as u64 > most {
            // A server that knows no limits.
            Some(StopCause::MaxTokens)
        } else if self.pieces.is_multiple_of(LOOK_EVERY) && is_degenerate(&self.text) {
            Some(StopCause::Repeated)
        } else if self.cancel.is_cancelled() {
            Some(StopCause::Cancelled)
        } else {
            None
        }
    }

    /// What came before this was waiting for the user.
    pub(super) fn start_clock(&mut self) {
        self.started = Some(Instant::now());
    }

    /// Since when the first token was waited for, where not since the request.
    #[must_use]
    pub(super) fn started(&self) -> Option<Instant> {
        self.started
    }

    /// The most tokens it may have.
    #[must_use]
    pub(super) fn most_tokens(&self) -> u32 {
        self.limits.max_tokens
    }

    /// Keeps what a server counted.
    pub(super) fn set_bill(&mut self, bill: Bill) {
        self.bill = Some(bill);
    }

    /// What a server counted, if one did the work.
    #[must_use]
    pub(super) fn bill(&self) -> Option<Bill> {
        self.bill
    }

    /// Asks the user whether a prompt may leave the machine, and waits for the answer.
    #[must_use]
    pub(super) fn may_send(&self, outgoing: Outgoing, messages: Vec<Message>) -> bool {
        self.outbox.send(&FromModel::Asks { request: self.request, outgoing, messages });
        self.cancel.is_permitted()
    }

    /// Tells the user something beside the reply.
    pub(super) fn notice(&self, level: Level, text: String) {
        self.outbox.send(&FromModel::Noticed { level, text });
    }

    /// The end token was sampled.
    pub(super) fn end(&mut self) {
        self.first.get_or_insert_with(Instant::now);
    }

    /// Sends what is left of a cut character, and the tokens that made no text.
    #[cfg(feature = "weights")]
    pub(super) fn flush(&mut self, rest: &str) {
        self.send(rest);
        if self.waiting > 0 {
            self.emit(String::new());
        }
    }

    /// Tokens that it may still have.
    #[cfg(feature = "llama-cpp")]
    #[must_use]
    pub(super) fn left(&self) -> u32 {
        self.limits.room.min(self.limits.max_tokens).saturating_sub(self.tokens)
    }

    /// Tokens sampled, the end token not counted.
    #[must_use]
    pub(super) fn tokens(&self) -> u32 {
        self.tokens
    }

    /// When the first and the last token were sampled.
    #[must_use]
    pub(super) fn times(&self) -> (Option<Instant>, Option<Instant>) {
        (self.first, self.last)
    }

    /// The flag that ends it from outside.
    #[must_use]
    pub(super) fn cancel(&self) -> &Cancel {
        &self.cancel
    }

    fn send(&mut self, text: &str) {
        if !text.is_empty() {
            self.fences.push(text);
            self.text.push_str(text);
            self.emit(text.to_owned());
        }
    }

    fn emit(&mut self, text: String) {
        let tokens = std::mem::take(&mut self.waiting);
        self.outbox.send(&FromModel::Text { request: self.request, text, tokens });
    }

    fn enough(&self) -> Option<StopCause> {
        if self.limits.stop == StopRule::FenceClosed && self.has_step() {
            Some(StopCause::FenceClosed)
        } else if self.tokens >= self.limits.room {
            Some(StopCause::ContextFull)
        } else if self.tokens >= self.limits.max_tokens {
            Some(StopCause::MaxTokens)
        } else if self.tokens.is_multiple_of(LOOK_EVERY) && is_degenerate(&self.text) {
            Some(StopCause::Repeated)
        } else if self.cancel.is_cancelled() {
            Some(StopCause::Cancelled)
        } else {
            None
        }
    }

    /// Whether a block that a kernel can run is closed; blocks of data or of installing before it are
    /// part of the talk.
    fn has_step(&self) -> bool {
        let runs = |part: Part| match part {
            Part::Block { tag, body, closed } => closed && is_step(&tag, &body),
            Part::Prose(_) => false,
        };
        self.fences.closes_at_end() && self.fences.parts().into_iter().any(runs)
    }
}
