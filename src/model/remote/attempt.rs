//! One attempt at a reply: from the request to the last byte, or to why there is none.

use std::time::Duration;

use super::super::reply::Reply;
use super::backend::Remote;
use super::body::Outbound;
use super::dialect::Parameter;
use super::exchange::{Call, Exchange, News};
use super::refusal::{Again, Refusal};
use super::stream::{Stand, Stream};
use crate::engine::{Level, StopCause};

/// Bytes of an error's body.
const MOST: usize = 64 * 1024;

/// Why an attempt came to nothing.
pub(super) enum Trouble {
    /// Another one may succeed, after this wait if it was asked for.
    Passing(String, Option<Duration>),
    /// Without this parameter it may.
    Refused(Parameter),
    /// Nothing helps.
    Final(String),
}

impl Remote {
    /// Asks once, and reads what comes.
    pub(super) fn attempt(
        &mut self,
        outbound: &Outbound,
        reply: &mut Reply,
    ) -> Result<StopCause, Trouble> {
        let call = Call {
            address: &self.address,
            key: self.key.as_ref(),
            url: self.address.chat(&self.model),
            body: Some(outbound.body(&self.model, &self.dialect)),
            connect: Duration::from_secs(self.server.connect_s),
        };
        let exchange = Exchange::begin(call, &reply.cancel().clone())
            .map_err(|error| Trouble::Final(format!("a thread could not be started: {error}")))?;
        let head = match self.wait(&exchange, reply)? {
            News::Head(head) => head,
            News::Cancelled => return Ok(StopCause::Cancelled),
            News::Unreachable(why) => return Err(Trouble::Passing(why, None)),
            News::Bytes(_) | News::End | News::Broken(_) => {
                let host = &self.address.host;
                return Err(Trouble::Passing(format!("{host} closed the connection"), None));
            }
        };
        if head.status != 200 {
            let body = collect(&exchange);
            let wait = head.retry_after.as_deref();
            let refusal = Refusal::read(head.status, &body, wait, &mut self.vault);
            return Err(self.refused(&refusal));
        }
        self.read(&exchange, head.is_stream, outbound, reply)
    }

    fn refused(&mut self, refusal: &Refusal) -> Trouble {
        if let Some(parameter) = self.dialect.learn(refusal) {
            return Trouble::Refused(parameter);
        }
        let host = &self.address.host;
        let sentence = refusal.sentence(host, &self.model);
        let brief = || format!("{host} answered {}", refusal.brief());
        match refusal.again() {
            Again::Never => Trouble::Final(sentence),
            Again::Soon => Trouble::Passing(brief(), None),
            Again::After(wait) => Trouble::Passing(brief(), Some(wait)),
        }
    }

    fn read(
        &mut self,
        exchange: &Exchange,
        is_stream: bool,
        outbound: &Outbound,
        reply: &mut Reply,
    ) -> Result<StopCause, Trouble> {
        // A new vault is put in its place only while the stream reads this one.
        let vault = std::mem::take(&mut self.vault);
        let thoughts = self.announcement.take();
        let mut stream = Stream::new(&vault, is_stream, &outbound.opening, thoughts);
        let read = self.pump(exchange, &mut stream, reply);
        let has_text = stream.has_text;
        self.announcement = stream.announcement.take();
        self.vault = vault;
        match read {
            Ok(Stand::Over(stop)) => Ok(stop),
            Ok(Stand::Error(error)) => {
                let refusal = Refusal::within(&error, &mut self.vault);
                Err(match self.refused(&refusal) {
                    // Text that has come cannot be taken back.
                    Trouble::Passing(..) | Trouble::Refused(_) if has_text => {
                        Trouble::Final(refusal.sentence(&self.address.host, &self.model))
                    }
                    trouble => trouble,
                })
            }
            Ok(Stand::Cut | Stand::Open) => {
                Err(self.cut("it ended before the reply did", has_text))
            }
            Ok(Stand::Nonsense(why)) => {
                let host = &self.address.host;
                Err(Trouble::Final(format!(
                    "the answer of {host} makes no sense: {why}; check remote.base_url"
                )))
            }
            Err(trouble) => Err(trouble),
        }
    }

    fn pump(
        &self,
        exchange: &Exchange,
        stream: &mut Stream<'_>,
        reply: &mut Reply,
    ) -> Result<Stand, Trouble> {
        loop {
            let stand = match self.wait(exchange, reply) {
                Ok(News::Bytes(bytes)) => stream.push(&bytes, reply),
                Ok(News::End) => return Ok(stream.end(reply)),
                Ok(News::Cancelled) => {
                    return Ok(stream.settle(Stand::Over(StopCause::Cancelled), reply));
                }
                Ok(News::Head(_)) => Stand::Open,
                Ok(News::Broken(why) | News::Unreachable(why)) => {
                    let has_text = stream.has_text;
                    stream.settle(Stand::Open, reply);
                    return Err(self.cut(&why, has_text));
                }
                Err(trouble) => {
                    stream.settle(Stand::Open, reply);
                    return Err(trouble);
                }
            };
            if stand != Stand::Open {
                return Ok(stand);
            }
        }
    }

    /// A reply that broke: once more where nothing of it has come.
    fn cut(&self, why: &str, has_text: bool) -> Trouble {
        let host = &self.address.host;
        let why = why.trim_end_matches('.');
        if has_text {
            Trouble::Final(format!(
                "the answer of {host} was cut off ({why}); what came is kept, ask again"
            ))
        } else {
            Trouble::Passing(format!("the answer of {host} was cut off ({why})"), None)
        }
    }

    /// The next news; the user is told of a long silence, and a longer one is the end.
    fn wait(&self, exchange: &Exchange, reply: &Reply) -> Result<News, Trouble> {
        let host = &self.address.host;
        let (told, most) =
            (self.server.silence_s.min(self.server.timeout_s), self.server.timeout_s);
        if let Some(news) = exchange.next(Duration::from_secs(told)) {
            return Ok(news);
        }
        if most > told {
            reply.notice(
                Level::Warning,
                format!("{host} has been silent for {told} s: it may be loading the model or reading the prompt. It has until {most} s; you can stop it before."),
            );
            if let Some(news) = exchange.next(Duration::from_secs(most - told)) {
                return Ok(news);
            }
        }
        Err(Trouble::Final(format!(
            "{host} was silent for {most} s; look whether it still works, or raise remote.timeout_s"
        )))
    }
}

/// The body of an error, as far as it comes soon.
fn collect(exchange: &Exchange) -> Vec<u8> {
    let mut body = Vec::new();
    while body.len() < MOST {
        match exchange.next(Duration::from_secs(5)) {
            Some(News::Bytes(bytes)) => body.extend(bytes),
            Some(News::Head(_)) => {}
            Some(News::End | News::Broken(_) | News::Unreachable(_) | News::Cancelled) | None => {
                break;
            }
        }
    }
    body.truncate(MOST);
    body
}
