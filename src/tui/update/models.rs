//! Keys of the panel of models: choose, filter, sort, fetch, pause, delete, and use one in the conversation that goes on.

use crate::engine::{Command, ModelStatus, Phase, State};
use crate::model::stock::Model;
use crate::tui::Action;
use crate::tui::line_edit::LineEdit;
use crate::tui::panel::{Ask, Download, Panel, Then, keeps};
use crate::tui::screen::{Errand, Overlay, Pane, Screen};
use crate::words::{Choosing, Toast};

/// A page of the list is moved by so many lines.
const PAGE: isize = 10;

/// Opens the panel, or closes it.
pub(super) fn toggle(screen: &mut Screen) {
    match screen.overlay {
        Overlay::Models(_) => screen.overlay = Overlay::None,
        Overlay::None => screen.errands.push(Errand::OfferModels),
        _ => screen.tell(Toast::FinishFirst),
    }
}

/// Esc: from the question to the list, from the filter to all, from the list to the panes.
pub(super) fn back(screen: &mut Screen) {
    let Overlay::Models(panel) = &mut screen.overlay else { return };
    if panel.ask.take().is_some() {
        return;
    }
    if panel.typing || !panel.filter.text().is_empty() {
        panel.typing = false;
        panel.filter = LineEdit::default();
    } else {
        screen.overlay = Overlay::None;
    }
}

/// Enter: takes the filter, or uses the model under the cursor; asks before it is downloaded.
pub(super) fn choose(screen: &mut Screen, state: &State) -> Vec<Command> {
    let Overlay::Models(panel) = &mut screen.overlay else { return Vec::new() };
    if panel.typing {
        panel.typing = false;
        return Vec::new();
    }
    if panel.ask.is_some() {
        screen.tell(Choosing::YesOrBack);
        return Vec::new();
    }
    let Some(model) = panel.selected() else { return Vec::new() };
    let (name, here) = (model.name.clone(), model.is_here());
    if let (false, Some(engine)) = (model.is_runnable(), model.engine()) {
        screen.tell_of(Choosing::NoEngine, &[&name, &engine]);
        return Vec::new();
    }
    let in_use = is_in_use(state, model);
    if here {
        return switch(screen, state, name, in_use);
    }
    match &mut screen.download {
        Some(download) if download.name == name && !download.paused => {
            download.then = Then::Use;
            screen.tell_of(Choosing::UsedSoon, &[&name]);
        }
        Some(download) if !download.paused => one_at_a_time(screen),
        _ => panel.ask = Some(Ask::Fetch(name, Then::Use)),
    }
    Vec::new()
}

/// Puts the conversation into the hands of another model, once nothing is under way with the one that is there.
fn switch(screen: &mut Screen, state: &State, name: String, in_use: bool) -> Vec<Command> {
    if !is_free(state) {
        screen.tell_of(Choosing::TurnUnderWay, &[&name]);
        return Vec::new();
    }
    if in_use {
        screen.tell_of(Choosing::InUseAlready, &[&name]);
        return Vec::new();
    }
    screen.overlay = Overlay::None;
    screen.focus_on(Pane::Composer);
    vec![Command::UseModel { model: name }]
}

/// Whether another model may take over now.
pub(in crate::tui) fn is_free(state: &State) -> bool {
    matches!(state.phase(), Phase::Idle | Phase::Stalled { .. })
}

/// Whether this model answers.
pub(in crate::tui) fn is_in_use(state: &State, model: &Model) -> bool {
    let loaded = matches!(state.model(), ModelStatus::Ready(_) | ModelStatus::Loading { .. });
    let named = state.settings().model.as_deref().unwrap_or_default();
    let path = model.place.path().and_then(std::path::Path::to_str);
    loaded && (named == model.name || path == Some(named))
}

fn one_at_a_time(screen: &mut Screen) {
    if let Some(download) = &screen.download {
        let name = download.name.clone();
        screen.tell_of(Choosing::OneAtATime, &[&name]);
    }
}

/// Every other key of the panel.
pub(super) fn act(screen: &mut Screen, state: &State, action: Action) {
    let Overlay::Models(panel) = &mut screen.overlay else { return };
    if panel.typing {
        match action {
            Action::Up | Action::ScrollUp => panel.step(-1),
            Action::Down | Action::ScrollDown => panel.step(1),
            action => {
                panel.filter.act(action);
                panel.chosen = None;
            }
        }
        return;
    }
    if panel.ask.is_some() {
        if action == Action::Confirm {
            confirm(screen, state);
        }
        return;
    }
    match action {
        Action::Filter => panel.typing = true,
        Action::Sort => {
            panel.chosen = panel.selected().map(|model| model.name.clone());
            panel.order = panel.order.next();
        }
        Action::Pull => pull(screen),
        Action::Remove => remove(screen, state),
        action => travel(panel, action),
    }
}

fn travel(panel: &mut Panel, action: Action) {
    match action {
        Action::Up | Action::ScrollUp => panel.step(-1),
        Action::Down | Action::ScrollDown => panel.step(1),
        Action::PageUp => panel.step(-PAGE),
        Action::PageDown => panel.step(PAGE),
        Action::ScrollTop => panel.step(isize::MIN),
        Action::ScrollEnd => panel.step(isize::MAX),
        _ => {}
    }
}

/// Fetches the model under the cursor, lets its download stand still, or takes it up again.
fn pull(screen: &mut Screen) {
    let locale = screen.locale;
    let Overlay::Models(panel) = &mut screen.overlay else { return };
    let Some(model) = panel.selected() else { return };
    let name = model.name.clone();
    if model.is_here() {
        return screen.tell_of(Choosing::HereAlready, &[&name]);
    }
    if model.source.is_empty() {
        return screen.tell_of(Choosing::NoSource, &[&name]);
    }
    match &mut screen.download {
        Some(download) if download.name == name && download.paused => {
            download.paused = false;
            locale.text(Choosing::Asking).clone_into(&mut download.note);
            screen.errands.push(Errand::FetchModel(name));
        }
        Some(download) if download.name == name => {
            download.paused = true;
            locale.text(Choosing::Paused).clone_into(&mut download.note);
            screen.errands.push(Errand::StopFetch);
        }
        Some(download) if !download.paused => one_at_a_time(screen),
        _ => panel.ask = Some(Ask::Fetch(name, Then::Keep)),
    }
}

/// Asks before anything is deleted; what belongs to others is not.
fn remove(screen: &mut Screen, state: &State) {
    let Overlay::Models(panel) = &mut screen.overlay else { return };
    let Some(model) = panel.selected() else { return };
    let name = model.name.clone();
    let fetched = screen.download.as_ref().is_some_and(|download| download.name == name);
    if let Some(why) = keeps(model, screen.locale).filter(|_| !fetched) {
        return screen.say(why);
    }
    if is_in_use(state, model) {
        return screen.tell_of(Choosing::InUse, &[&name]);
    }
    panel.ask = Some(Ask::Remove(name));
}

/// The question is answered with yes.
fn confirm(screen: &mut Screen, state: &State) {
    let Overlay::Models(panel) = &mut screen.overlay else { return };
    let asked = panel.asked();
    let total = asked.map_or(0, |model| model.size.bytes());
    let in_use = asked.is_some_and(|model| is_in_use(state, model));
    match panel.ask.take() {
        Some(Ask::Fetch(name, then)) => {
            panel.failed = None;
            screen.download = Some(Download::new(&name, then, total));
            screen.errands.push(Errand::FetchModel(name));
        }
        Some(Ask::Remove(name)) if !in_use => {
            if screen.download.as_ref().is_some_and(|download| download.name == name) {
                screen.download = None;
                screen.errands.push(Errand::StopFetch);
            }
            screen.errands.push(Errand::RemoveModel(name));
        }
        Some(Ask::Remove(_)) | None => {}
    }
}
