//! Scrolling, and looking at earlier steps.

use crate::engine::{State, StepId};
use crate::tui::Action;
use crate::tui::gallery::Source;
use crate::tui::screen::{Errand, Overlay, Pane, Screen};
use crate::tui::scroll::Scroll;
use crate::words::Toast;

pub(super) fn scroll(screen: &mut Screen, action: Action) {
    match (action, screen.focus) {
        (Action::Left, Pane::Output) => screen.aside = screen.aside.saturating_sub(1),
        (Action::Right, Pane::Output) => screen.aside = screen.aside.saturating_add(1),
        _ => {}
    }
    move_by(target(screen), action);
}

/// Pages of the chat while something is typed.
pub(super) fn move_by(scroll: &mut Scroll, action: Action) {
    match action {
        Action::ScrollUp => scroll.lines(-1),
        Action::ScrollDown => scroll.lines(1),
        Action::PageUp => scroll.pages(-1),
        Action::PageDown => scroll.pages(1),
        Action::ScrollTop => *scroll = Scroll::at_top(),
        Action::ScrollEnd => *scroll = Scroll::at_end(),
        _ => {}
    }
}

pub(super) fn target(screen: &mut Screen) -> &mut Scroll {
    match &mut screen.overlay {
        Overlay::Help(scroll)
        | Overlay::Hardware(scroll)
        | Overlay::Leaving(scroll)
        | Overlay::Facts(_, scroll) => {
            return scroll;
        }
        Overlay::Telling(told) => return &mut told.scroll,
        Overlay::Preview(preview) => return &mut preview.scroll,
        Overlay::Replacing(replacing) => return &mut replacing.scroll,
        Overlay::Consent(sending) => return &mut sending.scroll,
        _ => {}
    }
    match screen.focus {
        Pane::Code => &mut screen.code,
        Pane::Output => &mut screen.output,
        Pane::Chat | Pane::Answer | Pane::Composer | Pane::Left => &mut screen.chat,
    }
}

/// Shows all that a step printed in the user's pager.
pub(super) fn page_outside(screen: &mut Screen, state: &State) {
    let latest = state.transcript().steps().next_back().map(|step| step.id);
    match screen.browsed.or(latest) {
        Some(step) => screen.errands.push(Errand::PageOutside(step)),
        None => screen.tell(Toast::NoStep),
    }
}

/// Looks at the step before or behind the one that is shown.
pub(super) fn browse(screen: &mut Screen, state: &State, by: isize) {
    let steps: Vec<StepId> = state.transcript().steps().map(|step| step.id).collect();
    let Some(last) = steps.len().checked_sub(1) else {
        screen.tell(Toast::NoStep);
        return;
    };
    let shown = screen.browsed.and_then(|id| steps.iter().position(|step| *step == id));
    let next = shown.unwrap_or(last).saturating_add_signed(by).min(last);
    screen.browsed = (next < last).then_some(steps[next]);
    screen.code = Scroll::at_top();
    screen.output = Scroll::at_end();
    screen.aside = 0;
}

/// Keeps what the step that is shown has shown.
pub(super) fn keep(screen: &mut Screen, state: &State) {
    let step = match screen.browsed {
        Some(id) => state.transcript().step(id),
        None => state.transcript().steps().next_back(),
    };
    let sources: Vec<_> = step.map(|step| Source::of(step).collect()).unwrap_or_default();
    if sources.is_empty() {
        screen.tell(Toast::NothingToKeep);
    } else {
        screen.errands.push(Errand::Keep(sources));
    }
}
