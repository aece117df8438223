//! One request from counting to the last token, on whatever runs the model.

use std::time::Instant;

use super::backend::{Backend, Failure, Work};
use super::cancel::Cancel;
use super::outbox::Outbox;
use super::protocol::{FromModel, Task};
use super::reply::{Limits, Reply};
use crate::engine::{Prompt, RequestId, Stats, StopCause, StopRule};

/// A shorter time says nothing about speed.
const LEAST_SECONDS: f64 = 0.005;

/// A request in hand.
#[derive(Debug)]
pub(super) struct Desk<'a> {
    /// Whose request it is.
    pub(super) request: RequestId,
    /// Ends it early.
    pub(super) cancel: Cancel,
    /// Takes what there is to tell.
    pub(super) outbox: &'a Outbox,
}

impl Desk<'_> {
    /// Answers a prompt; everything but a failure has been told when this returns.
    pub(super) fn answer(&self, backend: &mut dyn Backend, prompt: &Prompt) -> Result<(), Failure> {
        let begun = Instant::now();
        let counts = backend.count(prompt)?;
        let context = match backend.info().context_limit {
            0 => u32::MAX,
            known => known,
        };
        let limit = context.saturating_sub(reserve(context, prompt.sampling.max_tokens));
        let total = counts.iter().fold(0_u32, |all, count| all.saturating_add(*count));
        if total > limit {
            let (request, estimated) = (self.request, backend.estimates());
            self.outbox.send(&FromModel::Refused { request, counts, limit, estimated });
            return Ok(());
        }
        let work = backend.begin(prompt)?;
        let limits = Limits {
            stop: prompt.stop,
            max_tokens: prompt.sampling.max_tokens,
            room: context.saturating_sub(work.prompt),
        };
        self.run(backend, work, limits, begun)
    }

    /// Computes a prompt and a reply of exact sizes.
    pub(super) fn measure(
        &self,
        backend: &mut dyn Backend,
        prompt_tokens: u32,
        tokens: u32,
        task: Task,
    ) -> Result<(), Failure> {
        let context = backend.info().context_limit;
        if context > 0 && prompt_tokens.saturating_add(tokens) > context {
            return Err(Failure::Request(format!(
                "{prompt_tokens} and {tokens} tokens do not fit into a window of {context}"
            )));
        }
        let begun = Instant::now();
        let work = backend.begin_measure(prompt_tokens, tokens, task)?;
        let stop = match task {
            Task::Text => StopRule::Free,
            Task::Repair => StopRule::FenceClosed,
        };
        // A server may not tell its window.
        let room = if context == 0 { u32::MAX } else { context.saturating_sub(work.prompt) };
        let limits = Limits { stop, max_tokens: tokens, room };
        self.run(backend, work, limits, begun)
    }

    fn run(
        &self,
        backend: &mut dyn Backend,
        work: Work,
        limits: Limits,
        begun: Instant,
    ) -> Result<(), Failure> {
        let total = work.new_tokens();
        let tell = |done| {
            let (request, cached) = (self.request, work.cached);
            self.outbox.send(&FromModel::Prefill { request, done, total, cached });
        };
        let computing = Instant::now();
        tell(0);
        backend.prefill(&self.cancel, &mut |done| tell(done))?;
        let reply = Reply::new(self.request, limits, self.cancel.clone(), self.outbox.clone());
        let (reply, stop) = if self.cancel.is_cancelled() {
            (reply, StopCause::Cancelled)
        } else {
            backend.generate(reply)?
        };
        let stats = stats(work, &reply, begun, computing);
        self.outbox.send(&FromModel::Done { request: self.request, stop, stats });
        Ok(())
    }
}

fn stats(work: Work, reply: &Reply, begun: Instant, computing: Instant) -> Stats {
    let (first, last) = reply.times();
    let begun = reply.started().unwrap_or(begun);
    let (work, generated, told) = match reply.bill() {
        Some(bill) => {
            (Work { prompt: bill.prompt, cached: bill.cached }, bill.generated, Some(bill))
        }
        None => (work, reply.tokens(), None),
    };
    let seconds = |from: Instant, to: Option<Instant>| {
        to.map_or(0.0, |to| to.saturating_duration_since(from).as_secs_f64())
    };
    let decode = first.map_or(0.0, |first| seconds(first, last));
    Stats {
        prompt_tokens: work.prompt,
        cached_tokens: work.cached,
        generated_tokens: generated,
        ttft_ms: seconds(begun, first) * 1000.0,
        // From here a server's reading cannot be told from its queue and the way there.
        prefill_tps: match told {
            Some(bill) => bill.prefill_tps,
            None => rate(work.new_tokens(), seconds(computing, first)),
        },
        decode_tps: match told.filter(|bill| bill.decode_tps > 0.0) {
            Some(bill) => bill.decode_tps,
            None => rate(generated.saturating_sub(1), decode),
        },
    }
}

/// Computes a prompt that may soon be asked, as far as there is time; one that is too long is left alone.
pub(super) fn prepare(
    backend: &mut dyn Backend,
    prompt: &Prompt,
    cancel: &Cancel,
    outbox: &Outbox,
) -> Result<(), Failure> {
    let work = backend.begin_ahead(prompt)?;
    let (total, cached) = (work.new_tokens(), work.cached);
    if total == 0 || work.prompt >= backend.info().context_limit {
        return Ok(());
    }
    let tell = |done| outbox.send(&FromModel::Prepared { done, total, cached });
    tell(0);
    backend.prefill_all(cancel, &mut |done| tell(done))
}

/// Spreads the template's own tokens over the messages, so that the counts sum up to the prompt's.
#[cfg(feature = "weights")]
pub(super) fn share(mut counts: Vec<u32>, all: u32) -> Vec<u32> {
    let messages = u32::try_from(counts.len()).unwrap_or(u32::MAX).max(1);
    let own: u32 = counts.iter().sum();
    let frame = all.saturating_sub(own) / messages;
    for count in &mut counts {
        *count += frame;
    }
    if let Some(last) = counts.last_mut() {
        *last += all.saturating_sub(own + frame * messages);
    }
    counts
}

/// Tokens of the window that are kept free for a reply.
fn reserve(context: u32, max_tokens: u32) -> u32 {
    max_tokens.min((context / 8).max(64))
}

/// So many per second; 0 where that took too little time to mean anything.
pub(super) fn rate(count: u32, seconds: f64) -> f64 {
    if seconds >= LEAST_SECONDS { f64::from(count) / seconds } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::rate;

    #[test]
    fn what_took_no_time_has_no_rate() {
        let rates =
            [(60, 0.000_005), (60, 0.0), (60, 2.0)].map(|(n, time)| rate(n, time).to_bits());
        assert_eq!(rates, [0.0, 0.0, 30.0].map(f64::to_bits));
    }
}
