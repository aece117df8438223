//! What concerns more than a turn: models and kernels that come and go, and a session taken up again.

use super::{
    DecidedBy, Decision, Effect, EndReason, Event, KernelStatus, Language, Level, ModelStatus,
    Phase, Policy, Running, State, StepResult, StepStatus, StopCause, Then, Verdict, check,
    consent, notice, run, tell, turn,
};

pub(in crate::engine) fn use_model(state: &mut State, model: String) -> Vec<Effect> {
    if !matches!(state.phase, Phase::Idle | Phase::Stalled { .. }) {
        return notice(
            state,
            Level::Info,
            "Stop the current turn before changing the model.".into(),
        );
    }
    state.settings.model = Some(model.clone());
    let mut effects = vec![load(state, model)];
    effects.extend(go_on(state));
    effects
}

/// Starts a model process; news of earlier ones no longer counts.
pub(in crate::engine) fn load(state: &mut State, model: String) -> Effect {
    state.model = ModelStatus::Loading { model: model.clone() };
    state.ahead = None;
    Effect::LoadModel { load: state.next_load(), model }
}

pub(in crate::engine) fn restart_model(state: &mut State) -> Vec<Effect> {
    match (&state.model, state.settings.model.clone()) {
        (ModelStatus::Ready(_) | ModelStatus::Loading { .. }, _) | (_, None) => vec![],
        (_, Some(model)) => use_model(state, model),
    }
}

/// How a model process is doing; news of an earlier one is dropped here.
pub(in crate::engine) fn model_news(state: &mut State, event: Event) -> Vec<Effect> {
    if matches!(&event, Event::ModelFailed { load, .. } | Event::ModelDied { load, .. } if state.is_current(*load))
    {
        consent::resume_waiting(state);
    }
    match event {
        Event::ModelLoading { load, model } if state.is_current(load) => {
            state.model = ModelStatus::Loading { model };
            vec![]
        }
        Event::ModelReady { load, info } if state.is_current(load) => {
            state.model = ModelStatus::Ready(info);
            vec![]
        }
        Event::ModelFailed { load, message } if state.is_current(load) => {
            model_failed(state, message)
        }
        Event::ModelDied { load, message } if state.is_current(load) => model_died(state, message),
        _ => vec![],
    }
}

/// A turn that the model's death cut off asks again.
fn go_on(state: &mut State) -> Vec<Effect> {
    match state.phase {
        Phase::Stalled { turn } => turn::generate(state, turn),
        _ => vec![],
    }
}

fn model_failed(state: &mut State, message: String) -> Vec<Effect> {
    let mut effects = notice(state, Level::Error, message.clone());
    state.model = ModelStatus::Failed { message };
    if let Phase::Thinking(thinking) = &state.phase {
        let turn = thinking.turn;
        effects.extend(turn::end(state, turn, EndReason::Error));
    }
    effects
}

fn model_died(state: &mut State, message: String) -> Vec<Effect> {
    state.model = ModelStatus::Died { message: message.clone() };
    let later = format!("{message}. It can be started again; the conversation is kept.");
    let Phase::Thinking(thinking) = &mut state.phase else {
        return notice(state, Level::Warning, later);
    };
    let (turn, stopping) = (thinking.turn, thinking.stopping);
    if stopping {
        turn::keep_text(state, StopCause::Cancelled);
        let mut effects = notice(state, Level::Warning, later);
        effects.extend(turn::end(state, turn, EndReason::Interrupted));
        return effects;
    }
    turn::keep_text(state, StopCause::Died);
    if state.settings.unattended {
        let mut effects = notice(state, Level::Error, message);
        effects.extend(turn::end(state, turn, EndReason::Error));
        return effects;
    }
    state.phase = Phase::Stalled { turn };
    notice(
        state,
        Level::Error,
        format!("{message}. Start it again and the turn goes on; the conversation is kept."),
    )
}

pub(in crate::engine) fn restart_kernel(state: &mut State, lang: Language) -> Vec<Effect> {
    if let Phase::Running(running) = &state.phase
        && running.lang == lang
    {
        return notice(
            state,
            Level::Info,
            "Interrupt the running step before restarting its kernel.".into(),
        );
    }
    vec![Effect::RestartKernel { lang }]
}

pub(in crate::engine) fn kernel_ready(
    state: &mut State,
    lang: Language,
    ready: KernelStatus,
) -> Vec<Effect> {
    state.variables.remove(&lang);
    state.kernels.insert(lang, ready);
    vec![]
}

pub(in crate::engine) fn kernel_failed(
    state: &mut State,
    lang: Language,
    message: String,
) -> Vec<Effect> {
    let mut effects = notice(state, Level::Error, message.clone());
    state.variables.remove(&lang);
    state.kernels.insert(lang, KernelStatus::Failed { message: message.clone() });
    if let Phase::Running(running) = &state.phase
        && running.lang == lang
    {
        let (turn, step, then) = (running.turn, running.step, running.then);
        // The step's own end comes too late for its turn.
        effects.extend(run::close(state, step, died(message)));
        let followed = run::follow(state, then);
        effects.extend(followed.unwrap_or_else(|| turn::end(state, turn, EndReason::Error)));
    }
    effects.extend(check::unanswered(state, lang));
    effects
}

pub(in crate::engine) fn kernel_died(
    state: &mut State,
    lang: Language,
    message: String,
) -> Vec<Effect> {
    let text = format!("{message}. The next step starts afresh.");
    state.variables.remove(&lang);
    state.kernels.insert(lang, KernelStatus::Died { message });
    let mut effects = notice(state, Level::Warning, text);
    effects.extend(check::unanswered(state, lang));
    effects
}

/// After a replay: what was under way is over, and kernels start empty.
pub(in crate::engine) fn resumed(state: &mut State) -> Vec<Effect> {
    let ids: Vec<_> = state.transcript.steps().map(|step| step.id).collect();
    for id in ids {
        if let Some(step) = state.transcript.step_mut(id) {
            if step.decision.is_none() {
                let reason = Some("the session ended before it was decided".into());
                step.decision =
                    Some(Decision { verdict: Verdict::Rejected, by: DecidedBy::Policy, reason });
            } else if step.result.is_none()
                && step.decision.as_ref().is_some_and(|d| d.verdict != Verdict::Rejected)
            {
                step.result = Some(died("the session ended while this step ran".into()));
                tell::settle(state, id);
            }
        }
    }
    match &state.phase {
        Phase::Running(Running { then: Then::Idle, .. }) => state.phase = Phase::Idle,
        Phase::Running(Running { then: Then::Ask { turn, .. }, .. }) => {
            let turn = *turn;
            turn::end(state, turn, EndReason::Interrupted);
        }
        phase => {
            if let Some(turn) = phase.turn() {
                turn::end(state, turn, EndReason::Interrupted);
            }
        }
    }
    state.kernels.clear();
    state.model = ModelStatus::None;
    state.introduced = false;
    // Who takes a session up again decides again.
    state.allowed_hosts.clear();
    notice(state, Level::Info, "Taken up again. The conversation is here; the kernels start empty, so variables of earlier steps are gone.".into())
}

pub(in crate::engine) fn steered(
    state: &mut State,
    policy: Policy,
    max_steps: u32,
    unattended: bool,
    checks: bool,
) -> Vec<Effect> {
    let settings = &mut state.settings;
    settings.checks = checks;
    (settings.policy, settings.max_steps, settings.unattended) = (policy, max_steps, unattended);
    vec![]
}

fn died(error: String) -> StepResult {
    StepResult {
        status: StepStatus::Died,
        result: None,
        error: Some(error),
        traceback: None,
        cwd: None,
        duration_ms: 0.0,
    }
}
