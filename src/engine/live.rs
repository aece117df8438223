//! A step while it runs: paused, given more, typed to, watched; and what steps leave in the kernels.

use super::{
    Effect, Event, Language, Level, Phase, Running, ShownVariable, State, StepId, TerminalSize,
    gauge, notice,
};

/// Asks the runner of the step that runs for something; nothing where that step does not run.
pub(in crate::engine) fn ask(
    state: &State,
    step: StepId,
    effect: impl FnOnce(StepId, Language) -> Effect,
) -> Vec<Effect> {
    match &state.phase {
        Phase::Running(running) if running.step == step => vec![effect(step, running.lang)],
        _ => vec![],
    }
}

/// Takes in what runners tell between the beginnings and ends of steps; decides nothing.
pub(in crate::engine) fn heard(state: &mut State, event: Event) -> Vec<Effect> {
    match event {
        Event::HardwareSampled { sample } => gauge::sampled(state, sample),
        Event::StepWatched { step, watch } => {
            if let Some(running) = running(state, step) {
                running.watch = Some(watch);
            }
        }
        Event::ProcessesLeft { lang, processes } if processes.is_empty() => {
            state.leftovers.remove(&lang);
        }
        Event::ProcessesLeft { lang, processes } => {
            state.leftovers.insert(lang, processes);
        }
        Event::VariablesTold { lang, variables } => {
            state.variables.insert(lang, variables);
        }
        Event::VariableShown { lang, name, text } => {
            state.shown = Some(ShownVariable { lang, name, text });
        }
        _ => {}
    }
    vec![]
}

pub(in crate::engine) fn resize(
    state: &mut State,
    step: StepId,
    size: TerminalSize,
) -> Vec<Effect> {
    match running(state, step) {
        Some(Running { terminal: Some(known), lang, .. }) if *known != size => {
            *known = size;
            vec![Effect::ResizeTerminal { step, lang: *lang, size }]
        }
        _ => vec![],
    }
}

pub(in crate::engine) fn use_python(state: &mut State, program: String) -> Vec<Effect> {
    if matches!(&state.phase, Phase::Running(running) if running.lang == Language::Python) {
        let text = "Interrupt the running step before changing the Python.";
        return notice(state, Level::Info, text.into());
    }
    vec![Effect::UsePython { program }]
}

fn running(state: &mut State, step: StepId) -> Option<&mut Running> {
    match &mut state.phase {
        Phase::Running(running) if running.step == step => Some(running),
        _ => None,
    }
}
