//! The screen follows the engine: what began, what ended, and what a frame has shown.

use super::{ask, consent, explore, leave, pick, seek, side, tell, whole};
use crate::engine::{Command, Phase, State};
use crate::tui::attention;
use crate::tui::review;
use crate::tui::screen::{Answer, Errand, Overlay, Pane, Screen};
use crate::tui::scroll::Scroll;
use crate::tui::view::Seen;

/// After the engine's state changed, before the next frame; what the screen has to ask because of it.
pub fn observe(screen: &mut Screen, state: &State) -> Vec<Command> {
    screen.rate.observe(state, screen.now);
    let felt = state.advice().filter(|advice| advice.urgent).map(|advice| &advice.text);
    if screen.advice.as_ref() != felt {
        screen.advice = felt.cloned();
    }
    review::observe(screen, state);
    follow_run(screen, state);
    super::console::follow(screen, state);
    follow_input(screen, state);
    tell::follow(screen, state);
    consent::follow(screen, state);
    whole::observe(screen, state);
    seek::follow(screen);
    if matches!(state.phase(), Phase::Idle) && screen.borrowed {
        screen.borrowed = false;
        screen.front = Pane::Chat;
        if screen.focus == Pane::Code && matches!(screen.overlay, Overlay::None) {
            screen.focus_on(Pane::Composer);
        }
    }
    attention::follow(screen, state);
    let mut commands = explore::follow(screen, state);
    commands.extend(leave::follow(screen, state));
    commands.extend(ask::follow(screen, state));
    commands.extend(side::follow(screen, state));
    commands
}

fn follow_run(screen: &mut Screen, state: &State) {
    let Phase::Running(running) = state.phase() else {
        (screen.running, screen.watch) = (None, None);
        return;
    };
    if screen.watch.map(|(known, _)| known) != running.watch {
        screen.watch = running.watch.map(|watch| (watch, screen.now));
    }
    if screen.running.is_none_or(|(step, _)| step != running.step) {
        screen.running = Some((running.step, screen.now));
        screen.browsed = None;
        screen.output = Scroll::at_end();
        screen.aside = 0;
        screen.side = Pane::Output;
        if screen.front == Pane::Code {
            screen.front = Pane::Output;
        }
    }
}

fn follow_input(screen: &mut Screen, state: &State) {
    let wanted = matches!(state.phase(), Phase::Running(running) if running.input.is_some());
    match (wanted, screen.answer.is_some()) {
        (true, false) => {
            let follows = screen.answered.is_some() && screen.answered == screen.last_key;
            let free = follows || review::is_free(screen);
            let secret = matches!(state.phase(), Phase::Running(running)
                if running.input.as_ref().is_some_and(|input| input.secret));
            screen.answer = Some(Answer { secret, ..Answer::default() });
            if free {
                screen.focus_on(Pane::Answer);
            }
        }
        (false, true) => {
            let gone = screen.answer.take();
            screen.answered = None;
            if screen.focus == Pane::Answer {
                // The rest of a password must not become a prompt.
                screen.deaf = gone.is_some_and(|gone| gone.secret && !gone.line.text().is_empty());
                screen.answered = screen.last_key;
                screen.focus_on(Pane::Composer);
            }
        }
        _ => {}
    }
}

/// After a frame was drawn at `screen.now`.
pub fn drawn(screen: &mut Screen, seen: &Seen) {
    review::seen(screen, seen.code.as_ref());
    if let Some(chat) = seen.chat {
        (screen.chat, screen.chat_top) = (chat, seen.chat_top);
    }
    pick::drawn(screen, &seen.parts);
    if let Some(scroll) = seen.code_scroll {
        screen.code = scroll;
    }
    if let Some(output) = seen.output {
        screen.output = output;
        whole::drawn(screen);
    }
    if let Some(aside) = seen.aside {
        screen.aside = aside;
    }
    for want in &seen.wants {
        if screen.gallery.ask(want) {
            screen.errands.push(Errand::Load(want.clone()));
        }
    }
    side::drawn(screen, seen);
    let now = screen.now;
    let asks = matches!(screen.overlay, Overlay::Asks(_) | Overlay::Replacing(_));
    if asks && screen.palette.is_none() {
        screen.asked.get_or_insert(now);
    } else {
        screen.asked = None;
    }
    match (&mut screen.overlay, seen.help, seen.told) {
        (
            Overlay::Help(position)
            | Overlay::Hardware(position)
            | Overlay::Leaving(position)
            | Overlay::Facts(_, position),
            Some(scroll),
            _,
        ) => {
            *position = scroll;
        }
        (Overlay::Variables(view), Some(scroll), _) => {
            if let Some((_, position)) = &mut view.unfolded {
                *position = scroll;
            }
        }
        (Overlay::Consent(sending), _, Some(scroll)) => {
            sending.scroll = scroll;
            sending.drawn.get_or_insert(now);
        }
        (Overlay::Telling(told), _, Some(scroll)) => {
            told.scroll = scroll;
            told.drawn.get_or_insert(now);
        }
        _ => {}
    }
}
