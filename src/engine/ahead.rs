//! What is computed before it is asked: as much of the next prompt as is known while the user types or reviews.

use super::{Effect, Message, ModelStatus, Phase, Role, State, StepId, StopRule, prompt, survey};

/// When there is time, and what the next prompt will begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::engine) enum Moment {
    /// The model is at work, or there is none.
    Busy,
    /// The user may type a prompt; so many entries lie before it, and the folder was looked at so often.
    Typing { entries: usize, looks: u32 },
    /// The user reviews a step, whose output will come next.
    Reviewing { step: StepId },
}

/// What time it is.
pub(in crate::engine) fn moment(state: &State) -> Moment {
    if !state.settings.ahead || !matches!(state.model, ModelStatus::Ready(_)) {
        return Moment::Busy;
    }
    match state.phase {
        Phase::Idle => {
            // Only a first prompt is told of files unasked.
            let first = state.transcript.prompts().next().is_none();
            let looks = if first { state.looks } else { 0 };
            Moment::Typing { entries: state.transcript.entries().len(), looks }
        }
        Phase::Asking { step, .. } => Moment::Reviewing { step },
        _ => Moment::Busy,
    }
}

/// What to compute now that this moment has come.
pub(in crate::engine) fn prepare(state: &mut State, before: &Moment) -> Option<Effect> {
    let now = moment(state);
    let beginning = match &now {
        _ if now == *before => return None,
        Moment::Busy => return None,
        Moment::Typing { looks, .. } => {
            let survey = state.survey.as_ref().filter(|_| *looks > 0);
            let told = survey.map(|seen| survey::context(seen, "")).unwrap_or_default();
            if told.is_empty() { told } else { told + "\n\n" }
        }
        Moment::Reviewing { .. } => "Output:\n".to_owned(),
    };
    let mut prompt = match &now {
        Moment::Typing { .. } => prompt::build_next(state, StopRule::FenceClosed).prompt,
        _ => prompt::build(state, StopRule::FenceClosed).prompt,
    };
    match prompt.messages.last_mut() {
        Some(last) if last.role == Role::User => {
            last.text.push_str("\n\n");
            last.text.push_str(&beginning);
        }
        _ => prompt.messages.push(Message { role: Role::User, text: beginning }),
    }
    prompt.opening.clear();
    // News of it may stay away, where it is held already.
    state.ahead = None;
    Some(Effect::Prepare { prompt })
}

/// So much of it is computed; news from before a request no longer counts.
pub(in crate::engine) fn prepared(
    state: &mut State,
    done: u32,
    total: u32,
    cached: u32,
) -> Vec<Effect> {
    if !matches!(state.phase, Phase::Thinking(_)) {
        state.ahead = (done < total).then_some((done, total));
        state.meter.read(cached.saturating_add(done));
    }
    vec![]
}
