//! What an input does: `(Screen, &State, Input) -> Vec<Command>`, without a clock, a file or a terminal.

mod compose;
mod decide;
mod focus;
mod ladder;
mod observe;
mod scrolling;
mod typing;

pub use focus::contexts;
pub use observe::{drawn, observe};

use super::screen::{Errand, Overlay, Screen};
use super::{Action, Input, review};
use crate::engine::{Command, State};

/// Applies one input of a person; returns what the engine is asked to do.
pub fn update(screen: &mut Screen, state: &State, input: Input) -> Vec<Command> {
    let commands = match input {
        Input::Act(action) => act(screen, state, action),
        Input::Type(c) => {
            typing::insert(screen, state, c.encode_utf8(&mut [0; 4]));
            Vec::new()
        }
        Input::Paste(text) => {
            typing::paste(screen, state, &text);
            Vec::new()
        }
    };
    screen.last_key = Some(screen.now);
    commands
}

fn act(screen: &mut Screen, state: &State, action: Action) -> Vec<Command> {
    if action != Action::Interrupt && action != Action::QuitIfEmpty {
        screen.quit_armed = None;
    }
    match action {
        Action::Interrupt => return ladder::interrupt(screen, state),
        Action::QuitIfEmpty => return ladder::quit_if_empty(screen, state),
        Action::Suspend => screen.errands.push(Errand::Suspend),
        Action::Redraw => screen.errands.push(Errand::Redraw),
        Action::Help => focus::help(screen),
        Action::FocusNext => focus::cycle(screen, 1),
        Action::FocusPrevious => focus::cycle(screen, -1),
        Action::FocusChat | Action::FocusCode | Action::FocusOutput | Action::FocusComposer => {
            focus::jump(screen, action);
        }
        Action::Zoom => screen.zoomed = !screen.zoomed,
        Action::PreviousStep => scrolling::browse(screen, state, -1),
        Action::NextStep => scrolling::browse(screen, state, 1),
        Action::Restart => return ladder::restart(screen, state),
        Action::Approve | Action::ApproveTurn => return decide::approve(screen, action),
        Action::Edit => decide::edit(screen, state),
        Action::EditOutside => decide::edit_outside(screen, state),
        Action::Reject => decide::reject(screen),
        Action::ChangeLanguage => return decide::change_language(screen, state),
        Action::Send => return compose::send(screen, state),
        Action::EndInput => return compose::end_input(screen, state),
        Action::Save => return decide::save(screen),
        Action::Cancel => decide::cancel(screen),
        Action::ComposeOutside => {
            let text = screen.composer.text();
            screen.errands.push(Errand::ComposeOutside(text));
        }
        action if matches!(screen.overlay, Overlay::Picker(_)) => compose::pick(screen, action),
        action if focus::is_typing(screen) => typing::act(screen, action),
        action => scrolling::scroll(screen, action),
    }
    Vec::new()
}

/// Whether a key typed now could decide about code: pastes and bursts are kept away from it.
#[must_use]
pub fn could_decide(screen: &Screen) -> bool {
    review::approvable(screen).is_ok()
}
