//! The panel follows the session: folders are read again after a step, searches see new steps.

use std::path::PathBuf;

use super::files;
use crate::engine::{Command, Phase, State, StepStatus};
use crate::tui::screen::{Overlay, Screen};
use crate::tui::side::{News, Shown, Tab};
use crate::tui::view::Seen;
use crate::words::Side;

/// After the engine's state changed; what has to be asked because of it.
pub(in crate::tui::update) fn follow(screen: &mut Screen, state: &State) -> Vec<Command> {
    let mut commands = run_next(screen, state);
    if !screen.left.open {
        return commands;
    }
    match screen.left.tab {
        Tab::Files => {
            let steps = state.transcript().steps();
            let ended = steps.filter(|step| step.result.is_some()).count();
            if screen.left.has_news(ended) {
                files::refresh(screen);
                files::look_for(screen);
            }
        }
        Tab::Variables => {
            if let Some(view) = &mut screen.left.variables
                && view.wants(state)
            {
                commands.push(Command::ListVariables { lang: view.lang });
            }
        }
        Tab::Contents => screen.left.contents.follow(state),
        Tab::Find => screen.left.find.follow(state),
    }
    commands
}

/// The next of the changed steps, once the one before has ended well.
fn run_next(screen: &mut Screen, state: &State) -> Vec<Command> {
    let free = matches!(state.phase(), Phase::Idle | Phase::Asking { .. });
    if screen.left.queue.is_empty() || !free {
        return Vec::new();
    }
    let steps = state.transcript().steps().count();
    let last = state.transcript().steps().next_back();
    match screen.left.sent {
        // It was not even begun: what is not taken is not asked for again and again.
        Some(before) if steps <= before => {
            give_up(screen);
            return Vec::new();
        }
        Some(_) if last.is_none_or(|step| !ended_well(step)) => {
            give_up(screen);
            return Vec::new();
        }
        _ => {}
    }
    let Some((lang, code)) = screen.left.queue.pop_front() else { return Vec::new() };
    screen.left.sent = Some(steps);
    if screen.left.queue.is_empty() {
        screen.left.sent = None;
    }
    vec![Command::RunOwn { lang, code }]
}

fn ended_well(step: &crate::engine::Step) -> bool {
    step.result.as_ref().is_some_and(|result| result.status == StepStatus::Ok)
}

fn give_up(screen: &mut Screen) {
    let left = screen.left.queue.len();
    screen.left.stop();
    screen.say(screen.locale.fill(Side::RunStopped, &[&left]));
}

/// After a frame was drawn: what it found needs no further looking for.
pub(in crate::tui::update) fn drawn(screen: &mut Screen, seen: &Seen) {
    if seen.sought {
        screen.left.seek = None;
    }
    match (&mut screen.overlay, seen.help) {
        (Overlay::Preview(preview), Some(scroll)) => {
            preview.scroll = scroll;
            if let Some(aside) = seen.aside {
                preview.aside = aside;
            }
        }
        (Overlay::Replacing(replacing), Some(scroll)) => {
            replacing.scroll = scroll;
            if seen.whole {
                replacing.was_seen();
            }
        }
        _ => {}
    }
}

/// Files may have changed without a step.
pub fn reread(screen: &mut Screen) {
    files::refresh(screen);
}

/// The thread that looks at files has something to say.
pub fn hear_files(screen: &mut Screen, news: News) {
    match news {
        News::Folder(path, folder) => screen.left.files.take(path, folder),
        News::Walked(words, folder) => screen.left.files.take_found(words, folder),
        News::Previewed(path, shown) => previewed(screen, &path, *shown),
    }
}

fn previewed(screen: &mut Screen, path: &PathBuf, shown: Shown) {
    if let Overlay::Preview(preview) = &mut screen.overlay
        && preview.path == *path
    {
        preview.shown = shown;
    }
}
