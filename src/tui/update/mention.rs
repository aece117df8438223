//! The list below an `@word` of the composer: it follows the cursor, and completes.

use crate::tui::Action;
use crate::tui::mention;
use crate::tui::screen::{Errand, Overlay, Pane, Screen};

/// Whether the list is shown, so that keys go to it.
pub(super) fn is_open(screen: &Screen) -> bool {
    screen.focus == Pane::Composer
        && matches!(screen.overlay, Overlay::None)
        && screen.mention.is_open()
}

/// Follows the composer after an input.
pub(super) fn follow(screen: &mut Screen) {
    let before = screen.composer.before_cursor();
    let word = (screen.focus == Pane::Composer).then(|| mention::at_cursor(&before)).flatten();
    if screen.mention.follow(word) {
        screen.errands.push(Errand::ListPaths);
    }
}

/// Takes a key that means something to the list.
pub(super) fn act(screen: &mut Screen, action: Action) -> bool {
    if !is_open(screen) {
        return false;
    }
    match action {
        Action::Up => screen.mention.choose(-1),
        Action::Down => screen.mention.choose(1),
        Action::Send | Action::FocusNext => complete(screen),
        Action::FocusCode | Action::Cancel => screen.mention.close(),
        _ => return false,
    }
    true
}

/// Puts the chosen path in place of what is typed; a folder goes on to what lies in it.
fn complete(screen: &mut Screen) {
    let Some((typed, path)) = screen.mention.chosen() else { return };
    let quoted = screen.composer.before_cursor().ends_with(&format!("@\"{typed}"));
    let typed = typed.chars().count() + usize::from(quoted);
    let spaced = path.contains(char::is_whitespace);
    let text = match (spaced, path.ends_with('/')) {
        (true, true) => format!("\"{path}"),
        (true, false) => format!("\"{path}\" "),
        (false, true) => path.to_owned(),
        (false, false) => format!("{path} "),
    };
    screen.composer.replace_before(typed, &text);
}
