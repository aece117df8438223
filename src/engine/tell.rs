//! What the model is told of a step: settled at its end, held back or put in other words by the user.

use super::digest::{self, digest, late};
use super::{
    DecidedBy, Effect, EndReason, Level, Phase, State, StepId, StepStatus, Told, TurnId, notice,
    turn,
};

/// Settles what the model is told of a step that has ended, and of what earlier ones printed since.
pub(in crate::engine) fn settle(state: &mut State, id: StepId) {
    let later: Vec<String> = state
        .transcript
        .steps()
        .filter(|step| step.id != id)
        .filter_map(|step| Some((step, step.told.as_ref()?.covers)))
        .filter(|(step, covers)| step.output.total() > *covers)
        .map(|(step, covers)| late(step, covers))
        .collect();
    let Some(step) = state.transcript.step(id) else { return };
    let parts: Vec<String> = std::iter::once(digest(step, digest::BUDGET)).chain(later).collect();
    let told = Told { text: parts.join("\n"), by: DecidedBy::Policy, covers: step.output.total() };
    if let Some(step) = state.transcript.step_mut(id) {
        step.told = Some(told);
    }
    cover(state);
}

/// Everything that was printed up to now has been told.
fn cover(state: &mut State) {
    let ids: Vec<StepId> = state.transcript.steps().map(|step| step.id).collect();
    for id in ids {
        if let Some(step) = state.transcript.step_mut(id)
            && let Some(told) = &mut step.told
        {
            told.covers = step.output.total();
        }
    }
}

/// How a turn goes on after its step ended: at once, or once the user has seen what will be told.
pub(in crate::engine) fn after_step(
    state: &mut State,
    turn: TurnId,
    step: StepId,
    status: StepStatus,
    asked: bool,
) -> Vec<Effect> {
    let held = state.held.take() == Some(step);
    if status == StepStatus::Interrupted && asked {
        return turn::end(state, turn, EndReason::Interrupted);
    }
    if held && !state.settings.unattended {
        state.held = Some(step);
        state.phase = Phase::Telling { turn, step };
        return vec![];
    }
    turn::generate(state, turn)
}

/// Keeps the model waiting at the end of this step.
pub(in crate::engine) fn hold(state: &mut State, step: StepId) -> Vec<Effect> {
    let current = match &state.phase {
        Phase::Running(running) => running.step == step,
        Phase::Asking { step: asked, .. } => *asked == step,
        _ => false,
    };
    if current {
        state.held = Some(step);
    }
    vec![]
}

/// Tells the model of a step, in the user's words if there are any; a reply under way to other words is stopped.
pub(in crate::engine) fn tell(
    state: &mut State,
    step: StepId,
    text: Option<String>,
) -> Vec<Effect> {
    if state.held == Some(step) {
        state.held = None;
    }
    let changed = amend(state, step, text);
    match &state.phase {
        Phase::Telling { turn, step: told } if *told == step => {
            let turn = *turn;
            turn::generate(state, turn)
        }
        Phase::Thinking(thinking) if changed => {
            let (turn, request) = (thinking.turn, thinking.request);
            let mut effects = vec![Effect::StopGenerating { request }];
            effects.extend(notice(
                state,
                Level::Info,
                "You changed what the model is told: it is asked again.".into(),
            ));
            effects.extend(turn::generate(state, turn));
            effects
        }
        _ => vec![],
    }
}

fn amend(state: &mut State, step: StepId, text: Option<String>) -> bool {
    let told = state.transcript.step_mut(step).and_then(|step| step.told.as_mut());
    match (told, text) {
        (Some(told), Some(text)) if told.text != text => {
            *told = Told { text, by: DecidedBy::User, covers: told.covers };
            true
        }
        _ => false,
    }
}
