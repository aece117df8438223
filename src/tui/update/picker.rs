//! Keys of the picker of themes: what is under the cursor is seen at once, and only enter keeps it.

use crate::tui::Action;
use crate::tui::screen::{Errand, Overlay, Screen};

/// What an action does to the picker; `None` where none is open, or where it means the same as everywhere.
pub(super) fn act(screen: &mut Screen, action: Action) -> Option<()> {
    let Overlay::Themes(picker) = &mut screen.overlay else { return None };
    match action {
        _ if action.lines() != 0 => picker.step(action.lines()),
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
