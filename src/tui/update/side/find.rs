//! Keys of find and replace: look, go there, and look at each change before it is made.

use super::contents::{leave_for, to_step};
use crate::engine::{Command, Entry, State};
use crate::tui::Action;
use crate::tui::screen::{Overlay, Pane, Screen};
use crate::tui::scroll::{Place, Scroll, Wish};
use crate::tui::side::{Field, Part, Replacing, Scope, Seek, Syntax};
use crate::words::{Side, Toast};

pub(super) fn act(screen: &mut Screen, state: &State, action: Action) -> Option<Vec<Command>> {
    let find = &mut screen.left.find;
    match action {
        Action::Filter => find.field = Some(Field::Pattern),
        Action::Replace => find.field = Some(Field::With),
        _ if action.lines() != 0 => find.step(action.lines()),
        Action::UseRegex => {
            find.syntax = match find.syntax {
                Syntax::Plain => Syntax::Regex,
                Syntax::Regex => Syntax::Plain,
            };
        }
        Action::SearchOutput => {
            find.scope = match find.scope {
                Scope::Code => Scope::WithOutput,
                Scope::WithOutput => Scope::Code,
            };
        }
        Action::Send => go(screen, state),
        Action::Undo => return Some(take_back(screen, state)),
        _ => return None,
    }
    screen.left.find.follow(state);
    Some(Vec::new())
}

/// Enter in a line: what is looked for leads to the list, what takes its place to the changes.
pub(super) fn take(screen: &mut Screen, state: &State) {
    match screen.left.find.field.take() {
        Some(Field::With) => review(screen, state),
        _ if screen.left.find.pattern.text().is_empty() => {}
        _ => screen.left.find.follow(state),
    }
}

fn review(screen: &mut Screen, state: &State) {
    if !matches!(screen.overlay, Overlay::None) {
        screen.tell(Toast::FinishFirst);
        return;
    }
    if let Some(changes) = Replacing::of(&screen.left.find, state) {
        screen.overlay = Overlay::Replacing(Box::new(changes));
    } else {
        screen.tell(Side::NothingToReplace);
    }
}

/// Shows the match under the cursor.
fn go(screen: &mut Screen, state: &State) {
    let find = &screen.left.find;
    if find.found.is_empty() {
        screen.left.find.field = Some(Field::Pattern);
        return;
    }
    let Some(hit) = find.found.get(find.chosen).cloned() else { return };
    let entries = state.transcript().entries();
    if let Some(entry) = entries.iter().position(|entry| *entry == Entry::Step(hit.step)) {
        screen.chat = Scroll { top: Some(Place { entry, line: 0 }), wish: Wish::Stay };
    }
    to_step(screen, state, hit.step);
    match hit.part {
        Part::Code => {
            screen.left.seek = Some(Seek::Line { step: hit.step, line: hit.line });
            leave_for(screen, Pane::Code);
        }
        Part::Output => {
            let line = hit.line.saturating_sub(1);
            screen.output = Scroll { top: Some(Place { entry: 0, line }), wish: Wish::Stay };
            leave_for(screen, Pane::Output);
        }
    }
}

/// Gives the waiting code its text from before the last replacing.
fn take_back(screen: &mut Screen, state: &State) -> Vec<Command> {
    let Some((step, before, after)) = screen.left.replaced.take() else {
        screen.tell(Side::NothingToTakeBack);
        return Vec::new();
    };
    match state.proposal() {
        Some(now) if now.id == step && now.code == after => {
            screen.tell(Side::TakenBack);
            vec![Command::Edit { step, code: before }]
        }
        _ => {
            screen.tell(Side::NothingToTakeBack);
            Vec::new()
        }
    }
}
