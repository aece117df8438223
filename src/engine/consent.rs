//! Prompts that would leave the machine: none does before the user has seen what is sent and said so.

use super::{
    Consenting, Effect, EndReason, Level, Message, Outgoing, Phase, RequestId, State, Thinking,
    notice, turn, update::thinking,
};

/// A prompt waits at the border. One for a server that the user has agreed to goes on; where nobody can be
/// asked, naming the model was the agreement, and the notice says what that means.
pub(in crate::engine) fn asked(
    state: &mut State,
    request: RequestId,
    outgoing: Outgoing,
    messages: Vec<Message>,
) -> Vec<Effect> {
    let Some(thinking) = thinking(state, request) else { return vec![] };
    let turn = thinking.turn;
    // A stop is on its way to it already.
    if thinking.stopping {
        return vec![];
    }
    if state.allowed_hosts.contains(&outgoing.host) {
        return vec![Effect::SendPrompt { request }];
    }
    if state.settings.unattended {
        let mut effects = notice(state, Level::Warning, announced(&outgoing));
        state.allowed_hosts.insert(outgoing.host);
        effects.push(Effect::SendPrompt { request });
        return effects;
    }
    let consenting = Consenting { turn, request, outgoing, messages };
    state.phase = Phase::Consenting(Box::new(consenting));
    vec![]
}

fn announced(outgoing: &Outgoing) -> String {
    let Outgoing { host, messages, bytes, .. } = outgoing;
    let (way, masked) = (outgoing.way(), outgoing.hidden());
    format!(
        "Prompts of this session leave this machine for {host} ({way}): the first has {messages} messages, {bytes} bytes; {masked}."
    )
}

impl Outgoing {
    /// How it travels.
    #[must_use]
    pub fn way(&self) -> &'static str {
        if self.is_encrypted { "encrypted" } else { "not encrypted" }
    }

    /// What of it was masked, in words.
    #[must_use]
    pub fn hidden(&self) -> String {
        match self.masked.as_slice() {
            _ if !self.is_masked => "nothing is masked, as remote.mask is off".into(),
            [] => "no secret was found in it".into(),
            masked => format!("masked: {}", masked.join(", ")),
        }
    }
}

/// The user has seen it: this prompt and later ones of the session may go there.
pub(in crate::engine) fn allow(state: &mut State, request: RequestId) -> Vec<Effect> {
    let Some(host) = waiting(state, request).map(|waiting| waiting.outgoing.host.clone()) else {
        return vec![];
    };
    state.allowed_hosts.insert(host);
    resume_waiting(state);
    vec![Effect::SendPrompt { request }]
}

/// Nothing is sent, and the turn ends.
pub(in crate::engine) fn refuse(state: &mut State, request: RequestId) -> Vec<Effect> {
    let Some(consenting) = waiting(state, request) else { return vec![] };
    let (turn, host) = (consenting.turn, consenting.outgoing.host.clone());
    let mut effects = vec![Effect::StopGenerating { request }];
    effects.extend(notice(state, Level::Info, format!("Nothing was sent to {host}.")));
    effects.extend(turn::end(state, turn, EndReason::Interrupted));
    effects
}

/// A request that failed waits for nobody.
pub(in crate::engine) fn failed(state: &mut State, request: RequestId) {
    if waiting(state, request).is_some() {
        resume_waiting(state);
    }
}

/// Where a prompt waits for the user, the reply to it is what the turn waits for again.
pub(in crate::engine) fn resume_waiting(state: &mut State) {
    if let Phase::Consenting(consenting) = &state.phase {
        state.phase = Phase::Thinking(Thinking::new(consenting.turn, consenting.request));
    }
}

fn waiting(state: &State, request: RequestId) -> Option<&Consenting> {
    match &state.phase {
        Phase::Consenting(consenting) if consenting.request == request => Some(consenting),
        _ => None,
    }
}
