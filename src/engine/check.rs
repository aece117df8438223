//! Between a reply and its review: what is known of the code is looked up, and what cannot run goes back to the model.

use super::approval::Proposal;
use super::{
    CheckId, Checked, Checking, Doubt, DoubtKind, Effect, Entry, Language, Level, Mended,
    ModelStatus, Phase, Policy, State, TurnId, approval, ground, notice, opinion, turn,
};

/// Has code looked at before it is proposed; code that will not be run needs no look.
pub(in crate::engine) fn begin(
    state: &mut State,
    turn: TurnId,
    lang: Language,
    code: String,
) -> Vec<Effect> {
    if !state.settings.checks || state.policy() == Policy::None {
        let proposal = Proposal { lang, code, written: None, doubts: vec![] };
        return approval::propose(state, turn, proposal);
    }
    if let Some(effects) = approval::refused(state, turn, &code) {
        return effects;
    }
    let check = state.next_check();
    state.phase = Phase::Checking(Checking { turn, check, lang, code: code.clone() });
    vec![Effect::CheckCode { check, lang, code, trial_s: 0 }]
}

/// Takes what a look found: code that cannot run goes back, other code is proposed.
pub(in crate::engine) fn checked(state: &mut State, check: CheckId, found: Checked) -> Vec<Effect> {
    if let Some(effects) = opinion::tried(state, check, &found) {
        return effects;
    }
    let Phase::Checking(checking) = &state.phase else { return vec![] };
    if checking.check != check {
        return vec![];
    }
    let Checking { turn, lang, code, .. } = checking.clone();
    let Checked { doubts, mended, .. } = found;
    if let Some(effects) = sent_back(state, turn, &doubts) {
        return effects;
    }
    let (code, written, mut effects) = match mended {
        Some(Mended { code: better, note }) if !better.trim().is_empty() => {
            (better, Some(code), say_once(state, note))
        }
        _ => (code, None, vec![]),
    };
    effects.extend(approval::propose(state, turn, Proposal { lang, code, written, doubts }));
    effects
}

/// Tells what was mended, unless the session has told it already.
pub(in crate::engine) fn say_once(state: &mut State, note: String) -> Vec<Effect> {
    let mut entries = state.transcript.entries().iter();
    let is_known =
        entries.any(|entry| matches!(entry, Entry::Notice { text, .. } if *text == note));
    if is_known { vec![] } else { notice(state, Level::Info, note) }
}

/// Proposes code whose look will not come to its end: its kernel is gone.
pub(in crate::engine) fn unanswered(state: &mut State, lang: Language) -> Vec<Effect> {
    match &state.phase {
        Phase::Checking(checking) if checking.lang == lang => {
            let check = checking.check;
            checked(state, check, Checked::default())
        }
        _ => vec![],
    }
}

/// Sends code back once a turn where it does not parse, and once where nobody would see its doubts.
fn sent_back(state: &mut State, turn: TurnId, doubts: &[Doubt]) -> Option<Vec<Effect>> {
    if doubts.is_empty() || !matches!(state.model, ModelStatus::Ready(_)) {
        return None;
    }
    if let Some(doubt) = doubts.iter().find(|doubt| doubt.kind == DoubtKind::Syntax) {
        let text = format!(
            "{} cannot be parsed: {}\nWrite it again, whole and corrected.",
            ground::NOT_RUN,
            doubt.text
        );
        return state.nudge_once("syntax").then(|| turn::nudge(state, turn, &text));
    }
    if state.policy() != Policy::All || !state.nudge_once("doubts") {
        return None;
    }
    let lines: Vec<_> = doubts.iter().map(|doubt| format!("- {}", doubt.text)).collect();
    let text = format!(
        "{} would fail:\n{}\nWrite it again, whole, with what is there.",
        ground::NOT_RUN,
        lines.join("\n")
    );
    Some(turn::nudge(state, turn, &text))
}
