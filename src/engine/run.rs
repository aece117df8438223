//! A step on its way: output, input, interrupt and end.

use super::output::OutputFile;
use super::{
    Checking, Display, Effect, InputRequest, Level, ModelStatus, Phase, Report, Running, State,
    StepId, StepResult, StopCause, Then, approval, consent, notice, tell, turn,
};

pub(in crate::engine) fn output_arrived(
    state: &mut State,
    step: StepId,
    text: String,
) -> Vec<Effect> {
    let Some(record) = state.transcript.step_mut(step) else { return vec![] };
    record.output.push(&text);
    vec![Effect::Report(Report::Output { n: step.0, text })]
}

pub(in crate::engine) fn output_omitted(
    state: &mut State,
    step: StepId,
    bytes: u64,
) -> Vec<Effect> {
    if let Some(record) = state.transcript.step_mut(step) {
        record.output.skip(bytes);
    }
    vec![]
}

pub(in crate::engine) fn output_kept(
    state: &mut State,
    step: StepId,
    file: Option<OutputFile>,
) -> Vec<Effect> {
    if let Some(record) = state.transcript.step_mut(step) {
        record.output.keep(file);
    }
    vec![]
}

/// Where nobody can decide, the step goes on; else the user is asked.
pub(in crate::engine) fn output_held(state: &mut State, step: StepId) -> Vec<Effect> {
    let unattended = state.settings.unattended;
    let Some(running) = running(state, step) else { return vec![] };
    let (lang, kept) = (running.lang, "all that is kept of one step");
    if unattended {
        let text = format!("Step {} has printed {kept}: the rest is only counted.", step.0);
        let mut effects = notice(state, Level::Warning, text);
        effects.push(Effect::LetOutputGo { step, lang });
        return effects;
    }
    running.held = true;
    let text = format!(
        "Step {} has printed {kept}: it is held until you interrupt it, or let it go on without keeping more.",
        step.0
    );
    notice(state, Level::Warning, text)
}

pub(in crate::engine) fn let_output_go(state: &mut State, step: StepId) -> Vec<Effect> {
    match running(state, step) {
        Some(Running { held, lang, .. }) if *held => {
            *held = false;
            vec![Effect::LetOutputGo { step, lang: *lang }]
        }
        _ => vec![],
    }
}

pub(in crate::engine) fn display_arrived(
    state: &mut State,
    step: StepId,
    display: Display,
) -> Vec<Effect> {
    if let Some(record) = state.transcript.step_mut(step) {
        record.displays.push(display);
    }
    vec![]
}

pub(in crate::engine) fn input_wanted(
    state: &mut State,
    step: StepId,
    prompt: String,
    secret: bool,
) -> Vec<Effect> {
    let unattended = state.settings.unattended;
    let Some(running) = running(state, step) else { return vec![] };
    if unattended {
        let lang = running.lang;
        return vec![Effect::AnswerInput { step, lang, text: None }];
    }
    running.input = Some(InputRequest { prompt, secret });
    vec![]
}

pub(in crate::engine) fn answer_input(
    state: &mut State,
    step: StepId,
    text: Option<String>,
) -> Vec<Effect> {
    let Some(running) = running(state, step) else { return vec![] };
    let Some(asked) = running.input.take() else { return vec![] };
    let lang = running.lang;
    // A terminal would show the question and the end of its line; what was typed is nobody's business.
    let mut effects = match asked.prompt.as_str() {
        "" => vec![],
        prompt => output_arrived(state, step, format!("{prompt}\n")),
    };
    effects.push(Effect::AnswerInput { step, lang, text });
    effects
}

/// Stops what is going on: the step, the generation or the review.
pub(in crate::engine) fn interrupt(state: &mut State) -> Vec<Effect> {
    let answering = matches!(state.model, ModelStatus::Ready(_));
    match &mut state.phase {
        Phase::Idle => vec![],
        Phase::Running(running) => {
            running.interrupts += 1;
            vec![Effect::InterruptStep { step: running.step, lang: running.lang }]
        }
        Phase::Thinking(thinking) => {
            let (turn, request) = (thinking.turn, thinking.request);
            let again = std::mem::replace(&mut thinking.stopping, true);
            let mut effects = vec![Effect::StopGenerating { request }];
            // A model that still loads, or does not stop, is not waited for.
            if again || !answering {
                turn::keep_text(state, StopCause::Cancelled);
                effects.extend(turn::end(state, turn, super::EndReason::Interrupted));
            }
            effects
        }
        Phase::Consenting(consenting) => {
            let request = consenting.request;
            consent::refuse(state, request)
        }
        Phase::Asking { turn, step } => {
            let (turn, step) = (*turn, *step);
            approval::abandon(state, turn, step)
        }
        Phase::Stalled { turn }
        | Phase::Telling { turn, .. }
        | Phase::Checking(Checking { turn, .. }) => {
            let turn = *turn;
            turn::end(state, turn, super::EndReason::Interrupted)
        }
    }
}

pub(in crate::engine) fn step_ended(
    state: &mut State,
    step: StepId,
    result: StepResult,
) -> Vec<Effect> {
    let Some(Running { turn, interrupts, then, .. }) = running(state, step).cloned() else {
        return vec![];
    };
    let status = result.status;
    let mut effects = close(state, step, result);
    if status == super::StepStatus::Died {
        let text =
            format!("Step {} ended with its kernel: variables of earlier steps are lost.", step.0);
        effects.extend(notice(state, Level::Warning, text));
    }
    if then != Then::GoOn {
        state.held.take_if(|held| *held == step);
    }
    effects.extend(
        follow(state, then)
            .unwrap_or_else(|| tell::after_step(state, turn, step, status, interrupts > 0)),
    );
    effects
}

/// What follows a step of the user's own; `None` of one of the model's.
pub(in crate::engine) fn follow(state: &mut State, then: Then) -> Option<Vec<Effect>> {
    state.phase = match then {
        Then::GoOn => return None,
        Then::Idle => Phase::Idle,
        Then::Ask { turn, step } => Phase::Asking { turn, step },
    };
    Some(vec![Effect::Survey])
}

/// Writes down and reports how a step ended.
pub(in crate::engine) fn close(state: &mut State, step: StepId, result: StepResult) -> Vec<Effect> {
    let report = Report::Result {
        n: step.0,
        status: result.status,
        result: result.result.clone(),
        error: result.error.clone(),
        duration_ms: result.duration_ms,
        cwd: result.cwd.clone(),
    };
    if let Some(record) = state.transcript.step_mut(step) {
        record.result = Some(result);
    }
    tell::settle(state, step);
    vec![Effect::Report(report)]
}

fn running(state: &mut State, step: StepId) -> Option<&mut Running> {
    match &mut state.phase {
        Phase::Running(running) if running.step == step => Some(running),
        _ => None,
    }
}
