//! The last question: what shall become of what steps left running in the background?

use crate::engine::{Command, State};
use crate::tui::Action;
use crate::tui::screen::{Overlay, Screen};
use crate::tui::scroll::Scroll;

/// Quits, or asks first where something would end with us.
pub(super) fn quit(screen: &mut Screen, state: &State) -> Vec<Command> {
    let asked = matches!(screen.overlay, Overlay::Leaving(_));
    if asked || state.leftovers().is_empty() {
        return vec![Command::Quit];
    }
    screen.overlay = Overlay::Leaving(Scroll::at_top());
    screen.toast = None;
    Vec::new()
}

/// The answer.
pub(super) fn answer(screen: &Screen, state: &State, action: Action) -> Vec<Command> {
    if !matches!(screen.overlay, Overlay::Leaving(_)) {
        return Vec::new();
    }
    let keep = if action == Action::KeepRunning {
        state.leftovers().keys()
    } else {
        return vec![Command::Quit];
    };
    let keep = keep.map(|lang| Command::KeepProcesses { lang: *lang });
    keep.chain([Command::Quit]).collect()
}

/// Once nothing is left running there is nothing to ask: the user wanted to quit.
pub(super) fn follow(screen: &Screen, state: &State) -> Option<Command> {
    let asks = matches!(screen.overlay, Overlay::Leaving(_));
    (asks && state.leftovers().is_empty()).then_some(Command::Quit)
}
