//! What an answer states that was never printed.

use super::is_constant;
use super::number::{Number, numbers};
use crate::engine::form::{self, Slot};
use crate::engine::{DecidedBy, Entry, State, Step, TurnId};

/// What a reply states that no output of the session holds: numbers, and the values of asked slots.
pub(in crate::engine) fn unfounded(state: &State, turn: TurnId, reply: &str) -> Vec<String> {
    let asked = prompts(state);
    let printed: Vec<&str> =
        state.transcript.steps().filter(|step| counts(step)).flat_map(texts).collect();
    let slots = form::slots(&crate::engine::turn::prompt_of(state, turn));
    let values = form::filled(reply, &slots).unwrap_or_default();
    let known: Vec<f64> = printed.iter().flat_map(|text| numbers(text)).map(|n| n.value).collect();
    let given: Vec<f64> = asked.iter().flat_map(|text| numbers(text)).map(|n| n.value).collect();
    let is_known = |number: &Number| known.iter().any(|printed| number.stands_for(*printed));
    let mut missing: Vec<String> = values
        .iter()
        .filter(|(_, value)| !slot_is_founded(value, &printed, &asked, &is_known))
        .map(|(_, value)| value.clone())
        .collect();
    let prose = without_slots(reply, &slots);
    for number in numbers(&prose) {
        let repeated =
            given.iter().any(|given| number.value.abs().to_bits() == given.abs().to_bits());
        if !repeated && !is_known(&number) && !missing.iter().any(|text| text == number.text) {
            missing.push(number.text.to_owned());
        }
    }
    missing
}

/// Whether an answer to this prompt can be found out by code: it counts, computes or names a file.
pub(in crate::engine) fn asks_for_finding(state: &State, asked: &str) -> bool {
    let lower = asked.to_lowercase();
    let files = state.survey().map(|survey| survey.files.as_slice()).unwrap_or_default();
    lower.chars().any(|c| c.is_ascii_digit())
        || lower.contains("how many")
        || lower.contains("how much")
        || !form::slots(asked).is_empty()
        || files.iter().any(|note| note.table || lower.contains(&note.name.to_lowercase()))
        || names_file(&lower)
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
        return stated.iter().all(is_known);
    }
    printed.iter().any(holds) || asked.iter().any(holds)
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
