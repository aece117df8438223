//! Taking turns back: the conversation forgets them, the world does not.

use super::{Effect, Level, Phase, State, TurnId, notice};

/// Forgets a turn and all after it, while nothing goes on.
pub(in crate::engine) fn rewind(state: &mut State, turn: TurnId) -> Vec<Effect> {
    if !matches!(state.phase, Phase::Idle | Phase::Stalled { .. }) {
        let text = "Something is still going on: stop it first, then take the turn back.";
        return notice(state, Level::Info, text.into());
    }
    let before = state.transcript.entries().len();
    let gone = state.transcript.rewind(turn);
    let left = state.transcript.entries().len();
    if left == before {
        return vec![];
    }
    state.phase = Phase::Idle;
    state.told_from = state.told_from.min(left);
    // Files that only a forgotten prompt told of are told again; telling twice does no harm.
    state.told_files.clear();
    let ran = gone.iter().filter(|step| step.result.is_some()).count();
    if ran == 0 {
        return vec![];
    }
    let text = "Taken back. What its steps did to variables and files stays as it is.";
    notice(state, Level::Info, text.into())
}
