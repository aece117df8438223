//! From the bytes of an answer to the text of a reply.

use super::super::reply::{Bill, Reply};
use super::chunk::Chunk;
use super::mask::{Restorer, Vault};
use super::sse::{Event, Events};
use crate::engine::{Level, StopCause};

/// How an answer stands after its latest bytes.
#[derive(Debug, PartialEq)]
pub(super) enum Stand {
    /// More may come.
    Open,
    /// The reply has enough.
    Over(StopCause),
    /// The server reported an error within it.
    Error(serde_json::Value),
    /// It ended before the reply did.
    Cut,
    /// It is no chat completion.
    Nonsense(&'static str),
}

/// An answer while it is read.
#[derive(Debug)]
pub(super) struct Stream<'a> {
    vault: &'a Vault,
    restorer: Restorer,
    events: Events,
    /// The document, where the server does not stream.
    document: Option<Vec<u8>>,
    /// What the reply was given to go on from, until it has begun.
    opening: String,
    /// The beginning of the reply, while it may be an echo of that.
    begun: String,
    finish: Option<String>,
    bill: Bill,
    billed: bool,
    /// Tokens that were counted since the last text.
    counted: u32,
    /// Whether any text has come.
    pub(super) has_text: bool,
    /// What the user is told once the model thinks aloud beside the reply; empty once it was told.
    pub(super) announcement: Option<String>,
}

/// Bytes of a document that is no stream.
const MOST: usize = 8 << 20;

impl<'a> Stream<'a> {
    pub(super) fn new(
        vault: &'a Vault,
        is_stream: bool,
        opening: &str,
        announcement: Option<String>,
    ) -> Self {
        Self {
            vault,
            restorer: Restorer::default(),
            events: Events::default(),
            document: (!is_stream).then(Vec::new),
            opening: opening.to_owned(),
            begun: String::new(),
            finish: None,
            bill: Bill::default(),
            billed: false,
            counted: 0,
            has_text: false,
            announcement,
        }
    }

    /// Takes the next bytes.
    pub(super) fn push(&mut self, bytes: &[u8], reply: &mut Reply) -> Stand {
        if let Some(document) = &mut self.document {
            document.extend_from_slice(bytes);
            // Some servers stream without saying so.
            let streams = document.starts_with(b"data:") || document.starts_with(b":");
            if !streams {
                let long = document.len() > MOST;
                return if long { Stand::Nonsense("its answer has no end") } else { Stand::Open };
            }
            let document = self.document.take().unwrap_or_default();
            return self.push(&document, reply);
        }
        let Ok(events) = self.events.push(bytes) else {
            return Stand::Nonsense("one line of its answer has no end");
        };
        for event in events {
            match self.take(&event, reply) {
                Stand::Open => {}
                stand => return self.settle(stand, reply),
            }
        }
        Stand::Open
    }

    /// The connection was closed in good order.
    pub(super) fn end(&mut self, reply: &mut Reply) -> Stand {
        let last = match self.document.take() {
            Some(document) => {
                let data = String::from_utf8_lossy(&document).into_owned();
                if Chunk::read(&data).is_none() {
                    return Stand::Nonsense("it is no chat completion");
                }
                // A document is whole, whether it says why it ended or not.
                self.finish = Some("stop".into());
                Some(Event { data, is_error: false })
            }
            None => self.events.finish(),
        };
        // Half an event was cut off with the rest.
        let whole = |event: &Event| event.data == DONE || Chunk::read(&event.data).is_some();
        if let Some(event) = last.filter(whole) {
            match self.take(&event, reply) {
                Stand::Open => {}
                stand => return self.settle(stand, reply),
            }
        }
        let stand = self.finish.take().map_or(Stand::Cut, |word| Stand::Over(stop(&word)));
        self.settle(stand, reply)
    }

    /// What is left to show, and what it cost, when the reply is over for whatever reason.
    pub(super) fn settle(&mut self, stand: Stand, reply: &mut Reply) -> Stand {
        let rest = self.restorer.finish();
        let mut rest = if rest.is_empty() { rest } else { self.opened(&rest) };
        if !self.begun.is_empty() {
            rest = std::mem::take(&mut self.opening) + &std::mem::take(&mut self.begun);
        }
        let enough = if rest.is_empty() { None } else { reply.take_piece(&rest, 0) };
        if self.billed {
            reply.set_bill(self.bill);
        }
        if matches!(stand, Stand::Over(_)) {
            reply.end();
        }
        match (stand, enough) {
            (Stand::Over(StopCause::EndOfText), Some(StopCause::FenceClosed)) => {
                Stand::Over(StopCause::FenceClosed)
            }
            (stand, _) => stand,
        }
    }

    fn take(&mut self, event: &Event, reply: &mut Reply) -> Stand {
        let data = event.data.trim();
        if data == DONE {
            // Servers that never say why a reply ended have said so with this.
            let word = self.finish.take().unwrap_or_else(|| "stop".into());
            return Stand::Over(stop(&word));
        }
        if data.is_empty() {
            return Stand::Open;
        }
        let Some(chunk) = Chunk::read(data) else {
            return if event.is_error {
                Stand::Error(serde_json::Value::String(data.to_owned()))
            } else {
                Stand::Nonsense("a part of its answer is no JSON")
            };
        };
        if let Some(error) = chunk.error {
            return Stand::Error(error);
        }
        if event.is_error {
            return Stand::Error(serde_json::from_str(data).unwrap_or_default());
        }
        let counted = self.count(chunk.bill);
        if chunk.thinks
            && let Some(sentence) = self.announcement.take()
        {
            reply.notice(Level::Info, sentence);
        }
        self.finish = chunk.finish.or_else(|| self.finish.take());
        let text = self.restorer.push(self.vault, &chunk.text);
        let text = self.opened(&text);
        if !chunk.text.is_empty() {
            self.has_text = true;
        }
        self.counted = self.counted.saturating_add(counted);
        if text.is_empty() {
            return Stand::Open;
        }
        let counted = std::mem::take(&mut self.counted);
        reply.take_piece(&text, counted).map_or(Stand::Open, Stand::Over)
    }

    /// Keeps the newest counts; how many tokens came since the last.
    fn count(&mut self, bill: Option<Bill>) -> u32 {
        let Some(bill) = bill else { return 0 };
        let before = std::mem::replace(&mut self.bill, bill).generated;
        self.billed = true;
        bill.generated.saturating_sub(before)
    }

    /// Begins the reply with what it was given to go on from; some servers repeat that by themselves.
    fn opened(&mut self, text: &str) -> String {
        if self.opening.is_empty() {
            return text.to_owned();
        }
        self.begun.push_str(text);
        if self.begun.starts_with(&self.opening) {
            self.opening.clear();
            std::mem::take(&mut self.begun)
        } else if self.opening.starts_with(&self.begun) {
            String::new()
        } else {
            std::mem::take(&mut self.opening) + &std::mem::take(&mut self.begun)
        }
    }
}

/// What ends a stream by the protocol.
const DONE: &str = "[DONE]";

/// Why a reply ended, from the server's word for it.
fn stop(word: &str) -> StopCause {
    match word {
        "length" | "max_tokens" => StopCause::MaxTokens,
        _ => StopCause::EndOfText,
    }
}
