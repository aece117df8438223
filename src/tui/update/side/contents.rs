//! Keys of the contents: walk through the session, and go where a line leads.

use crate::engine::{Command, State, StepId};
use crate::tui::Action;
use crate::tui::screen::{Pane, Screen};
use crate::tui::scroll::{Place, Scroll, Wish};
use crate::tui::side::{Kind, Seek};

pub(super) fn act(screen: &mut Screen, state: &State, action: Action) -> Option<Vec<Command>> {
    match action {
        Action::Filter => screen.left.contents.typing = true,
        _ if action.lines() != 0 => step(screen, state, action.lines()),
        Action::Send => go(screen, state),
        _ => return None,
    }
    Some(Vec::new())
}

/// Moves the cursor, from the place that is looked at where it was nowhere.
pub(super) fn step(screen: &mut Screen, state: &State, by: isize) {
    let contents = &screen.left.contents;
    let shown = contents.shown(state);
    let from = contents.chosen.or_else(|| contents.here(screen.browsed, &screen.chat));
    let at = from.map_or(0, |from| shown.partition_point(|n| *n < from));
    let last = shown.len().saturating_sub(1);
    let next = shown.get(at.min(last).saturating_add_signed(by).min(last)).copied();
    screen.left.contents.chosen = next;
}

fn go(screen: &mut Screen, state: &State) {
    let contents = &screen.left.contents;
    let shown = contents.shown(state);
    let from = contents.chosen.or_else(|| contents.here(screen.browsed, &screen.chat));
    let at = from.filter(|from| shown.contains(from)).or_else(|| shown.first().copied());
    let Some(item) = at.and_then(|at| contents.items.get(at)).cloned() else { return };
    screen.left.contents.chosen = at;
    to_entry(screen, item.entry);
    match item.kind {
        Kind::Turn(_) => {}
        Kind::Step(step) => to_step(screen, state, step),
        Kind::Heading(heading) => {
            screen.left.seek = Some(Seek::Words { entry: item.entry, text: heading.text });
        }
    }
    leave_for(screen, Pane::Chat);
}

/// The chat, from this entry on.
fn to_entry(screen: &mut Screen, entry: usize) {
    screen.chat = Scroll { top: Some(Place { entry, line: 0 }), wish: Wish::Stay };
}

/// The code and output of this step.
pub(super) fn to_step(screen: &mut Screen, state: &State, step: StepId) {
    let last = state.transcript().steps().next_back().map(|step| step.id);
    screen.browsed = (last != Some(step)).then_some(step);
    screen.code = Scroll::at_top();
    screen.output = Scroll::at_top();
    screen.aside = 0;
}

/// Where the panel lies over the panes, what was asked for has to come out from below it.
pub(super) fn leave_for(screen: &mut Screen, pane: Pane) {
    if crate::tui::layout::panel_stands(screen.size, screen) {
        match pane {
            Pane::Code | Pane::Output => screen.side = pane,
            _ => {}
        }
    } else {
        screen.focus_on(pane);
    }
}
