//! Proposals and decisions: nothing runs but the very text that was approved.

use super::{
    Author, DecidedBy, Decision, Doubt, Effect, EndReason, Language, Level, Phase, Place, Policy,
    Report, Running, Scope, State, Step, StepId, TerminalSize, Then, TurnId, Verdict, notice,
    output::Output, turn,
};

/// How it begins when the same code comes again.
pub(in crate::engine) const AGAIN: &str = "You have already run exactly this code";

/// Code on its way to review.
#[derive(Debug, Clone)]
pub(in crate::engine) struct Proposal {
    /// Which kernel is to run it.
    pub(in crate::engine) lang: Language,
    /// What is to run.
    pub(in crate::engine) code: String,
    /// The model's own text, where it was mended.
    pub(in crate::engine) written: Option<String>,
    /// What speaks against it.
    pub(in crate::engine) doubts: Vec<Doubt>,
}

/// Takes the code of a reply as the next step of its turn.
pub(in crate::engine) fn propose(
    state: &mut State,
    turn: TurnId,
    proposal: Proposal,
) -> Vec<Effect> {
    let Proposal { lang, code, written, doubts } = proposal;
    if let Some(effects) = refused(state, turn, &code) {
        return effects;
    }
    let id =
        enter(state, turn, Author::Model, Proposal { lang, code: code.clone(), written, doubts });
    state.phase = Phase::Asking { turn, step: id };
    let mut effects = vec![Effect::Report(Report::Step { n: id.0, lang, code })];
    effects.extend(match state.policy() {
        Policy::Ask => vec![],
        Policy::All => run(state, turn, id, DecidedBy::Policy, Place::Kernel),
        Policy::None => {
            let mut effects = decide(state, id, Verdict::Rejected, DecidedBy::Policy, None);
            effects.extend(turn::end(state, turn, EndReason::Rejected));
            effects
        }
    });
    effects
}

/// Writes a step down that nobody has decided about.
fn enter(state: &mut State, turn: TurnId, author: Author, proposal: Proposal) -> StepId {
    let Proposal { lang, code, written, doubts } = proposal;
    let number = state.transcript.steps_of(turn).count() + 1;
    let id = state.next_step();
    state.transcript.propose(Step {
        id,
        turn,
        number: u32::try_from(number).unwrap_or(u32::MAX),
        lang,
        author,
        proposed: code.clone(),
        written,
        code,
        doubts,
        place: Place::Kernel,
        decision: None,
        output: Output::default(),
        displays: vec![],
        result: None,
        told: None,
    });
    id
}

/// Runs what the user wrote: typing it was the decision. The model hears of it with the next prompt.
pub(in crate::engine) fn run_own(state: &mut State, lang: Language, code: String) -> Vec<Effect> {
    let then = match state.phase {
        Phase::Idle => Then::Idle,
        Phase::Asking { turn, step } => Then::Ask { turn, step },
        _ => {
            let text = "Something is still going on: stop it first, or wait, then run this again.";
            return notice(state, Level::Info, text.into());
        }
    };
    if code.trim().is_empty() {
        return vec![];
    }
    let turn = state.next_turn();
    let own = Proposal { lang, code: code.clone(), written: None, doubts: vec![] };
    let id = enter(state, turn, Author::User, own);
    let mut effects = vec![Effect::Report(Report::Step { n: id.0, lang, code })];
    effects.extend(run(state, turn, id, DecidedBy::User, Place::Kernel));
    if let Phase::Running(running) = &mut state.phase {
        running.then = then;
    }
    effects
}

/// Ends the turn, or asks again, instead of taking this code: there were too many steps, or this very one.
pub(in crate::engine) fn refused(
    state: &mut State,
    turn: TurnId,
    code: &str,
) -> Option<Vec<Effect>> {
    if state.transcript.steps_of(turn).count() >= state.settings.max_steps as usize {
        return Some(too_many(state, turn));
    }
    repeated(state, turn, code)
}

/// Runs the proposal if `code` is what stands for review.
pub(in crate::engine) fn approve(
    state: &mut State,
    step: StepId,
    code: &str,
    scope: Scope,
) -> Vec<Effect> {
    let Some(turn) = asking(state, step) else { return vec![] };
    if state.transcript.step(step).is_none_or(|step| step.code != code) {
        return changed(state);
    }
    if scope == Scope::Turn {
        state.approved_turn = Some(turn);
    }
    run(state, turn, step, DecidedBy::User, Place::Kernel)
}

/// Runs the proposal at a terminal if `code` is what stands for review; shell steps only.
pub(in crate::engine) fn approve_at_terminal(
    state: &mut State,
    step: StepId,
    code: &str,
    size: TerminalSize,
) -> Vec<Effect> {
    let Some(turn) = asking(state, step) else { return vec![] };
    let Some(proposal) = state.transcript.step(step) else { return vec![] };
    if proposal.code != code {
        return changed(state);
    }
    if proposal.lang != Language::Bash {
        let text = "Only shell steps can run at a terminal: press a to run this one.";
        return notice(state, Level::Info, text.into());
    }
    run(state, turn, step, DecidedBy::User, Place::Terminal(size))
}

fn changed(state: &mut State) -> Vec<Effect> {
    let text = "The code has changed since it was shown: look at it again.";
    notice(state, Level::Warning, text.into())
}

pub(in crate::engine) fn edit(state: &mut State, step: StepId, code: String) -> Vec<Effect> {
    if asking(state, step).is_some()
        && !code.trim().is_empty()
        && let Some(step) = state.transcript.step_mut(step)
    {
        // They were about the text that was looked at.
        if step.code != code {
            step.doubts.clear();
        }
        step.code = code;
    }
    vec![]
}

pub(in crate::engine) fn change_language(
    state: &mut State,
    step: StepId,
    lang: Language,
) -> Vec<Effect> {
    if asking(state, step).is_some()
        && let Some(step) = state.transcript.step_mut(step)
    {
        if step.lang != lang {
            step.doubts.clear();
        }
        step.lang = lang;
    }
    vec![]
}

pub(in crate::engine) fn reject(
    state: &mut State,
    step: StepId,
    reason: Option<String>,
) -> Vec<Effect> {
    let Some(turn) = asking(state, step) else { return vec![] };
    let reason = reason.map(|reason| reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    let mut effects = decide(state, step, Verdict::Rejected, DecidedBy::User, reason);
    effects.extend(turn::generate(state, turn));
    effects
}

/// Ends the review without an answer to the model.
pub(in crate::engine) fn abandon(state: &mut State, turn: TurnId, step: StepId) -> Vec<Effect> {
    let mut effects =
        decide(state, step, Verdict::Rejected, DecidedBy::User, Some("stopped by the user".into()));
    effects.extend(turn::end(state, turn, EndReason::Interrupted));
    effects
}

fn asking(state: &State, step: StepId) -> Option<TurnId> {
    match state.phase {
        Phase::Asking { turn, step: asked } if asked == step => Some(turn),
        _ => None,
    }
}

fn run(state: &mut State, turn: TurnId, id: StepId, by: DecidedBy, place: Place) -> Vec<Effect> {
    let Some(step) = state.transcript.step_mut(id) else { return vec![] };
    step.place = place;
    let (lang, code, edited) = (step.lang, step.code.clone(), step.is_edited());
    let verdict = if edited { Verdict::Edited } else { Verdict::Approved };
    let mut effects = decide(state, id, verdict, by, None);
    let terminal = match place {
        Place::Kernel => None,
        Place::Terminal(size) => Some(size),
    };
    state.phase = Phase::Running(Running {
        turn,
        step: id,
        lang,
        interrupts: 0,
        input: None,
        watch: None,
        held: false,
        terminal,
        then: Then::GoOn,
    });
    effects.push(Effect::RunCode { step: id, lang, code, place });
    effects
}

fn decide(
    state: &mut State,
    id: StepId,
    verdict: Verdict,
    by: DecidedBy,
    reason: Option<String>,
) -> Vec<Effect> {
    let Some(step) = state.transcript.step_mut(id) else { return vec![] };
    step.decision = Some(Decision { verdict, by, reason: reason.clone() });
    let code = (verdict == Verdict::Edited).then(|| step.code.clone());
    vec![Effect::Report(Report::Decision { n: id.0, by, verdict, code, reason })]
}

fn too_many(state: &mut State, turn: TurnId) -> Vec<Effect> {
    let most = state.settings.max_steps;
    let text = format!(
        "Stopped after {most} steps without an answer: say how to go on, or raise limits.max_steps."
    );
    let mut effects = notice(state, Level::Warning, text);
    effects.extend(turn::end(state, turn, EndReason::MaxSteps));
    effects
}

/// The same text again tells nothing new: once the model is told so, then the turn ends.
fn repeated(state: &mut State, turn: TurnId, code: &str) -> Option<Vec<Effect>> {
    let same = state.transcript.steps_of(turn).rev().find(|step| step.is_of(code))?;
    let failed = same.result.as_ref().is_some_and(|result| result.error.is_some());
    let (id, decision) = (same.id.0, same.decision.as_ref().map(|decision| decision.verdict));
    if state.nudge_once("repeated") {
        let text = match decision {
            Some(Verdict::Rejected) => "The user has already rejected exactly this code. Do something else, or ask the user.".to_owned(),
            _ if failed => format!("{AGAIN} as step {id}, and it failed. Do not send it again: fix the cause of the error, or take another way."),
            _ => format!("{AGAIN} as step {id}; its output stands above. Answer the question from it in plain text, without code."),
        };
        return Some(turn::nudge(state, turn, &text));
    }
    let text = format!(
        "The model proposed step {id} again and again and was stopped: ask in other words."
    );
    let mut effects = notice(state, Level::Warning, text);
    effects.extend(turn::end(state, turn, EndReason::Repeated));
    Some(effects)
}
