//! Keys of the picker of themes: what is under the cursor is seen at once, and only enter keeps it.

use crate::tui::Action;
use crate::tui::screen::{Errand, Overlay, Screen};

/// A page of the list is moved by so many lines.
const PAGE: isize = 10;

/// What an action does to the picker; `None` where none is open, or where it means the same as everywhere.
pub(super) fn act(screen: &mut Screen, action: Action) -> Option<()> {
    let Overlay::Themes(picker) = &mut screen.overlay else { return None };
    match action {
        Action::ScrollUp => picker.step(-1),
        Action::ScrollDown => picker.step(1),
        Action::PageUp => picker.step(-PAGE),
        Action::PageDown => picker.step(PAGE),
        Action::ScrollTop => picker.step(isize::MIN),
        Action::ScrollEnd => picker.step(isize::MAX),
        Action::Cancel | Action::Interrupt => screen.overlay = Overlay::None,
        Action::Send => keep(screen),
        Action::Redraw | Action::Suspend | Action::Palette => return None,
        _ => {}
    }
    Some(())
}

fn keep(screen: &mut Screen) {
    let Overlay::Themes(picker) = &screen.overlay else { return };
    let Some(choice) = picker.selected() else { return };
    match &choice.look {
        Ok(_) => {
            let name = choice.name.clone();
            screen.overlay = Overlay::None;
            screen.errands.push(Errand::UseTheme(name));
        }
        Err(why) => {
            let why = why.clone();
            screen.say(why);
        }
    }
}
