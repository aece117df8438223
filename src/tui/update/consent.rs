//! A prompt that would leave the machine: looked at, sent or not; nothing typed for something else sends it.

use crate::engine::{Command, Phase, RequestId, State};
use crate::tui::Action;
use crate::tui::review::{self, BUSY};
use crate::tui::screen::{Overlay, Screen};
use crate::tui::sending::Sending;
use crate::words::Deciding;

/// What an action does to the look; `None` where it means the same as everywhere.
pub(super) fn act(screen: &mut Screen, state: &State, action: Action) -> Option<Vec<Command>> {
    let request = waiting(state)?;
    let looks = matches!(screen.overlay, Overlay::Consent(_));
    match (action, looks) {
        (Action::ShowTold, false) if matches!(screen.overlay, Overlay::None) => {
            screen.overlay = Overlay::Consent(Sending::of(request));
            Some(Vec::new())
        }
        (Action::ShowTold | Action::Cancel, true) => {
            screen.overlay = Overlay::None;
            Some(Vec::new())
        }
        (Action::AllowSending | Action::RefuseSending, true) => Some(decide(screen, action)),
        _ => None,
    }
}

fn decide(screen: &mut Screen, action: Action) -> Vec<Command> {
    let Overlay::Consent(sending) = &screen.overlay else { return Vec::new() };
    let (request, read) = (sending.request, sending.was_read(screen.now));
    if action == Action::RefuseSending {
        screen.overlay = Overlay::None;
        return vec![Command::RefuseSending { request }];
    }
    if !read {
        screen.tell(Deciding::Unread);
        return Vec::new();
    }
    screen.overlay = Overlay::None;
    vec![Command::AllowSending { request }]
}

/// Shows what waits to be sent, once, as soon as that takes no key from anyone.
pub(super) fn follow(screen: &mut Screen, state: &State) {
    screen.offers_at = None;
    let waits = waiting(state);
    if let Overlay::Consent(sending) = &screen.overlay
        && waits != Some(sending.request)
    {
        screen.overlay = Overlay::None;
    }
    let Some(request) = waits else {
        screen.offered_sending = None;
        return;
    };
    if screen.offered_sending == Some(request) {
        return;
    }
    if review::is_free(screen) {
        screen.offered_sending = Some(request);
        screen.overlay = Overlay::Consent(Sending::of(request));
    } else {
        let free = screen.last_key.map(|key| key + BUSY);
        screen.offers_at = free.filter(|free| *free > screen.now);
    }
}

fn waiting(state: &State) -> Option<RequestId> {
    match state.phase() {
        Phase::Consenting(consenting) => Some(consenting.request),
        _ => None,
    }
}
