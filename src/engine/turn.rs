//! A turn from the prompt to its end: asking the model, reading its reply, deciding what follows.

use super::update::thinking;
use super::{
    Effect, EndReason, Entry, Level, ModelStatus, Phase, Report, RequestId, State, Stats,
    StopCause, StopRule, Thinking, TurnId, answer, consent, notice, opinion, prompt, reading,
    session, survey,
};

/// Bytes of a prompt beyond which it is refused; quoted for the wire it may become twice as long.
const LONGEST: usize = 4_000_000;

pub(in crate::engine) fn submit(state: &mut State, text: String) -> Vec<Effect> {
    let effects = begin(state, text);
    // A prompt that was not taken leaves its files to no other.
    state.attached.clear();
    effects
}

fn begin(state: &mut State, text: String) -> Vec<Effect> {
    if text.trim().is_empty() {
        return vec![];
    }
    if state.phase != Phase::Idle && !matches!(state.phase, Phase::Stalled { .. }) {
        return notice(
            state,
            Level::Info,
            "The last prompt is still being worked on: stop it first, or wait.".into(),
        );
    }
    if matches!(state.model, ModelStatus::None) && state.settings.model.is_none() {
        return notice(state, Level::Warning, "There is no model yet: choose one first.".into());
    }
    if text.len() > LONGEST {
        return too_long(state, text.len());
    }
    let mut effects = match state.phase {
        Phase::Stalled { turn } => end(state, turn, EndReason::Interrupted),
        _ => vec![],
    };
    if state.last_turn == 0 || !state.introduced {
        state.introduced = true;
        effects.push(Effect::Report(Report::Session {
            id: state.settings.session.clone(),
            model: state.settings.model.clone().unwrap_or_default(),
            cwd: state.settings.cwd.clone(),
        }));
    }
    let turn = state.next_turn();
    state.nudges.clear();
    let context = survey::tell(state, &text);
    effects.push(Effect::Report(Report::Prompt { text: text.clone() }));
    state.transcript.push(Entry::Prompt { turn, text, context });
    effects.extend(ensure_model(state));
    effects.extend(generate(state, turn));
    effects
}

/// Refused before anything is sent: the conversation must fit into a message to the model process.
fn too_long(state: &mut State, bytes: usize) -> Vec<Effect> {
    let text = format!(
        "The prompt has {:.1} MB and can have {} MB: put the data into a file, and ask about that file.",
        megabytes(bytes),
        LONGEST / 1_000_000
    );
    let mut effects = notice(state, Level::Error, text);
    if state.settings.unattended {
        effects.push(Effect::Report(Report::End {
            reason: EndReason::Error,
            answer: String::new(),
            steps: 0,
        }));
    }
    effects
}

#[expect(clippy::cast_precision_loss, reason = "one decimal is shown")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// Asks the model for the next reply of a turn.
pub(in crate::engine) fn generate(state: &mut State, turn: TurnId) -> Vec<Effect> {
    let request = state.next_request();
    state.ahead = None;
    state.phase = Phase::Thinking(Thinking::new(turn, request));
    vec![Effect::Generate { request, prompt: prompt::build(state, StopRule::FenceClosed).prompt }]
}

pub(in crate::engine) fn prefill_advanced(
    state: &mut State,
    request: RequestId,
    prefill: (u32, u32),
    cached: u32,
) -> Vec<Effect> {
    if let Some(thinking) = thinking(state, request) {
        thinking.prefill = prefill;
        state.meter.read(cached.saturating_add(prefill.1));
    }
    vec![]
}

pub(in crate::engine) fn text_arrived(
    state: &mut State,
    request: RequestId,
    text: &str,
    tokens: u32,
) -> Vec<Effect> {
    let Some(thinking) = thinking(state, request) else { return vec![] };
    thinking.text.push_str(text);
    thinking.fences.push(text);
    thinking.tokens += tokens;
    vec![Effect::Report(Report::Text { delta: text.to_owned() })]
}

pub(in crate::engine) fn generation_ended(
    state: &mut State,
    request: RequestId,
    stop: StopCause,
    stats: Stats,
) -> Vec<Effect> {
    let Some(reply) = thinking(state, request) else { return vec![] };
    let (turn, text) = (reply.turn, std::mem::take(&mut reply.text));
    let fences = std::mem::take(&mut reply.fences);
    state.meter.finish(stats);
    let mut effects = vec![Effect::Report(Report::Stats(stats))];
    let found = reading::read(&text, &fences.parts(), stop);
    if stop != StopCause::Cancelled
        && let Some(more) = opinion::drafted(state, turn, &text, &found, stats)
    {
        effects.extend(more);
        return effects;
    }
    state.transcript.push(Entry::Reply { turn, text: text.clone(), stop, stats });
    effects.extend(match found {
        _ if stop == StopCause::Cancelled => end(state, turn, EndReason::Interrupted),
        reading::Found::Code { lang, code } => answer::proposed(state, turn, lang, code, stop),
        reading::Found::Cut => cut_short(state, turn),
        reading::Found::None => answer::judge(state, turn, &text, stop),
    });
    effects
}

/// Ends a turn whose reply did not come to its end.
pub(in crate::engine) fn cut_short(state: &mut State, turn: TurnId) -> Vec<Effect> {
    let most = state.settings.sampling.max_tokens;
    let text = format!(
        "The reply was cut off at its limit of {most} tokens, or at the end of the context window: ask for less, or raise generation.max_tokens."
    );
    let mut effects = notice(state, Level::Warning, text);
    effects.extend(end(state, turn, EndReason::MaxTokens));
    effects
}

/// Text that was on screen already stays there, whatever cut it off.
pub(in crate::engine) fn keep_text(state: &mut State, stop: StopCause) {
    if let Phase::Thinking(thinking) = &mut state.phase {
        let (turn, text) = (thinking.turn, std::mem::take(&mut thinking.text));
        if !text.is_empty() {
            state.transcript.push(Entry::Reply { turn, text, stop, stats: Stats::default() });
        }
    }
}

/// Sends the reply back with a reason, visibly.
pub(in crate::engine) fn nudge(state: &mut State, turn: TurnId, text: &str) -> Vec<Effect> {
    state.transcript.push(Entry::Nudge { turn, text: text.to_owned() });
    generate(state, turn)
}

pub(in crate::engine) fn prompt_refused(
    state: &mut State,
    request: RequestId,
    counts: &[u32],
    limit: u32,
    estimated: bool,
) -> Vec<Effect> {
    let Some(thinking) = thinking(state, request) else { return vec![] };
    let turn = thinking.turn;
    let built = prompt::build(state, StopRule::FenceClosed);
    let needed: u32 = counts.iter().sum();
    let Some(from) = prompt::shorten(&built.sources, counts, limit, state.told_from) else {
        let text = if estimated {
            format!(
                "The prompt needs about {needed} tokens, by an estimate, and the server's context window leaves room for {limit}: shorten it, or set remote.context to what the server really has."
            )
        } else {
            format!(
                "The prompt needs {needed} tokens and the context window leaves room for {limit}: shorten it, or raise generation.context."
            )
        };
        let mut effects = notice(state, Level::Error, text);
        effects.extend(end(state, turn, EndReason::Error));
        return effects;
    };
    state.told_from = from;
    let text = "The context window is full: the model no longer sees the oldest part of this conversation.";
    let mut effects = notice(state, Level::Warning, text.into());
    effects.extend(generate(state, turn));
    effects
}

pub(in crate::engine) fn generation_failed(
    state: &mut State,
    request: RequestId,
    message: &str,
) -> Vec<Effect> {
    consent::failed(state, request);
    let Some(thinking) = thinking(state, request) else { return vec![] };
    let turn = thinking.turn;
    keep_text(state, StopCause::Died);
    let mut effects = notice(state, Level::Error, format!("The model could not answer: {message}"));
    effects.extend(end(state, turn, EndReason::Error));
    effects
}

/// Ends a turn with its answer, or with what it has come to.
pub(in crate::engine) fn end(state: &mut State, turn: TurnId, reason: EndReason) -> Vec<Effect> {
    state.phase = Phase::Idle;
    state.approved_turn = None;
    state.held = None;
    state.opinions = None;
    let steps = state.transcript.steps_of(turn).filter(|step| step.result.is_some()).count();
    let answer = match reason {
        EndReason::Answered => answer::last_words(state, turn),
        _ => answer::so_far(state, turn),
    };
    state.transcript.push(Entry::End { turn, reason });
    // What steps have written or changed is told with the next prompt.
    let look = (steps > 0 && !state.settings.unattended).then_some(Effect::Survey);
    let report = Effect::Report(Report::End {
        reason,
        answer,
        steps: u32::try_from(steps).unwrap_or(u32::MAX),
    });
    std::iter::once(report).chain(look).collect()
}

/// What the user asked in a turn.
pub(in crate::engine) fn prompt_of(state: &State, turn: TurnId) -> String {
    let found = state.transcript.entries().iter().rev().find_map(|entry| match entry {
        Entry::Prompt { turn: of, text, .. } if *of == turn => Some(text.clone()),
        _ => None,
    });
    found.unwrap_or_default()
}

fn ensure_model(state: &mut State) -> Vec<Effect> {
    match (&state.model, state.settings.model.clone()) {
        (
            ModelStatus::None | ModelStatus::Failed { .. } | ModelStatus::Died { .. },
            Some(model),
        ) => vec![session::load(state, model)],
        _ => vec![],
    }
}
