//! The help is narrowed by typing.

use crate::tui::Action;
use crate::tui::line_edit::LineEdit;
use crate::tui::screen::{Overlay, Screen};
use crate::tui::scroll::Scroll;

/// What an action does to the help; `None` where it is not open, or where it means the same as everywhere.
pub(super) fn act(screen: &mut Screen, action: Action) -> Option<()> {
    let Overlay::Help(scroll) = &mut screen.overlay else { return None };
    let (line, typing) = &mut screen.help;
    match action {
        Action::Filter => *typing = true,
        Action::Send if *typing => *typing = false,
        Action::Cancel if *typing || !line.text().is_empty() => {
            (*line, *typing) = (LineEdit::default(), false);
        }
        _ if *typing && LineEdit::takes(action) => {
            line.act(action);
            *scroll = Scroll::at_top();
        }
        _ => return None,
    }
    Some(())
}
