//! One input, one function: where an action goes.

use std::time::Duration;

use super::{
    change, compose, consent, console, decide, explore, focus, help, ladder, leave, mention,
    models, mouse, palette, pick, picker, question, recall, running, scrolling, seek, side, slash,
    tell, turns, typing,
};
use crate::engine::{Command, State};
use crate::tui::screen::{Errand, Overlay, Pane, Screen};
use crate::tui::{Action, Input};

/// Who stops typing for so long has read what is on screen.
const REST: Duration = Duration::from_secs(1);

/// Applies one input of a person; returns what the engine is asked to do.
pub fn update(screen: &mut Screen, state: &State, input: Input) -> Vec<Command> {
    if is_deaf(screen, &input) {
        screen.last_key = Some(screen.now);
        return Vec::new();
    }
    if !matches!(screen.overlay, Overlay::Asks(_) | Overlay::Replacing(_)) {
        screen.asked = None;
    }
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
        Input::Wheel { at, down } => {
            mouse::wheel(screen, at, down);
            Vec::new()
        }
        Input::Keys(bytes) => {
            if let Some(console) = &mut screen.console {
                console.press(&bytes);
            }
            Vec::new()
        }
    };
    screen.last_key = Some(screen.now);
    typing::typed(screen);
    mention::follow(screen);
    commands
}

/// Whether this still belongs to a secret that nobody asks for any more.
fn is_deaf(screen: &mut Screen, input: &Input) -> bool {
    let rested = |key: Duration| screen.now.saturating_sub(key) >= REST;
    screen.deaf &= !screen.last_key.is_some_and(rested);
    screen.deaf
        && matches!(
            input,
            Input::Type(_) | Input::Paste(_) | Input::Act(Action::Send | Action::Newline)
        )
}

#[expect(clippy::too_many_lines, reason = "one arm an action")]
pub(super) fn act(screen: &mut Screen, state: &State, action: Action) -> Vec<Command> {
    if action != Action::Interrupt && action != Action::QuitIfEmpty {
        screen.quit_armed = None;
    }
    if let Some(commands) = over(screen, state, action) {
        return commands;
    }
    if mention::act(screen, action) || compose::gives_up_revising(screen, action) {
        return Vec::new();
    }
    match action {
        Action::Recall | Action::Revise => return recall::open(screen, state, action),
        Action::Interrupt => return ladder::interrupt(screen, state),
        Action::QuitIfEmpty => return ladder::quit_if_empty(screen, state),
        Action::Suspend => screen.errands.push(Errand::Suspend),
        Action::Mouse => mouse::toggle(screen),
        Action::Redraw => screen.errands.push(Errand::Redraw),
        Action::Help => focus::help(screen),
        Action::FocusNext => focus::cycle(screen, 1),
        Action::FocusPrevious => focus::cycle(screen, -1),
        Action::FocusChat | Action::FocusCode | Action::FocusOutput | Action::FocusComposer => {
            focus::jump(screen, action);
        }
        Action::Zoom => screen.zoomed = !screen.zoomed,
        Action::PreviousTurn | Action::NextTurn => turns::jump(screen, state, action),
        Action::PreviousStep => scrolling::browse(screen, state, -1),
        Action::NextStep => scrolling::browse(screen, state, 1),
        Action::PageOutside => scrolling::page_outside(screen, state),
        Action::LetOutputGo => return ladder::let_output_go(screen, state),
        Action::Keep => scrolling::keep(screen, state),
        Action::Restart => return ladder::restart(screen, state),
        Action::ChooseModel => models::toggle(screen),
        Action::Approve | Action::ApproveTurn => return decide::approve(screen, action),
        Action::RunAtTerminal => return console::run(screen, state),
        Action::LeaveTerminal => screen.focus_on(Pane::Composer),
        Action::Edit => decide::edit(screen, state),
        Action::EditOutside => decide::edit_outside(screen, state),
        Action::Reject => decide::reject(screen, state),
        Action::ChangeLanguage => return decide::change_language(screen, state),
        Action::Send => return compose::send(screen, state),
        Action::EndInput => return compose::end_input(screen, state),
        Action::Save => return decide::save(screen),
        Action::Cancel => decide::cancel(screen),
        Action::ShowTold
        | Action::Tell
        | Action::HoldTold
        | Action::AllowSending
        | Action::RefuseSending
        | Action::Complete => {}
        Action::ComposeOutside => compose::outside(screen),
        Action::Variables => explore::toggle(screen, state),
        Action::Hardware => focus::hardware(screen),
        Action::Pause | Action::MoreTime | Action::MoreMemory => {
            return running::act(screen, state, action);
        }
        Action::Palette => palette::open(screen),
        Action::KeepRunning | Action::EndRunning => return leave::answer(screen, state, action),
        action if matches!(screen.overlay, Overlay::Variables(_)) => {
            explore::act(screen, state, action);
        }
        action if matches!(screen.overlay, Overlay::Models(_)) => {
            models::act(screen, state, action);
        }
        action if focus::is_typing(screen) => typing::act(screen, action),
        action => scrolling::scroll(screen, action),
    }
    Vec::new()
}

/// What an action does to what lies over the panes; `None` where it means the same as everywhere.
fn over(screen: &mut Screen, state: &State, action: Action) -> Option<Vec<Command>> {
    palette::act(screen, state, action)
        .or_else(|| question::act(screen, state, action))
        .or_else(|| help::act(screen, action).map(|()| Vec::new()))
        .or_else(|| picker::act(screen, action).map(|()| Vec::new()))
        .or_else(|| slash::act(screen, action).map(|()| Vec::new()))
        .or_else(|| consent::act(screen, state, action))
        .or_else(|| tell::act(screen, state, action))
        .or_else(|| side::act(screen, state, action))
        .or_else(|| change::act(screen, state, action))
        .or_else(|| {
            let done = pick::act(screen, state, action) || seek::act(screen, action);
            done.then(Vec::new)
        })
}
