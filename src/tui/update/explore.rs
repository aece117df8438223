//! Keys of the variables view: choose, filter, unfold, and go from kernel to kernel.

use crate::engine::{Command, State};
use crate::tui::Action;
use crate::tui::explorer::{Explorer, is_busy, kernels};
use crate::tui::line_edit::LineEdit;
use crate::tui::screen::{Overlay, Screen};
use crate::tui::scroll::Scroll;
use crate::words::Toast;

/// Opens the view, or closes it.
pub(super) fn toggle(screen: &mut Screen, state: &State) {
    match screen.overlay {
        Overlay::Variables(_) => screen.overlay = Overlay::None,
        Overlay::None if kernels(state).is_empty() => {
            screen.tell(Toast::NoKernel);
        }
        Overlay::None => screen.overlay = Overlay::Variables(Box::new(Explorer::new(state))),
        _ => screen.tell(Toast::FinishFirst),
    }
}

/// Enter: takes the filter, or unfolds the variable under the cursor.
pub(super) fn open(screen: &mut Screen, state: &State) -> Vec<Command> {
    let Overlay::Variables(view) = &mut screen.overlay else { return Vec::new() };
    if view.typing {
        view.typing = false;
        return Vec::new();
    }
    let shown = view.shown(state);
    let Some(one) = shown.get(view.place(&shown)) else { return Vec::new() };
    let (lang, name) = (view.lang, one.name.clone());
    if is_busy(state, lang) {
        screen.tell(Toast::KernelBusy);
        return Vec::new();
    }
    view.chosen = Some(name.clone());
    view.unfolded = Some((name.clone(), Scroll::at_top()));
    vec![Command::ShowVariable { lang, name }]
}

/// Esc: from the text to the list, from the filter to all, from the list to the panes.
pub(super) fn back(screen: &mut Screen) {
    let Overlay::Variables(view) = &mut screen.overlay else { return };
    if view.unfolded.take().is_some() {
        return;
    }
    if view.typing || !view.filter.text().is_empty() {
        view.typing = false;
        view.filter = LineEdit::default();
    } else {
        screen.overlay = Overlay::None;
    }
}

/// Every other key of the view.
pub(super) fn act(screen: &mut Screen, state: &State, action: Action) {
    let Overlay::Variables(view) = &mut screen.overlay else { return };
    if view.typing {
        match action {
            Action::Up | Action::ScrollUp => view.step(state, -1),
            Action::Down | Action::ScrollDown => view.step(state, 1),
            action => view.filter.act(action),
        }
        return;
    }
    if let Some((_, scroll)) = &mut view.unfolded {
        return super::scrolling::move_by(scroll, action);
    }
    match action {
        Action::Filter => view.typing = true,
        Action::Left => view.turn(state, -1),
        Action::Right => view.turn(state, 1),
        _ if action.lines() != 0 => view.step(state, action.lines()),
        _ => {}
    }
}

/// Asks the kernel again once a step has ended, or once it began afresh.
pub(super) fn follow(screen: &mut Screen, state: &State) -> Vec<Command> {
    let Overlay::Variables(view) = &mut screen.overlay else { return Vec::new() };
    if !view.wants(state) {
        return Vec::new();
    }
    let lang = view.lang;
    let unfolded = view.unfolded.as_ref().map(|(name, _)| name.clone());
    let show = unfolded.map(|name| Command::ShowVariable { lang, name });
    std::iter::once(Command::ListVariables { lang }).chain(show).collect()
}
