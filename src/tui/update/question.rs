//! A question is answered.

use super::slash;
use crate::engine::{Command, Policy, State};
use crate::tui::Action;
use crate::tui::asking::Asking;
use crate::tui::screen::{Errand, Overlay, Screen};
use crate::words::{CommandText, Deciding};

/// What an action does to a question; `None` where none is asked, or where it means the same as everywhere.
pub(super) fn act(screen: &mut Screen, state: &State, action: Action) -> Option<Vec<Command>> {
    let Overlay::Asks(_) = &screen.overlay else { return None };
    match action {
        Action::Confirm if !screen.can_answer() => {
            screen.tell(Deciding::CodeUnread);
            return Some(Vec::new());
        }
        Action::Confirm => screen.asked = None,
        Action::Cancel | Action::Interrupt => {
            screen.overlay = Overlay::None;
            return Some(Vec::new());
        }
        Action::Redraw | Action::Suspend => return None,
        _ => return Some(Vec::new()),
    }
    let Overlay::Asks(asked) = std::mem::take(&mut screen.overlay) else { return None };
    Some(match asked {
        Asking::AutoRun => {
            screen.tell(CommandText::AutoRunning);
            vec![Command::SetPolicy { policy: Policy::All }]
        }
        Asking::Reset { .. } => slash::reset(screen, state),
        Asking::Overwrite { paper, path } => {
            screen.errands.push(Errand::Write { paper, path: Some(path), over: true });
            Vec::new()
        }
    })
}
