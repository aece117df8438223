//! What an answer states that was never printed.

use super::claim::claims_run;
use super::is_constant;
use super::number::{Number, Stated, numbers};
use super::words::in_words;
use crate::engine::form::{self, Slot};
use crate::engine::{DecidedBy, Entry, State, Step, TurnId};

/// What a reply states that no output of the session holds: numbers, and the values of asked slots.
pub(in crate::engine) fn unfounded(state: &State, turn: TurnId, reply: &str) -> Vec<String> {
    let asked = prompts(state);
    let printed: Vec<&str> =
        state.transcript.steps().filter(|step| counts(step)).flat_map(texts).collect();
    let slots = form::slots(&crate::engine::turn::prompt_of(state, turn));
    let values = form::filled(reply, &slots).unwrap_or_default();
    let known: Vec<f64> = printed.iter().flat_map(|text| values_of(text)).collect();
    let given: Vec<f64> = asked.iter().flat_map(|text| values_of(text)).map(f64::abs).collect();
    let is_known = |number: &Number| known.iter().any(|printed| number.stands_for(*printed));
    let mut missing: Vec<String> = values
        .iter()
        .filter(|(_, value)| !slot_is_founded(value, &printed, &asked, &is_known))
        .map(|(_, value)| value.clone())
        .collect();
    let prose = without_slots(reply, &slots);
    let mut stated = numbers(&prose);
    // In words only what was asked for is a result: anyone may speak of two sides.
    if asks_for_finding(state, &crate::engine::turn::prompt_of(state, turn)) {
        stated.extend(in_words(&prose));
    }
    let repeats = |number: &Number| given.iter().any(|given| is_same(number.value.abs(), *given));
    for number in stated {
        let founded = number.is(is_known) || number.is(repeats);
        if !founded && !missing.iter().any(|text| text == number.text) {
            missing.push(number.text.to_owned());
        }
    }
    missing
}

/// Words that ask for something to be counted or computed.
const COUNTING: [&str; 12] = [
    "how many",
    "how much",
    "how often",
    "calculate",
    "compute",
    "count the",
    "wie viel",
    "wieviel",
    "wie oft",
    "berechne",
    "cuánt",
    "calcula",
];

/// Whether an answer to this prompt can be found out by code: it counts, computes or names a file.
pub(in crate::engine) fn asks_for_finding(state: &State, asked: &str) -> bool {
    let lower = asked.to_lowercase();
    let files = state.survey().map(|survey| survey.files.as_slice()).unwrap_or_default();
    lower.chars().any(|c| c.is_ascii_digit())
        || COUNTING.iter().any(|words| lower.contains(words))
        || !form::slots(asked).is_empty()
        || files.iter().any(|note| note.table || lower.contains(&note.name.to_lowercase()))
        || names_file(&lower)
}

/// Every number of a text, however it is read.
fn values_of(text: &str) -> Vec<f64> {
    let found = numbers(text).into_iter().chain(in_words(text));
    found.flat_map(|stated: Stated<'_>| stated.values().collect::<Vec<_>>()).collect()
}

fn is_same(one: f64, other: f64) -> bool {
    (one - other).abs() <= f64::EPSILON * one.max(1.0)
}

/// `sales.csv`, `./data`, `~/notes`.
fn names_file(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
        let (name, ending) = word.rsplit_once('.').unwrap_or_default();
        let has_ending = !name.is_empty()
            && (1..=5).contains(&ending.len())
            && ending.chars().all(|c| c.is_ascii_alphanumeric());
        has_ending || (word.len() > 1 && word.contains('/'))
    })
}

/// A number that was printed, or words that were printed or offered in a prompt.
fn slot_is_founded(
    value: &str,
    printed: &[&str],
    asked: &[&str],
    is_known: &impl Fn(&Number) -> bool,
) -> bool {
    let lower = value.to_lowercase();
    let holds = |text: &&str| text.to_lowercase().contains(&lower);
    let stated = numbers(value);
    let only_number = value.chars().all(|c| !c.is_alphabetic());
    if only_number && !stated.is_empty() {
        return stated.iter().all(|number| number.is(is_known));
    }
    printed.iter().any(holds) || asked.iter().any(holds)
}

/// Whether a reply tells of a run though nothing has been run in this session.
pub(in crate::engine) fn claims_a_run(state: &State, reply: &str) -> bool {
    state.transcript.steps().all(|step| step.result.is_none()) && claims_run(reply)
}

/// A step that ran, and did more than print what was written into it.
fn counts(step: &Step) -> bool {
    step.result.is_some() && !is_constant(step.lang, &step.code)
}

fn texts(step: &Step) -> impl Iterator<Item = &str> {
    let result = step.result.as_ref();
    let amended = step.told.as_ref().filter(|told| told.by == DecidedBy::User);
    let result = [
        amended.map(|told| told.text.as_str()),
        result.and_then(|result| result.result.as_deref()),
        result.and_then(|result| result.error.as_deref()),
    ];
    [step.output.head(), step.output.tail()].into_iter().chain(result.into_iter().flatten())
}

fn prompts(state: &State) -> Vec<&str> {
    let entries = state.transcript.entries().iter();
    entries
        .filter_map(|entry| match entry {
            Entry::Prompt { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect()
}

/// The reply without its filled slots, which are judged by themselves.
fn without_slots(reply: &str, slots: &[Slot]) -> String {
    let mut text = reply.to_owned();
    for slot in slots {
        let mark = format!("@{}[", slot.name);
        while let Some(at) = text.find(&mark) {
            let end = text[at..].find(']').map_or(text.len(), |end| at + end + 1);
            text.replace_range(at..end, " ");
        }
    }
    text
}
