//! What is computed to be timed: plain text of an exact size, or a turn in which code is repaired.

use std::time::Instant;

use super::answer::rate;
use super::backend::Failure;
use crate::engine::{Message, Prompt, Role, Sampling, Stats, StopRule};

/// Repeated for prompts of an exact size.
pub(super) const SENTENCE: &str =
    "The quick brown fox jumps over the lazy dog while the machine counts its words. ";

const RULES: &str = "You are a programmer. Answer with one block of code.";
const ASKED: &str = "Read orders.csv and print the mean price of each region, the best month, and how many \
    orders have no customer.";
const CODE: &str = include_str!("measure.py");
const FAILED: &str = "Output:\nTraceback (most recent call last):\n  File \"<step 1>\", line 41, in <module>\n    \
    report(load(\"orders.csv\"))\n  File \"<step 1>\", line 33, in report\n    best = max(months, key=months.get(0))\n\
    TypeError: 'NoneType' object is not callable\n\nRepair the code and give all of it again.";

/// The likeliest token each time.
pub(super) fn greedy(max_tokens: u32) -> Sampling {
    Sampling { temperature: 0.0, top_p: 1.0, seed: Some(0), max_tokens }
}

/// A turn as it happens every day: code was run, it failed, and is to be given again with one line mended.
pub(super) fn repair(max_tokens: u32) -> Prompt {
    let say = |role, text: &str| Message { role, text: text.to_owned() };
    let messages = vec![
        say(Role::System, RULES),
        say(Role::User, ASKED),
        say(Role::Assistant, &format!("```python\n{CODE}```")),
        say(Role::User, FAILED),
    ];
    let opening = "```python\n".to_owned();
    Prompt { messages, sampling: greedy(max_tokens), stop: StopRule::FenceClosed, opening }
}

/// The figures of a reply that a backend alone sampled, each token at its time.
pub(super) fn bare_stats(
    prompt_tokens: usize,
    begun: Instant,
    times: &[Instant],
) -> Result<Stats, Failure> {
    let (Some(first), Some(last)) = (times.first(), times.last()) else {
        return Err(Failure::Broken("nothing was sampled".into()));
    };
    let number = |size: usize| u32::try_from(size).unwrap_or(u32::MAX);
    let reading = first.saturating_duration_since(begun).as_secs_f64();
    let writing = last.saturating_duration_since(*first).as_secs_f64();
    Ok(Stats {
        prompt_tokens: number(prompt_tokens),
        cached_tokens: 0,
        generated_tokens: number(times.len()),
        ttft_ms: reading * 1000.0,
        prefill_tps: rate(number(prompt_tokens), reading),
        decode_tps: rate(number(times.len() - 1), writing),
    })
}
