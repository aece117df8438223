//! Which tab gets a key, and how the panel opens and closes.

use super::{contents, field, files, find, over};
use crate::engine::{Command, State};
use crate::tui::Action;
use crate::tui::explorer::Explorer;
use crate::tui::keymap::Context;
use crate::tui::screen::{Overlay, Pane, Screen};
use crate::tui::scroll::Scroll;
use crate::tui::side::{Field, Tab};
use crate::words::Toast;

/// The contexts of its keys, the closest first.
pub(in crate::tui::update) fn contexts(screen: &Screen) -> Vec<Context> {
    let closest = match screen.left.tab {
        _ if screen.left.is_typing() => return vec![Context::SideField, Context::Global],
        Tab::Files => Context::SideFiles,
        Tab::Find => Context::SideFind,
        Tab::Variables | Tab::Contents => return vec![Context::Side, Context::Global],
    };
    vec![closest, Context::Side, Context::Global]
}

/// Does what the panel can do; `None` where the action is not its own.
pub(in crate::tui::update) fn act(
    screen: &mut Screen,
    state: &State,
    action: Action,
) -> Option<Vec<Command>> {
    match action {
        Action::SidePanel => toggle(screen, state),
        Action::SideFiles => open(screen, state, Tab::Files),
        Action::SideVariables => open(screen, state, Tab::Variables),
        Action::SideContents => open(screen, state, Tab::Contents),
        Action::SideFind => {
            open(screen, state, Tab::Find);
            if screen.focus == Pane::Left {
                screen.left.find.field = Some(Field::Pattern);
            }
        }
        _ if matches!(screen.overlay, Overlay::Preview(_) | Overlay::Replacing(_)) => {
            return over::act(screen, state, action);
        }
        _ if !has_keys(screen) => return None,
        _ if screen.left.is_typing() => return field::act(screen, state, action),
        Action::Cancel => back(screen),
        Action::Left if moves_on(screen) => turn(screen, state, -1),
        Action::Right if moves_on(screen) => turn(screen, state, 1),
        _ => {
            return match screen.left.tab {
                Tab::Files => files::act(screen, action),
                Tab::Variables => variables(screen, state, action),
                Tab::Contents => contents::act(screen, state, action),
                Tab::Find => find::act(screen, state, action),
            };
        }
    }
    Some(Vec::new())
}

/// Whether the panel takes the keys.
fn has_keys(screen: &Screen) -> bool {
    screen.focus == Pane::Left && matches!(screen.overlay, Overlay::None | Overlay::Edit { .. })
}

/// Only the tree has a use of its own for left and right.
fn moves_on(screen: &Screen) -> bool {
    screen.left.tab != Tab::Files
}

/// Opens the panel, goes to it, or closes it from within.
fn toggle(screen: &mut Screen, state: &State) {
    if screen.focus == Pane::Left && screen.left.open {
        screen.left.open = false;
        screen.focus_on(Pane::Composer);
    } else {
        open(screen, state, screen.left.tab);
    }
}

fn turn(screen: &mut Screen, state: &State, by: isize) {
    open(screen, state, screen.left.tab.beside(by));
}

/// Opens the panel at a tab.
pub(super) fn open(screen: &mut Screen, state: &State, tab: Tab) {
    if !matches!(screen.overlay, Overlay::None | Overlay::Edit { .. }) {
        screen.tell(Toast::FinishFirst);
        return;
    }
    let fresh = !screen.left.open || screen.left.tab != tab;
    (screen.left.open, screen.left.tab) = (true, tab);
    screen.focus_on(Pane::Left);
    screen.borrowed = false;
    match tab {
        Tab::Files if fresh => files::refresh(screen),
        Tab::Variables if screen.left.variables.is_none() => {
            screen.left.variables = Some(Explorer::new(state));
        }
        Tab::Contents if fresh => screen.left.contents.chosen = None,
        _ => {}
    }
}

/// Esc: from the line to the list, from the filter to all, from the list to the composer.
pub(in crate::tui::update) fn back(screen: &mut Screen) {
    let left = &mut screen.left;
    match left.tab {
        Tab::Files if left.files.typing || left.files.is_filtered() => left.files.unfilter(),
        Tab::Contents if left.contents.typing || !left.contents.filter.text().is_empty() => {
            (left.contents.typing, left.contents.chosen) = (false, None);
            left.contents.filter = crate::tui::line_edit::LineEdit::default();
        }
        Tab::Find if left.find.field.is_some() => left.find.field = None,
        Tab::Variables if left.variables.as_ref().is_some_and(is_filtered) => {
            if let Some(view) = &mut left.variables {
                view.typing = false;
                view.filter = crate::tui::line_edit::LineEdit::default();
            }
        }
        _ => screen.focus_on(Pane::Composer),
    }
}

fn is_filtered(view: &Explorer) -> bool {
    view.typing || !view.filter.text().is_empty()
}

fn variables(screen: &mut Screen, state: &State, action: Action) -> Option<Vec<Command>> {
    let view = screen.left.variables.as_mut()?;
    match action {
        Action::Filter => view.typing = true,
        _ if action.lines() != 0 => view.step(state, action.lines()),
        Action::Send if !matches!(screen.overlay, Overlay::None) => {
            screen.tell(Toast::FinishFirst);
        }
        Action::Send => {
            // In full it needs the room of the whole screen: the view over the panes shows it.
            let mut whole = Box::new(view.clone());
            whole.unfolded = None;
            let name = whole.shown(state).get(whole.place(&whole.shown(state)))?.name.clone();
            if crate::tui::explorer::is_busy(state, whole.lang) {
                screen.tell(crate::words::Side::StepRuns);
                return Some(Vec::new());
            }
            let lang = whole.lang;
            whole.chosen = Some(name.clone());
            whole.unfolded = Some((name.clone(), Scroll::at_top()));
            screen.overlay = Overlay::Variables(whole);
            return Some(vec![Command::ShowVariable { lang, name }]);
        }
        _ => return None,
    }
    Some(Vec::new())
}
