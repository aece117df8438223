//! What becomes of a reply without code: sent back once where it cannot stand, else the answer, marked where it must be.

use super::form::{self, Slot};
use super::{
    Effect, EndReason, Entry, Language, Level, Report, State, Step, StepId, StepStatus, StopCause,
    TurnId, check, fence, ground, notice, opinion, reading, turn,
};

/// Bytes of output that are shown again with a reply that is sent back.
const SHOWN: usize = 600;

/// Takes the code of a reply as a step, unless it only prints what the model made up; that goes back once.
pub(in crate::engine) fn proposed(
    state: &mut State,
    turn: TurnId,
    lang: Language,
    code: String,
    stop: StopCause,
) -> Vec<Effect> {
    let asked = turn::prompt_of(state, turn);
    if form::is_only_filled(&code, &form::slots(&asked)) {
        return judge(state, turn, &code, stop);
    }
    if ground::is_constant(lang, &code)
        && ground::asks_for_finding(state, &asked)
        && state.nudge_once("constant")
    {
        return turn::nudge(state, turn, ground::ONLY_PRINTS);
    }
    check::begin(state, turn, lang, code)
}

/// Judges a reply without code.
pub(in crate::engine) fn judge(
    state: &mut State,
    turn: TurnId,
    text: &str,
    stop: StopCause,
) -> Vec<Effect> {
    if let Some(effects) = sent_back(state, turn, text) {
        return effects;
    }
    match stop {
        StopCause::MaxTokens | StopCause::ContextFull => turn::cut_short(state, turn),
        StopCause::Repeated => {
            let text = "The model repeated itself and was stopped: ask again in other words.";
            let mut effects = notice(state, Level::Warning, text.into());
            effects.extend(turn::end(state, turn, EndReason::Repeated));
            effects
        }
        _ => accept(state, turn, text),
    }
}

/// Sends a reply back that invents, is empty, or is not in the form that was asked for; each reason once a turn.
fn sent_back(state: &mut State, turn: TurnId, text: &str) -> Option<Vec<Effect>> {
    let asked = turn::prompt_of(state, turn);
    let slots = form::slots(&asked);
    let unfounded = ground::unfounded(state, turn, text);
    // Who rejected a step does not want to hear that it should be run.
    let decided = state.transcript.steps_of(turn).any(|step| step.decision.is_some());
    if !decided {
        let claims = !unfounded.is_empty() || !slots.is_empty();
        let finds = claims && ground::asks_for_finding(state, &asked);
        if (finds || ground::claims_a_run(state, text)) && state.nudge_once("ungrounded") {
            return Some(turn::nudge(state, turn, ground::NOTHING_RAN));
        }
    }
    if reading::calls_a_tool(text) && state.nudge_once("tool") {
        return Some(turn::nudge(state, turn, ground::NO_SUCH_TOOL));
    }
    // A fence with nothing in it says nothing either.
    let is_empty = text.chars().all(|c| c.is_whitespace() || matches!(c, '`' | '~'));
    if is_empty && state.nudge_once("empty") {
        return Some(turn::nudge(state, turn, ground::EMPTY_REPLY));
    }
    let (last, printed) = last_output(state, turn)?;
    if last == StepStatus::Error
        && (!slots.is_empty() || !unfounded.is_empty())
        && state.nudge_once("failed")
    {
        return Some(turn::nudge(state, turn, ground::LAST_FAILED));
    }
    if !slots.is_empty() && form::filled(text, &slots).is_none() {
        if let Some((step, values)) = printed_form(state, turn, &slots) {
            return Some(take(state, turn, step, &values));
        }
        if let Some((step, values)) = stated_alone(state, turn, text, &slots) {
            return Some(take(state, turn, step, &values));
        }
        if state.nudge_once("form") {
            let form = form::template(&slots);
            let text = format!(
                "Reply in the form asked for and nothing else: {form}\nPut in what was printed:\n{printed}"
            );
            return Some(turn::nudge(state, turn, &text));
        }
    }
    if !unfounded.is_empty() && state.nudge_once("unfounded") {
        let missing = unfounded.join(", ");
        let text = format!(
            "No output holds {missing}. This was printed:\n{printed}\nAnswer from it, or write code that computes and prints what is missing."
        );
        state.transcript.push(Entry::Nudge { turn, text });
        return Some(opinion::ask(state, turn));
    }
    None
}

/// Ends the turn with this answer; what no output holds is marked.
fn accept(state: &mut State, turn: TurnId, text: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    let unfounded = ground::unfounded(state, turn, text);
    if !unfounded.is_empty() {
        let words = format!(
            "Not computed here: {} stands in no output, so the model may have made it up.",
            unfounded.join(", ")
        );
        effects.extend(notice(state, Level::Warning, words));
    } else if ground::claims_a_run(state, text) {
        let words = "Nothing was run here, whatever the answer says of a run or an output.";
        effects.extend(notice(state, Level::Warning, words.into()));
    }
    effects.extend(turn::end(state, turn, EndReason::Answered));
    effects
}

/// Ends the turn with what its steps printed, if that is the whole answer in the form asked for.
pub(in crate::engine) fn take_printed(state: &mut State, turn: TurnId) -> Option<Vec<Effect>> {
    let asked = turn::prompt_of(state, turn);
    let slots = form::slots(&asked);
    let (step, values) = printed_form(state, turn, &slots)?;
    if let Some(decimals) = form::decimals(&asked)
        && let Some((name, value)) =
            values.iter().find(|(_, value)| form::is_longer(value, decimals))
        && state.nudge_once("rounding")
    {
        let text = format!(
            "{value} is not rounded to {decimals} decimal places, as was asked. Print @{name}[…] again, rounded."
        );
        return Some(turn::nudge(state, turn, &text));
    }
    if let Some(effects) = doubted(state, turn, &asked, &values) {
        return Some(effects);
    }
    Some(take(state, turn, step, &values))
}

/// Sends a result back once that cannot be: a count below zero, or one of a shell that printed errors.
fn doubted(
    state: &mut State,
    turn: TurnId,
    asked: &str,
    values: &[(String, String)],
) -> Option<Vec<Effect>> {
    if let Some((_, value)) = values.iter().find(|(_, value)| ground::is_impossible(asked, value))
        && state.nudge_once("negative")
    {
        let text = format!(
            "{value} cannot be right: what is counted or measured is not below 0. Read the question again, condition by condition, and write corrected code."
        );
        return Some(turn::nudge(state, turn, &text));
    }
    let last = last_proof(state, turn)?;
    let printed = text_of(last);
    let error = printed.lines().find(|line| is_shell_error(line)).map(str::to_owned)?;
    (last.lang == Language::Bash && state.nudge_once("shell")).then(|| {
        let text = format!("The shell printed an error, so that result cannot be trusted: {error}\nWrite corrected code.");
        turn::nudge(state, turn, &text)
    })
}

fn is_shell_error(line: &str) -> bool {
    line.starts_with("<step ")
        || [": No such file or directory", ": command not found", ": syntax error"]
            .iter()
            .any(|end| line.contains(end))
}

fn take(state: &mut State, turn: TurnId, step: StepId, values: &[(String, String)]) -> Vec<Effect> {
    let text = form::written(values);
    state.transcript.push(Entry::Taken { turn, step, text: text.clone() });
    let mut effects = vec![Effect::Report(Report::Text { delta: text })];
    effects.extend(turn::end(state, turn, EndReason::Answered));
    effects
}

/// The text of the last reply, or what was taken from output in its place.
pub(in crate::engine) fn last_words(state: &State, turn: TurnId) -> String {
    let mut said = state.transcript.entries().iter().filter_map(Entry::words);
    said.rfind(|(of, _)| *of == turn).map_or_else(String::new, |(_, text)| text.trim().to_owned())
}

fn holds_code(text: &str) -> bool {
    let mut fences = fence::Fences::default();
    fences.push(text);
    let found = reading::read(text, &fences.parts(), StopCause::EndOfText);
    matches!(found, reading::Found::Code { .. })
}

/// What a turn that did not come to an answer has to show: its last words, or what its last good step printed.
pub(in crate::engine) fn so_far(state: &State, turn: TurnId) -> String {
    let entries = state.transcript.entries();
    let last = entries
        .iter()
        .rposition(|entry| matches!(entry, Entry::Reply { turn: of, .. } if *of == turn));
    let text = last_words(state, turn);
    // Code, and a reply that was sent back, is no answer.
    let used = last.is_some_and(|at| matches!(entries.get(at + 1), Some(Entry::Nudge { .. })));
    if !used && !holds_code(&text) {
        return text;
    }
    match last_proof(state, turn).map(|step| end_of(&text_of(step))) {
        Some(text) if !text.is_empty() => {
            format!("No answer. The last step that ran printed:\n{text}")
        }
        _ => String::new(),
    }
}

/// The values that the steps of a turn printed into the slots, and the last step that did.
fn printed_form(
    state: &State,
    turn: TurnId,
    slots: &[Slot],
) -> Option<(StepId, Vec<(String, String)>)> {
    let steps: Vec<&Step> = state.transcript.steps_of(turn).filter(|step| proves(step)).collect();
    let text: Vec<String> = steps.iter().map(|step| text_of(step)).collect();
    let values = form::filled(&text.join("\n"), slots)?;
    // What the code itself spells out was not computed.
    let spelled = |(name, value): &(String, String)| {
        let tag = format!("@{name}[{value}]");
        steps.iter().any(|step| step.code.contains(&tag))
    };
    if values.iter().any(spelled) {
        return None;
    }
    Some((steps.last()?.id, values))
}

/// The value that is the whole reply, where a step printed it, and the last step that could have.
fn stated_alone(
    state: &State,
    turn: TurnId,
    text: &str,
    slots: &[Slot],
) -> Option<(StepId, Vec<(String, String)>)> {
    let values = form::bare(text, slots)?;
    let step = last_proof(state, turn)?;
    let founded = ground::unfounded(state, turn, &form::written(&values)).is_empty();
    founded.then_some((step.id, values))
}

/// The last step of a turn that ran and computed something.
fn last_proof(state: &State, turn: TurnId) -> Option<&Step> {
    state.transcript.steps_of(turn).rfind(|step| proves(step))
}

fn proves(step: &Step) -> bool {
    let ran = step.result.as_ref().is_some_and(|result| result.status == StepStatus::Ok);
    ran && !ground::is_constant(step.lang, &step.code)
}

fn text_of(step: &Step) -> String {
    let value = step.result.as_ref().and_then(|result| result.result.as_deref());
    [step.output.head(), step.output.tail(), value.unwrap_or_default()].join("\n")
}

/// How the last step ended and the end of what it printed; `None` where none ran in the turn.
fn last_output(state: &State, turn: TurnId) -> Option<(StepStatus, String)> {
    let mut steps = state.transcript.steps_of(turn).rev();
    let step = steps.find(|step| step.result.is_some())?;
    Some((step.result.as_ref()?.status, end_of(&text_of(step))))
}

/// As much of the end of a text as is shown again.
fn end_of(text: &str) -> String {
    let text = text.trim();
    let from = text.len().saturating_sub(SHOWN);
    text[text.ceil_char_boundary(from)..].to_owned()
}
