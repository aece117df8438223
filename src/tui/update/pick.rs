//! Copying and folding: what is meant is chosen by a letter beside it, or is the only thing there is.

use crate::engine::{Entry, State, Step};
use crate::tui::Action;
use crate::tui::picking::{Part, Picking, Purpose, What};
use crate::tui::screen::{Errand, Overlay, Pane, Screen};
use crate::tui::view::printed;
use crate::words::Reading;

/// What an action means here; whether it did.
pub(super) fn act(screen: &mut Screen, state: &State, action: Action) -> bool {
    match action {
        Action::Copy => copy(screen, state),
        Action::CopyAll => copy_all(screen, state),
        Action::Unfold => screen.picking = Some(Picking::new(Pane::Chat, Purpose::Fold)),
        Action::Cancel if screen.picking.is_some() => screen.picking = None,
        _ => {
            screen.picking = None;
            return false;
        }
    }
    true
}

fn copy(screen: &mut Screen, state: &State) {
    if let Overlay::Edit { editor, .. } = &screen.overlay {
        let text = editor.selected().unwrap_or_else(|| editor.text());
        return take(screen, text);
    }
    match screen.focus {
        Pane::Code => copy_all(screen, state),
        pane => screen.picking = Some(Picking::new(pane, Purpose::Copy)),
    }
}

fn copy_all(screen: &mut Screen, state: &State) {
    let step = match screen.browsed {
        Some(id) => state.transcript().step(id),
        None => state.transcript().steps().next_back(),
    };
    match (screen.focus, step) {
        (Pane::Code, Some(step)) => take(screen, step.code.clone()),
        (Pane::Output, Some(step)) => pick(screen, printed(step)),
        (Pane::Chat, _) => take(screen, conversation(state)),
        _ => screen.tell(Reading::NothingToCopy),
    }
}

fn take(screen: &mut Screen, text: String) {
    if text.is_empty() {
        screen.tell(Reading::NothingToCopy);
    } else {
        screen.register.clone_from(&text);
        screen.errands.push(Errand::Copy(text));
    }
}

/// The whole conversation as Markdown.
fn conversation(state: &State) -> String {
    let mut said = Vec::new();
    for entry in state.transcript().entries() {
        match entry {
            Entry::Prompt { text, .. } => {
                let quoted: Vec<_> = text.trim().lines().map(|line| format!("> {line}")).collect();
                said.push(quoted.join("\n") + "\n");
            }
            Entry::Reply { text, .. } | Entry::Taken { text, .. } => {
                said.push(text.trim().to_owned() + "\n");
            }
            Entry::Step(id) => said.extend(state.transcript().step(*id).and_then(fenced)),
            _ => {}
        }
    }
    said.join("\n")
}

fn fenced(step: &Step) -> Option<String> {
    match printed(step) {
        What::Text(text) if !text.is_empty() => Some(format!("```text\n{text}\n```\n")),
        _ => None,
    }
}

/// A letter was typed; whether it was for a choice.
pub(super) fn typed(screen: &mut Screen, text: &str) -> bool {
    let Some(picking) = &mut screen.picking else { return false };
    picking.letter = text.chars().next();
    settle(screen);
    true
}

/// After a frame with these things in sight: a choice of one is made, a letter that came early is heard.
pub(super) fn drawn(screen: &mut Screen, parts: &[Part]) {
    if let Some(picking) = &mut screen.picking {
        picking.parts = Some(parts.to_vec());
        settle(screen);
    }
}

fn settle(screen: &mut Screen) {
    let Some(picking) = &screen.picking else { return };
    let Some(parts) = &picking.parts else { return };
    let what = match (parts.as_slice(), picking.letter) {
        ([], _) => {
            let none = match picking.purpose {
                Purpose::Copy => Reading::NothingToCopy,
                Purpose::Fold => Reading::NothingFolds,
            };
            screen.picking = None;
            return screen.tell(none);
        }
        ([only], _) => Some(only.what.clone()),
        (_, Some(letter)) => picking.chosen(letter).map(|part| part.what.clone()),
        (_, None) => return,
    };
    screen.picking = None;
    if let Some(what) = what {
        pick(screen, what);
    }
}

fn pick(screen: &mut Screen, what: What) {
    match what {
        What::Text(text) => take(screen, text),
        What::Filed(path) => screen.say(screen.locale.fill(Reading::WholeIsIn, &[&path])),
        What::Message(at) => {
            screen.folds.turn(at);
            // It stays where it was looked at, though more stands below it now.
            screen.chat.top.get_or_insert(screen.chat_top);
        }
    }
}
