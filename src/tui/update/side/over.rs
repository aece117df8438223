//! Keys of what the panel lays over the panes: a file, and the changes that replacing would make.

use super::files::{hand_over, mention};
use crate::engine::{Command, State};
use crate::tui::Action;
use crate::tui::screen::{Overlay, Screen};
use crate::tui::side::{Replacing, Sort};
use crate::words::{Deciding, Side};

pub(super) fn act(screen: &mut Screen, state: &State, action: Action) -> Option<Vec<Command>> {
    let read = screen.can_answer();
    match (&mut screen.overlay, action) {
        (_, Action::Cancel) => screen.overlay = Overlay::None,
        (Overlay::Preview(preview), Action::Left) => {
            preview.aside = preview.aside.saturating_sub(1);
        }
        (Overlay::Preview(preview), Action::Right) => preview.aside += 1,
        (Overlay::Preview(preview), Action::Mention) => {
            let path = preview.path.clone();
            mention(screen, &path);
        }
        (Overlay::Preview(preview), Action::PageOutside | Action::EditOutside) => {
            let path = preview.path.clone();
            screen.overlay = Overlay::None;
            hand_over(screen, action, path, Sort::File);
        }
        (Overlay::Replacing(replacing), Action::Left) => replacing.step(-1),
        (Overlay::Replacing(replacing), Action::Right) => replacing.step(1),
        (Overlay::Replacing(replacing), Action::LeaveOut) => {
            let at = replacing.at;
            if let Some(change) = replacing.changes.get_mut(at) {
                change.left_out = !change.left_out;
            }
        }
        (Overlay::Replacing(_), Action::Apply) if !read => {
            screen.tell(Deciding::CodeUnread);
        }
        (Overlay::Replacing(replacing), Action::Apply) => {
            if replacing.go_to_unseen() {
                screen.tell(Side::Unseen);
                return Some(Vec::new());
            }
            if let Overlay::Replacing(changes) = std::mem::take(&mut screen.overlay) {
                return Some(apply(screen, state, &changes));
            }
        }
        _ => return None,
    }
    Some(Vec::new())
}

/// What waits is changed in place; what ran runs again, changed, one after the other.
fn apply(screen: &mut Screen, state: &State, changes: &Replacing) -> Vec<Command> {
    let mut commands = Vec::new();
    let mut again = 0;
    for change in changes.kept() {
        if change.waits {
            let same = state.proposal().is_some_and(|now| now.code == change.before);
            if same {
                let (step, code) = (change.step, change.after.clone());
                screen.left.replaced = Some((step, change.before.clone(), code.clone()));
                commands.push(Command::Edit { step, code });
            }
        } else {
            screen.left.queue.push_back((change.lang, change.after.clone()));
            again += 1;
        }
    }
    match (commands.len(), again) {
        (0, 0) => screen.tell(Side::NothingToReplace),
        (_, 0) => screen.tell(Side::Replaced),
        (_, again) => screen.say(screen.locale.fill(Side::RunsAgain, &[&again])),
    }
    commands
}
