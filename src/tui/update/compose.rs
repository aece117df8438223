//! Enter: a prompt, an answer to a program, a reason, or a model is sent.

use super::colon::{self, Typed};
use super::{explore, models};
use crate::engine::{Command, ModelStatus, Phase, State};
use crate::tui::screen::{Errand, Overlay, Pane, Screen};
use crate::tui::scroll::Scroll;
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
        | Overlay::Leaving(_) => Vec::new(),
        Overlay::Variables(_) => explore::open(screen, state),
        Overlay::None | Overlay::Edit { .. } if screen.focus == Pane::Answer => {
            answer(screen, state)
        }
        Overlay::None | Overlay::Edit { .. } => submit(screen, state),
    }
}

fn submit(screen: &mut Screen, state: &State) -> Vec<Command> {
    let text = screen.composer.text();
    if let Some(line) = text.strip_suffix('\\') {
        screen.composer.set_text(line);
        screen.composer.newline();
        return Vec::new();
    }
    if text.trim().is_empty() {
        return Vec::new();
    }
    let typed = colon::read(&text);
    if let Typed::Command(word, rest) = typed {
        let known = screen.history.push(&text);
        if known {
            screen.errands.push(Errand::Remember(text.clone()));
        }
        return colon::obey(screen, state, word, rest);
    }
    if let Some(why) = busy(state) {
        screen.tell(why);
        if matches!(state.model(), ModelStatus::None) && matches!(state.phase(), Phase::Idle) {
            screen.errands.push(Errand::OfferModels);
        }
        return Vec::new();
    }
    screen.composer.set_text("");
    if screen.history.push(&text) {
        screen.errands.push(Errand::Remember(text.clone()));
    }
    screen.chat = Scroll::at_end();
    screen.browsed = None;
    let Typed::Prompt(prompt) = typed else { return Vec::new() };
    vec![Command::Submit { text: prompt.to_owned() }]
}

/// Why a prompt cannot be taken now.
fn busy(state: &State) -> Option<NotNow> {
    match (state.phase(), state.model()) {
        (Phase::Thinking(_) | Phase::Checking(_), _) => Some(NotNow::Answering),
        (Phase::Consenting(_), _) => Some(NotNow::PromptWaits),
        (Phase::Asking { .. }, _) => Some(NotNow::CodeWaits),
        (Phase::Running(_), _) => Some(NotNow::CodeRuns),
        (Phase::Telling { .. }, _) => Some(NotNow::OutputWaits),
        (Phase::Stalled { .. }, _) => Some(NotNow::Stalled),
        (Phase::Idle, ModelStatus::None) => Some(NotNow::NoModel),
        (Phase::Idle, ModelStatus::Failed { .. } | ModelStatus::Died { .. }) => {
            Some(NotNow::ModelGone)
        }
        (Phase::Idle, ModelStatus::Loading { .. } | ModelStatus::Ready(_)) => None,
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
    let text = screen.composer.text();
    screen.errands.push(Errand::ComposeOutside(text));
}
