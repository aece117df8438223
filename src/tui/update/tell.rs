//! What the model is told of a step: looked at, put in other words, sent; nothing typed for something else sends it.

use crate::engine::{Command, Phase, State, StepId};
use crate::tui::Action;
use crate::tui::review;
use crate::tui::screen::{Overlay, Screen};
use crate::tui::telling::Telling;
use crate::tui::widget::editor::{Editor, Purpose};
use crate::words::{Deciding, Telling as Say, Toast};

/// What an action does to the look; `None` where it means the same as everywhere.
pub(super) fn act(screen: &mut Screen, state: &State, action: Action) -> Option<Vec<Command>> {
    match (action, matches!(screen.overlay, Overlay::Telling(_))) {
        (Action::ShowTold, false) => Some(open(screen, state)),
        (Action::ShowTold | Action::Cancel, true) => {
            cancel(screen, state);
            Some(Vec::new())
        }
        (Action::Tell, true) => Some(send(screen, state)),
        (Action::HoldTold, true) => Some(hold(screen, state)),
        (Action::Edit, true) => {
            edit(screen, state);
            Some(Vec::new())
        }
        (Action::Save, true) => {
            take_back(screen, state);
            Some(Vec::new())
        }
        _ => None,
    }
}

/// Shows what the model is told of the step in sight; one that still runs is held for the user.
fn open(screen: &mut Screen, state: &State) -> Vec<Command> {
    if !matches!(screen.overlay, Overlay::None) {
        screen.tell(Toast::FinishFirst);
        return Vec::new();
    }
    let last = || state.transcript().steps().next_back().map(|step| step.id);
    let Some(step) = screen.browsed.or_else(last) else {
        screen.tell(Say::NoStep);
        return Vec::new();
    };
    screen.overlay = Overlay::Telling(Box::new(Telling::at(step)));
    match state.phase() {
        Phase::Running(running) if running.step == step => vec![Command::HoldTelling { step }],
        _ => Vec::new(),
    }
}

fn send(screen: &mut Screen, state: &State) -> Vec<Command> {
    let now = screen.now;
    let Overlay::Telling(told) = &mut screen.overlay else { return Vec::new() };
    if !told.is_sendable(state) {
        let runs = matches!(state.phase(), Phase::Running(running) if running.step == told.step);
        screen.tell(if runs { Say::StillRuns } else { Say::NothingWaits });
        return Vec::new();
    }
    if !told.was_read(now) {
        screen.tell(Deciding::Unread);
        return Vec::new();
    }
    let command = Command::Tell { step: told.step, text: told.draft.take() };
    screen.overlay = Overlay::None;
    vec![command]
}

/// Lets the model wait at the end of the step, or no longer.
fn hold(screen: &mut Screen, state: &State) -> Vec<Command> {
    let Overlay::Telling(told) = &screen.overlay else { return Vec::new() };
    let step = told.step;
    if !can_be_held(state, step) {
        screen.tell(Say::Ended);
        return Vec::new();
    }
    if state.held() == Some(step) {
        screen.tell(Say::AtEnd);
        return vec![Command::Tell { step, text: None }];
    }
    screen.tell(Say::ModelWaits);
    vec![Command::HoldTelling { step }]
}

fn can_be_held(state: &State, step: StepId) -> bool {
    match state.phase() {
        Phase::Running(running) => running.step == step,
        Phase::Asking { step: asked, .. } => *asked == step,
        _ => false,
    }
}

fn edit(screen: &mut Screen, state: &State) {
    let Overlay::Telling(told) = &mut screen.overlay else { return };
    let Some(words) = words(told, state) else {
        screen.tell(Say::NotYetEditable);
        return;
    };
    let mut editor = Box::new(Editor::new(Purpose::Prose));
    editor.set_text(&words);
    editor.go_to(0, 0);
    told.editor = Some(editor);
}

/// The words that would be sent now.
fn words(told: &Telling, state: &State) -> Option<String> {
    let settled = || Some(state.transcript().step(told.step)?.told.as_ref()?.text.clone());
    told.draft.clone().or_else(settled)
}

/// Takes the words back from the editor, to be read once more before they are sent.
fn take_back(screen: &mut Screen, state: &State) {
    let Overlay::Telling(told) = &mut screen.overlay else { return };
    told.leaving = false;
    if let Some(editor) = told.editor.take() {
        let text = editor.text();
        let before = state.transcript().step(told.step).and_then(|step| step.told.as_ref());
        told.draft = before.is_none_or(|before| before.text != text).then_some(text);
        told.drawn = None;
    }
}

/// Leaves the editor, or the look; words that would be lost are asked about.
pub(super) fn cancel(screen: &mut Screen, state: &State) {
    let Overlay::Telling(told) = &mut screen.overlay else { return };
    let changed = match &told.editor {
        Some(editor) => words(told, state).is_none_or(|words| words != editor.text()),
        None => told.draft.is_some(),
    };
    match (told.leaving, changed, told.editor.is_some()) {
        (true, ..) => told.leaving = false,
        (false, true, _) => told.leaving = true,
        (false, false, true) => told.editor = None,
        (false, false, false) => screen.overlay = Overlay::None,
    }
}

/// The answer to "leave without telling?".
pub(super) fn leave(screen: &mut Screen, key: &str) {
    let Overlay::Telling(told) = &mut screen.overlay else { return };
    told.leaving = false;
    if key == "d" && told.editor.take().is_none() {
        screen.overlay = Overlay::None;
    }
}

/// Shows what waits to be told, once, where that takes no key from anyone.
pub(super) fn follow(screen: &mut Screen, state: &State) {
    let Phase::Telling { step, .. } = state.phase() else {
        screen.offered = None;
        return;
    };
    if screen.offered.replace(*step) == Some(*step) {
        return;
    }
    let free = review::is_free(screen);
    match &mut screen.overlay {
        // From now on it can be sent: that must be seen first.
        Overlay::Telling(told) if told.step == *step => {
            told.drawn = None;
            screen.toast = None;
        }
        Overlay::None if free => {
            screen.overlay = Overlay::Telling(Box::new(Telling::at(*step)));
        }
        _ => {}
    }
}
