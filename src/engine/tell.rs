//! What the model is told of a step: settled at its end, held back or put in other words by the user.

use super::digest::{self, digest, late};
use super::{
    DecidedBy, Effect, EndReason, Entry, Level, Phase, State, StepId, StepStatus, Told, TurnId,
    answer, notice, opinion, prompt, turn,
};

impl State {
    /// All that the model is told of a step, word for word; of one that still runs, what it would be
    /// told now. `None` of one that waits for a decision.
    #[must_use]
    pub fn told_of(&self, step: StepId) -> Option<String> {
        let record = self.transcript.step(step)?;
        match &record.told {
            Some(told) => self.told_in(step, &told.text),
            None => self.told_in(step, &words(self, step)),
        }
    }

    /// The same with these words in place of the step's output.
    #[must_use]
    pub fn told_in(&self, step: StepId, words: &str) -> Option<String> {
        prompt::feedback(self, self.transcript.step(step)?, words)
    }

    /// Whether prompts still hold this step; its oldest part is left out once the window is full.
    #[must_use]
    pub fn is_in_sight(&self, step: StepId) -> bool {
        let mut seen = self.transcript.entries().iter().skip(self.told_from);
        seen.any(|entry| matches!(entry, Entry::Step(id) if *id == step))
    }
}

/// A step's digest, and what earlier steps printed since they were told.
fn words(state: &State, id: StepId) -> String {
    let own = state.transcript.step(id).map(|step| digest(step, digest::BUDGET));
    let later = state.transcript.steps().filter(|step| step.id != id).filter_map(|step| {
        let covers = step.told.as_ref()?.covers;
        if step.output.total() > covers { late(step, covers) } else { None }
    });
    own.into_iter().chain(later).collect::<Vec<_>>().join("\n")
}

/// Settles what the model is told of a step that has ended, and of what earlier ones printed since.
pub(in crate::engine) fn settle(state: &mut State, id: StepId) {
    let text = words(state, id);
    if let Some(step) = state.transcript.step_mut(id) {
        step.told = Some(Told { text, by: DecidedBy::Policy, covers: 0 });
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
    if status == StepStatus::Ok
        && let Some(effects) = answer::take_printed(state, turn)
    {
        return effects;
    }
    if status == StepStatus::Error {
        return opinion::ask(state, turn);
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

/// Tells the model of a step, in the user's words if there are any; a reply under way to other words
/// is stopped. Of a step that still runs it only takes the hold away.
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
        // What waits to be sent holds other words now.
        Phase::Consenting(consenting) if changed => {
            let (turn, request) = (consenting.turn, consenting.request);
            let mut effects = vec![Effect::StopGenerating { request }];
            effects.extend(turn::generate(state, turn));
            effects
        }
        // A turn that is being stopped is not begun again.
        Phase::Thinking(thinking) if changed && !thinking.stopping => {
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
