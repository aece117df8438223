//! Keys of the files: open, fold, name in the prompt, hand to another program.

use std::path::{Path, PathBuf};

use crate::engine::Command;
use crate::tui::Action;
use crate::tui::screen::{Errand, Overlay, Screen};
use crate::tui::side::{Preview, Sort, Task};
use crate::words::{Side, Toast};

pub(super) fn act(screen: &mut Screen, action: Action) -> Option<Vec<Command>> {
    let files = &mut screen.left.files;
    match action {
        Action::Filter => files.typing = true,
        _ if action.lines() != 0 => files.step(action.lines()),
        Action::Left => files.fold(),
        Action::Right => unfold(screen),
        Action::Send => open(screen),
        Action::Refresh => refresh(screen),
        Action::ShowHidden => {
            files.hidden = !files.hidden;
            refresh(screen);
            look_for(screen);
        }
        Action::Mention => {
            if let Some((path, _)) = files.current() {
                mention(screen, &path);
            }
        }
        Action::PageOutside | Action::EditOutside => {
            if let Some((path, sort)) = files.current() {
                hand_over(screen, action, path, sort);
            }
        }
        _ => return None,
    }
    Some(Vec::new())
}

/// Reads again all that is shown.
pub(super) fn refresh(screen: &mut Screen) {
    let hidden = screen.left.files.hidden;
    for path in screen.left.files.wanted() {
        screen.errands.push(Errand::Look(Task::Folder { path, hidden }));
    }
}

/// Looks for the names that the filter wants.
pub(super) fn look_for(screen: &mut Screen) {
    let files = &screen.left.files;
    if files.is_filtered() {
        let (text, hidden) = (files.filter.text().to_owned(), files.hidden);
        screen.errands.push(Errand::Look(Task::Walk { text, hidden }));
    }
}

/// Enter: a folder opens or closes, a file is shown over the panes.
fn open(screen: &mut Screen) {
    match screen.left.files.current() {
        Some((path, Sort::Folder)) if screen.left.files.is_filtered() => {
            // Out of what was found, into the tree.
            screen.left.files.unfilter();
            for above in path.ancestors().filter(|above| !above.as_os_str().is_empty()) {
                screen.left.files.unfold(above);
            }
            screen.left.files.chosen = Some(path);
            refresh(screen);
        }
        Some((path, Sort::Folder)) if screen.left.files.is_open(&path) => screen.left.files.fold(),
        Some((_, Sort::Folder)) => unfold(screen),
        // An edit that is open would be lost under it.
        Some((_, Sort::File)) if !matches!(screen.overlay, Overlay::None) => {
            screen.tell(Toast::FinishFirst);
        }
        Some((path, Sort::File)) => {
            screen.overlay = Overlay::Preview(Box::new(Preview::of(path.clone())));
            screen.errands.push(Errand::Look(Task::Preview { path }));
        }
        Some((_, Sort::Other)) => screen.tell(Side::NoFile),
        None => {}
    }
}

fn unfold(screen: &mut Screen) {
    let files = &mut screen.left.files;
    if let Some((path, Sort::Folder)) = files.current() {
        files.unfold(&path);
        let hidden = files.hidden;
        screen.errands.push(Errand::Look(Task::Folder { path, hidden }));
    }
}

/// Puts `@path` where the prompt's cursor is; a name that cannot be typed is not guessed at.
pub(super) fn mention(screen: &mut Screen, path: &Path) {
    let Some(name) = path.to_str().filter(|name| !name.chars().any(char::is_control)) else {
        screen.tell(Side::NameUntypable);
        return;
    };
    let quoted = name.contains(char::is_whitespace) || name.contains('"');
    let word = if quoted { format!("@\"{name}\" ") } else { format!("@{name} ") };
    let text = screen.composer.text();
    let gap = if text.is_empty() || text.ends_with(char::is_whitespace) { "" } else { " " };
    screen.composer.insert_str(&format!("{gap}{word}"));
    screen.say(screen.locale.fill(Side::Mentioned, &[&name]));
}

/// Lets the user's own program show or change a file.
pub(super) fn hand_over(screen: &mut Screen, action: Action, path: PathBuf, sort: Sort) {
    match (sort, action) {
        (Sort::File, Action::PageOutside) => screen.errands.push(Errand::PageFile(path)),
        (Sort::File, _) => screen.errands.push(Errand::EditFile(path)),
        _ => screen.tell(Side::NoFile),
    }
}
