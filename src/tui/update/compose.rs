//! Enter: a prompt, an answer to a program, a reason, or a model is sent.

use super::slash::{self, Completed, Taken};
use super::{ask, explore, models, recall};
use crate::engine::{Command, ModelStatus, Phase, State};
use crate::tui::Action;
use crate::tui::screen::{Errand, Overlay, Pane, Screen};
use crate::words::NotNow;

pub(super) fn send(screen: &mut Screen, state: &State) -> Vec<Command> {
    match &screen.overlay {
        Overlay::Reason { step, line } => {
            let reason = line.text().trim();
            let reason = (!reason.is_empty()).then(|| reason.to_owned());
            let command = Command::Reject { step: *step, reason };
            screen.overlay = Overlay::None;
            vec![command]
        }
        Overlay::Models(_) => models::choose(screen, state),
        Overlay::Help(_)
        | Overlay::Telling(_)
        | Overlay::Consent(_)
        | Overlay::Hardware(_)
        | Overlay::Preview(_)
        | Overlay::Replacing(_)
        | Overlay::Leaving(_)
        | Overlay::Asks(_)
        | Overlay::Facts(..)
        | Overlay::Themes(_) => Vec::new(),
        Overlay::Variables(_) => explore::open(screen, state),
        Overlay::Recall(_) => {
            recall::choose(screen);
            Vec::new()
        }
        Overlay::None | Overlay::Edit { .. } if screen.focus == Pane::Answer => {
            answer(screen, state)
        }
        Overlay::None | Overlay::Edit { .. } => submit(screen, state),
    }
}

fn submit(screen: &mut Screen, state: &State) -> Vec<Command> {
    if slash::complete(screen, Action::Send) == Completed::Written {
        return Vec::new();
    }
    let text = screen.composer.text();
    if screen.composer.before_cursor().ends_with('\\') {
        screen.composer.replace_before(1, "\n");
        return Vec::new();
    }
    let typed = text;
    let text = screen.pastes.unfold(&typed);
    if text.trim().is_empty() {
        let waits = screen.queue.held && matches!(state.phase(), Phase::Idle);
        return if waits { ask::send_next(screen) } else { Vec::new() };
    }
    if let Some(line) = text.strip_prefix('!').filter(|line| !line.trim().is_empty()) {
        return ask::shell(screen, state, &text, line);
    }
    let prompt = match slash::take(screen, state, &typed) {
        Taken::Prompt(prompt) => prompt.to_owned(),
        Taken::Done(commands) => return commands,
    };
    if ask::can_wait(screen, state) {
        screen.composer.set_text("");
        ask::queue(screen, prompt);
        return Vec::new();
    }
    if let Some(why) = busy(state) {
        screen.tell(why);
        if matches!(state.model(), ModelStatus::None) && matches!(state.phase(), Phase::Idle) {
            screen.errands.push(Errand::OfferModels);
        }
        return Vec::new();
    }
    screen.composer.set_text("");
    ask::ask(screen, &prompt)
}

/// Leaving the composer while a prompt of this session is edited: the session stays as it is.
pub(super) fn gives_up_revising(screen: &mut Screen, action: Action) -> bool {
    let here = screen.focus == Pane::Composer && matches!(screen.overlay, Overlay::None);
    if !here || action != Action::FocusCode || screen.revising.take().is_none() {
        return false;
    }
    let draft = screen.draft();
    screen.history.push(&draft);
    screen.composer.set_text("");
    true
}

/// Why a prompt cannot be taken now.
fn busy(state: &State) -> Option<NotNow> {
    match (state.phase(), state.model()) {
        (Phase::Stalled { .. }, _) => Some(NotNow::Stalled),
        (Phase::Idle, ModelStatus::None) => Some(NotNow::NoModel),
        (Phase::Idle, ModelStatus::Failed { .. } | ModelStatus::Died { .. }) => {
            Some(NotNow::ModelGone)
        }
        _ => None,
    }
}

fn answer(screen: &mut Screen, state: &State) -> Vec<Command> {
    let (Some(answer), Phase::Running(running)) = (&mut screen.answer, state.phase()) else {
        return Vec::new();
    };
    let text = std::mem::take(&mut answer.line).text().to_owned();
    vec![Command::AnswerInput { step: running.step, text: Some(text) }]
}

/// Nothing more will be typed: the program reads the end of its input.
pub(super) fn end_input(screen: &mut Screen, state: &State) -> Vec<Command> {
    match (&screen.answer, state.phase()) {
        (Some(answer), Phase::Running(running))
            if screen.focus == Pane::Answer && answer.line.text().is_empty() =>
        {
            vec![Command::AnswerInput { step: running.step, text: None }]
        }
        _ => Vec::new(),
    }
}

/// Takes what is typed to the user's editor.
pub(super) fn outside(screen: &mut Screen) {
    let text = screen.draft();
    screen.errands.push(Errand::ComposeOutside(text));
}
