//! A prompt on its way to the model: sent at once, after its files were read, or once the turn before is over.

use crate::engine::{Command, EndReason, Entry, Language, ModelStatus, Phase, State};
use crate::tui::mention;
use crate::tui::screen::{Errand, Overlay, Screen};
use crate::tui::scroll::Scroll;
use crate::words::Composer;

/// Sends a prompt; what an edited one of this session led to is taken back first.
pub(super) fn ask(screen: &mut Screen, typed: &str) -> Vec<Command> {
    let prompt = screen.pastes.unfold(typed);
    if screen.history.push(&prompt) {
        screen.errands.push(Errand::Remember(prompt.clone()));
    }
    screen.chat = Scroll::at_end();
    screen.browsed = None;
    // What a paste holds names no files: nobody has chosen them.
    let paths = mention::named(typed);
    if !paths.is_empty() {
        let turn = screen.revising;
        screen.say(screen.locale.fill(Composer::Reading, &[&paths.join(", ")]));
        screen.attaching = Some(typed.to_owned());
        screen.errands.push(Errand::Attach { prompt, paths, turn });
        return Vec::new();
    }
    let rewind = screen.revising.take().map(|turn| Command::Rewind { turn });
    rewind.into_iter().chain([Command::Submit { text: prompt }]).collect()
}

/// Whether the model is at work, so that a prompt can wait for the end of it.
pub(super) fn can_wait(screen: &Screen, state: &State) -> bool {
    match state.phase() {
        Phase::Idle => screen.attaching.is_some(),
        Phase::Stalled { .. } => false,
        _ => true,
    }
}

/// Lets a prompt wait.
pub(super) fn queue(screen: &mut Screen, prompt: String) {
    if let Err(prompt) = screen.queue.push(prompt) {
        screen.composer.set_text(&prompt);
        screen.tell(Composer::TooMany);
    } else {
        screen.tell(Composer::WillWait);
    }
}

/// Sends what waits, now that it may be: by itself behind an answer, else at a key.
pub(super) fn follow(screen: &mut Screen, state: &State) -> Vec<Command> {
    let free = matches!(state.phase(), Phase::Idle) && screen.attaching.is_none();
    if screen.queue.is_empty() || !free || screen.queue.held {
        return Vec::new();
    }
    let answered = state.transcript().entries().iter().rev().find_map(|entry| match entry {
        Entry::End { reason, .. } => Some(*reason == EndReason::Answered),
        _ => None,
    });
    let ready = matches!(state.model(), ModelStatus::Ready(_) | ModelStatus::Loading { .. });
    if answered == Some(false) || !ready || matches!(screen.overlay, Overlay::Leaving(_)) {
        screen.queue.held = true;
        return Vec::new();
    }
    send_next(screen)
}

/// Sends the prompt whose turn it is.
pub(super) fn send_next(screen: &mut Screen) -> Vec<Command> {
    match screen.queue.take_next() {
        Some(prompt) => ask(screen, &prompt),
        None => Vec::new(),
    }
}

/// Runs a shell line that the user typed behind `!`.
pub(super) fn shell(screen: &mut Screen, state: &State, typed: &str, line: &str) -> Vec<Command> {
    if !state.settings().languages.contains(&Language::Bash) {
        screen.tell(Composer::NoShell);
        return Vec::new();
    }
    if !matches!(state.phase(), Phase::Idle | Phase::Asking { .. }) || screen.attaching.is_some() {
        screen.tell(Composer::ShellBusy);
        return Vec::new();
    }
    screen.composer.set_text("");
    if screen.history.push(typed) {
        screen.errands.push(Errand::Remember(typed.to_owned()));
    }
    screen.chat = Scroll::at_end();
    screen.browsed = None;
    vec![Command::RunOwn { lang: Language::Bash, code: line.to_owned() }]
}

/// Files are no longer read for a prompt, which is a draft again.
pub(super) fn stop_reading(screen: &mut Screen) -> bool {
    let Some(prompt) = screen.attaching.take() else { return false };
    screen.errands.push(Errand::StopAttaching);
    let draft = screen.draft();
    if !draft.trim().is_empty() {
        screen.history.push(&draft);
    }
    screen.composer.set_text(&prompt);
    true
}
