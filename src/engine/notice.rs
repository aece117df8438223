//! Sentences to the user, in the transcript and in the event stream.

use super::{Effect, Entry, Level, Report, State};

pub(in crate::engine) fn notice(state: &mut State, level: Level, text: String) -> Vec<Effect> {
    state.transcript.push(Entry::Notice { level, text: text.clone() });
    vec![Effect::Report(Report::Notice { level, text })]
}
