//! A model that goes in circles: the same error again, the same code again.

use super::{Opinions, Sampling, State, Step, StepId, StepStatus, TurnId};

/// How to sample once greedy replies have led nowhere twice.
const WARM: f32 = 0.7;

/// How the next reply is sampled: warmer where the turn goes in circles, since the likeliest reply is known.
pub(in crate::engine) fn sampling(state: &State) -> Sampling {
    let usual = state.settings.sampling;
    let turn = state.phase.turn().unwrap_or(TurnId(state.last_turn));
    if begins_afresh(state, turn) {
        // Every draft draws anew, also where a run is to be repeatable.
        let draft = state.opinions().filter(|opinions| opinions.is_fresh());
        let more = draft.map_or(0, |opinions| opinions.number() as u64);
        let seed = usual.seed.map(|seed| seed.wrapping_add(more));
        return Sampling { temperature: usual.temperature.max(WARM), seed, ..usual };
    }
    usual
}

/// Whether the next reply is asked for without the code that failed: for another draft, or in a turn that goes in circles.
pub(in crate::engine) fn begins_afresh(state: &State, turn: TurnId) -> bool {
    state.opinions().is_some_and(Opinions::is_fresh) || circles(state, turn)
}

/// Whether a turn goes in circles.
fn circles(state: &State, turn: TurnId) -> bool {
    let again = state.transcript.steps_of(turn).any(|step| is_same_error(state, step.id));
    again || state.nudges.contains(&"repeated")
}

/// The steps of a turn that failed.
pub(in crate::engine) fn failed(state: &State, turn: TurnId) -> Vec<StepId> {
    let errs = |step: &&Step| {
        step.result.as_ref().is_some_and(|result| result.status == StepStatus::Error)
    };
    state.transcript.steps_of(turn).filter(errs).map(|step| step.id).collect()
}

/// What is told of tries that failed in place of their code, which a small model would only copy.
pub(in crate::engine) fn summary(state: &State, tries: &[StepId]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for step in tries.iter().filter_map(|id| state.transcript.step(*id)) {
        let result = step.result.as_ref();
        let error = result.and_then(|result| result.error.as_deref()).unwrap_or("it failed");
        let trace = result.and_then(|result| result.traceback.as_deref()).unwrap_or_default();
        let failing = trace.lines().rev().find_map(|line| {
            let code = line.strip_prefix("    ")?.trim();
            code.chars().any(char::is_alphanumeric).then_some(code)
        });
        let hint = trace.lines().find_map(|line| line.strip_prefix("Hint: "));
        let mut line = format!("- {error}");
        if let Some(code) = failing {
            line = format!("- `{code}` fails: {error}");
        }
        if let Some(hint) = hint {
            line = format!("{line} ({hint})");
        }
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    format!("\n\nEarlier code failed, so write it in another way:\n{}", lines.join("\n"))
}

/// Whether an earlier step of the turn failed with the same words.
fn is_same_error(state: &State, id: StepId) -> bool {
    let error = |step: &Step| step.result.as_ref().and_then(|result| result.error.clone());
    let Some(step) = state.transcript.step(id) else { return false };
    let Some(own) = error(step) else { return false };
    state
        .transcript
        .steps_of(step.turn)
        .any(|other| other.id < id && error(other).as_ref() == Some(&own))
}
