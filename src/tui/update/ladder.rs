//! One key that stops the most urgent thing, and the ways to restart and to quit.

use std::time::Duration;

use super::{ask, leave, models, tell};
use crate::engine::{Command, Language, ModelStatus, Phase, State, StepStatus};
use crate::tui::screen::{Overlay, Pane, Screen};
use crate::words::{Deciding, Toast};

/// How long the quit key stays armed.
const ARMED: Duration = Duration::from_secs(2);

/// Running code, then the generation, then the review, then the draft; at last it arms the quit key.
pub(super) fn interrupt(screen: &mut Screen, state: &State) -> Vec<Command> {
    if matches!(screen.overlay, Overlay::Help(_) | Overlay::Hardware(_) | Overlay::Facts(..)) {
        screen.overlay = Overlay::None;
        return Vec::new();
    }
    if matches!(screen.overlay, Overlay::Leaving(_)) {
        return leave::quit(screen, state);
    }
    // Who stops wants nothing else to begin.
    screen.queue.held = !screen.queue.is_empty();
    screen.left.stop();
    match state.phase() {
        Phase::Idle => {}
        _ => return vec![Command::Interrupt],
    }
    if matches!(screen.overlay, Overlay::Telling(_)) {
        tell::cancel(screen, state);
        return Vec::new();
    }
    if matches!(screen.overlay, Overlay::Preview(_) | Overlay::Replacing(_)) {
        screen.overlay = Overlay::None;
        return Vec::new();
    }
    if matches!(screen.overlay, Overlay::None) && screen.focus == Pane::Left {
        super::side::back(screen);
        return Vec::new();
    }
    if matches!(screen.overlay, Overlay::Variables(_)) {
        screen.overlay = Overlay::None;
        return Vec::new();
    }
    if matches!(screen.overlay, Overlay::Models(_)) {
        models::back(screen);
        return Vec::new();
    }
    if screen.search.is_some() {
        super::seek::end(screen);
        return Vec::new();
    }
    if matches!(screen.overlay, Overlay::Recall(_)) {
        screen.overlay = Overlay::None;
        return Vec::new();
    }
    if ask::stop_reading(screen) {
        return Vec::new();
    }
    if !screen.is_composer_empty() {
        let draft = screen.draft();
        screen.composer.set_text("");
        screen.revising = None;
        screen.history.push(&draft);
        screen.tell(Toast::DraftKept);
        return Vec::new();
    }
    quit(screen, state, Deciding::QuitAgain)
}

/// Quits where nothing is typed and nothing goes on; otherwise asks once.
pub(super) fn quit_if_empty(screen: &mut Screen, state: &State) -> Vec<Command> {
    if !screen.is_composer_empty() && !matches!(screen.overlay, Overlay::Leaving(_)) {
        return Vec::new();
    }
    match state.phase() {
        Phase::Idle => leave::quit(screen, state),
        Phase::Running(_) => quit(screen, state, Deciding::QuitEndsCode),
        _ => quit(screen, state, Deciding::QuitEndsTurn),
    }
}

fn quit(screen: &mut Screen, state: &State, question: Deciding) -> Vec<Command> {
    if screen.quit_armed.is_some_and(|until| screen.now < until) {
        return leave::quit(screen, state);
    }
    let until = screen.now + ARMED;
    screen.quit_armed = Some(until);
    screen.toast = Some((screen.locale.text(question).to_owned(), until));
    Vec::new()
}

/// Starts again what the turn waits for, or else what has died.
pub(super) fn restart(screen: &mut Screen, state: &State) -> Vec<Command> {
    match (state.phase(), state.model()) {
        (Phase::Stalled { .. }, _) | (_, ModelStatus::Died { .. } | ModelStatus::Failed { .. }) => {
            vec![Command::RestartModel]
        }
        _ => {
            if let Some(lang) = dead_kernel(state).or_else(|| bereft(state)) {
                screen.tell_of(Toast::StartedAfresh, &[&lang.name()]);
                return vec![Command::RestartKernel { lang }];
            }
            screen.tell(Toast::NothingToRestart);
            Vec::new()
        }
    }
}

/// The kernel that the last step took with it, though another one may stand ready by now.
fn bereft(state: &State) -> Option<Language> {
    let last = state.transcript().steps().next_back()?;
    let died = last.result.as_ref().is_some_and(|result| result.status == StepStatus::Died);
    died.then_some(last.lang)
}

/// A kernel that is gone, if there is one.
#[must_use]
pub(super) fn dead_kernel(state: &State) -> Option<Language> {
    use crate::engine::KernelStatus::{Died, Failed};
    let mut kernels = state.kernels().iter();
    kernels.find(|(_, status)| matches!(status, Died { .. } | Failed { .. })).map(|(lang, _)| *lang)
}

/// A step that is held because of how much it printed goes on.
pub(super) fn let_output_go(screen: &mut Screen, state: &State) -> Vec<Command> {
    match state.phase() {
        Phase::Running(running) if running.held => {
            vec![Command::LetOutputGo { step: running.step }]
        }
        _ => {
            screen.tell(Toast::NoStepHeld);
            Vec::new()
        }
    }
}
