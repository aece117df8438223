//! Brings a saved session back: its events once more through the engine, its effects left out.

use super::Header;
use crate::engine::{self, Event, Settings, State};

/// The state that the session was left in, to be read. What steered the session is taken from its
/// header, or a limit changed since would end a turn where it had not ended.
#[must_use]
pub fn recall(header: &Header, events: Vec<Event>, settings: Settings) -> State {
    let mut state = State::new(Settings {
        session: header.id.clone(),
        cwd: header.cwd.clone(),
        model: (!header.model.is_empty()).then(|| header.model.clone()),
        policy: header.policy,
        max_steps: header.max_steps,
        unattended: header.unattended,
        checks: header.checks,
        opinions_s: header.opinions_s,
        ..settings
    });
    for event in events {
        let _ = engine::update(&mut state, event);
    }
    state
}

/// The state ready to go on under `settings`, with the session's own model: what was under way is over.
#[must_use]
pub fn replay(header: &Header, events: Vec<Event>, settings: Settings) -> State {
    let mut state = recall(header, events, settings.clone());
    let _ = engine::update(&mut state, Event::Resumed);
    let (session, cwd) = (header.id.clone(), header.cwd.clone());
    let model = state.settings().model.clone().or(settings.model);
    state.under(Settings { session, cwd, model, ..settings })
}
