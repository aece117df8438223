//! Earlier prompts: found again, or edited and asked anew.

use super::ladder;
use crate::engine::{Command, ModelStatus, Phase, State};
use crate::tui::Action;
use crate::tui::prompts::recall::{Item, Recall};
use crate::tui::screen::{Overlay, Pane, Screen};
use crate::words::Composer;

/// Opens one of the lists.
pub(super) fn open(screen: &mut Screen, state: &State, action: Action) -> Vec<Command> {
    match action {
        Action::Recall if is_stalled(state) => return ladder::restart(screen, state),
        Action::Recall => recall(screen),
        _ => revise(screen, state),
    }
    Vec::new()
}

/// The list of prompts of this day and earlier ones.
fn recall(screen: &mut Screen) {
    let items = screen.history.newest().map(|text| Item { text: text.to_owned(), turn: None });
    show(screen, Recall::of(items));
}

/// The list of this session's prompts; the chosen one is asked again in other words.
fn revise(screen: &mut Screen, state: &State) {
    if !matches!(state.phase(), Phase::Idle | Phase::Stalled { .. }) || screen.attaching.is_some() {
        screen.tell(Composer::ReviseBusy);
        return;
    }
    let prompts = state.transcript().prompts().rev();
    let items = prompts.map(|(turn, text)| Item { text: text.to_owned(), turn: Some(turn) });
    show(screen, Recall::of(items));
}

fn show(screen: &mut Screen, recall: Recall) {
    if !matches!(screen.overlay, Overlay::None) {
        return;
    }
    if recall.chosen().is_none() {
        screen.tell(Composer::NoEarlier);
        return;
    }
    screen.overlay = Overlay::Recall(Box::new(recall));
}

/// Takes the chosen prompt into the composer; a draft there is kept in the history.
pub(super) fn choose(screen: &mut Screen) {
    let Overlay::Recall(recall) = &screen.overlay else { return };
    let Some(item) = recall.chosen().cloned() else { return };
    screen.overlay = Overlay::None;
    let draft = screen.draft();
    if !draft.trim().is_empty() {
        screen.history.push(&draft);
    }
    screen.composer.set_text(&item.text);
    screen.revising = item.turn;
    screen.focus_on(Pane::Composer);
}

/// Moves the choice, or changes what is looked for.
pub(super) fn act(recall: &mut Recall, action: Action) {
    match action {
        Action::Up => recall.choose(-1),
        Action::Down => recall.choose(1),
        Action::PageUp => recall.choose(-8),
        Action::PageDown => recall.choose(8),
        _ => {
            recall.line.act(action);
            recall.search();
        }
    }
}

/// Whether the key is wanted to bring a model back rather than a prompt.
fn is_stalled(state: &State) -> bool {
    matches!(state.phase(), Phase::Stalled { .. })
        || matches!(state.model(), ModelStatus::Died { .. } | ModelStatus::Failed { .. })
}
