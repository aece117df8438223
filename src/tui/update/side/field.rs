//! A line that is typed in the panel: a filter, what is looked for, or what takes its place.

use super::files;
use super::find;
use crate::engine::{Command, State};
use crate::tui::Action;
use crate::tui::line_edit::LineEdit;
use crate::tui::screen::Screen;
use crate::tui::side::{Side, Tab};

/// Types text.
pub(in crate::tui::update) fn insert(screen: &mut Screen, state: &State, text: &str) {
    if let Some(line) = line(&mut screen.left) {
        line.insert(text);
        changed(screen, state);
    }
}

/// Moves or deletes, takes the line, or moves in the list meanwhile.
pub(super) fn act(screen: &mut Screen, state: &State, action: Action) -> Option<Vec<Command>> {
    match action {
        Action::Cancel => super::back(screen),
        Action::Send => return Some(take(screen, state)),
        Action::Up | Action::ScrollUp | Action::PageUp => step(screen, state, -1),
        Action::Down | Action::ScrollDown | Action::PageDown => step(screen, state, 1),
        Action::UseRegex | Action::SearchOutput => return find::act(screen, state, action),
        _ if LineEdit::takes(action) => {
            let line = line(&mut screen.left)?;
            let before = line.text().len();
            line.act(action);
            if line.text().len() != before {
                changed(screen, state);
            }
        }
        _ => return None,
    }
    Some(Vec::new())
}

fn line(left: &mut Side) -> Option<&mut LineEdit> {
    match left.tab {
        Tab::Files => Some(&mut left.files.filter),
        Tab::Variables => left.variables.as_mut().map(|view| &mut view.filter),
        Tab::Contents => Some(&mut left.contents.filter),
        Tab::Find => left.find.line(),
    }
}

fn changed(screen: &mut Screen, state: &State) {
    match screen.left.tab {
        Tab::Files => files::look_for(screen),
        Tab::Contents => screen.left.contents.chosen = None,
        Tab::Find => screen.left.find.follow(state),
        Tab::Variables => {}
    }
}

fn step(screen: &mut Screen, state: &State, by: isize) {
    match screen.left.tab {
        Tab::Files => screen.left.files.step(by),
        Tab::Variables => {
            if let Some(view) = &mut screen.left.variables {
                view.step(state, by);
            }
        }
        Tab::Contents => super::contents::step(screen, state, by),
        Tab::Find => screen.left.find.step(by),
    }
}

fn take(screen: &mut Screen, state: &State) -> Vec<Command> {
    let left = &mut screen.left;
    match left.tab {
        Tab::Files => left.files.typing = false,
        Tab::Contents => left.contents.typing = false,
        Tab::Variables => {
            if let Some(view) = &mut left.variables {
                view.typing = false;
            }
        }
        Tab::Find => find::take(screen, state),
    }
    Vec::new()
}
