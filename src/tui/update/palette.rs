//! The palette: opened over anything, narrowed, and what is chosen done as if its key had been pressed below.

use super::{dispatch, focus, slash};
use crate::engine::{Command, State};
use crate::tui::Action;
use crate::tui::keymap::Context;
use crate::tui::line_edit::LineEdit;
use crate::tui::palette::{Deed, Palette};
use crate::tui::screen::{Errand, Overlay, Pane, Screen};
use crate::tui::slash::{Arguments, Slash};
use crate::words::{PaletteText, Toast};

/// A page of the list is moved by so many lines.
const PAGE: isize = 10;

/// Opens it; what lies below stays as it is.
pub(super) fn open(screen: &mut Screen) {
    screen.palette = Some(Palette::default());
    screen.toast = None;
}

/// What an action does to the palette; `None` where none is open, or where it means the same as everywhere.
pub(super) fn act(screen: &mut Screen, state: &State, action: Action) -> Option<Vec<Command>> {
    screen.palette.as_ref()?;
    match action {
        Action::Redraw | Action::Suspend => return None,
        Action::Send => return Some(choose(screen, state)),
        Action::Cancel | Action::Interrupt => screen.palette = None,
        Action::Up | Action::ScrollUp => step(screen, state, -1),
        Action::Down | Action::ScrollDown => step(screen, state, 1),
        Action::PageUp => step(screen, state, -PAGE),
        Action::PageDown => step(screen, state, PAGE),
        _ if LineEdit::takes(action) => edit(screen, |palette| palette.filter.act(action)),
        Action::EndInput => {}
        // Who knows the key needs no list.
        _ => {
            screen.palette = None;
            return None;
        }
    }
    Some(Vec::new())
}

/// Types into the filter.
pub(super) fn insert(screen: &mut Screen, text: &str) {
    edit(screen, |palette| palette.filter.insert(text));
}

fn edit(screen: &mut Screen, change: impl FnOnce(&mut Palette)) {
    let Some(palette) = &mut screen.palette else { return };
    let before = palette.filter.text().to_owned();
    change(palette);
    if palette.filter.text() != before {
        palette.chosen = 0;
    }
}

fn step(screen: &mut Screen, state: &State, by: isize) {
    let Some(mut palette) = screen.palette.take() else { return };
    let rows = palette.rows(screen, state).len();
    let last = rows.saturating_sub(1);
    palette.chosen = match (by, palette.chosen) {
        // One step goes round, a page does not.
        (-1, 0) => last,
        (1, at) if at >= last => 0,
        (by, at) => at.saturating_add_signed(by).min(last),
    };
    screen.palette = Some(palette);
}

fn choose(screen: &mut Screen, state: &State) -> Vec<Command> {
    let Some(palette) = screen.palette.take() else { return Vec::new() };
    let rows = palette.rows(screen, state);
    let Some(row) = rows.get(palette.chosen) else {
        screen.palette = Some(palette);
        return Vec::new();
    };
    if let Some(why) = row.why_not {
        screen.say(why);
        screen.palette = Some(palette);
        return Vec::new();
    }
    screen.recent.push(row.deed.clone());
    match row.deed.clone() {
        Deed::Act(action) => perform(screen, state, action),
        Deed::Slash(slash) => command(screen, state, slash),
        Deed::Theme(name) => {
            screen.errands.push(Errand::UseTheme(name.to_owned()));
            Vec::new()
        }
    }
}

/// Does it where the focus is; code that the palette covered must be looked at before it runs.
fn perform(screen: &mut Screen, state: &State, action: Action) -> Vec<Command> {
    if matches!(action, Action::Approve | Action::ApproveTurn | Action::RunAtTerminal) {
        focus::jump(screen, Action::FocusCode);
        screen.browsed = None;
        let contexts = [Context::Approval, Context::Code, Context::Global];
        let key = screen.keymap.key_for(&contexts, action);
        let key = key.map(|key| key.to_string()).unwrap_or_default();
        screen.say(screen.locale.fill(PaletteText::LookFirst, &[&key]));
        return Vec::new();
    }
    if decides(action) {
        let key = screen.keymap.key_for(&focus::contexts(screen, state), action);
        let key = key.map(|key| key.to_string()).unwrap_or_default();
        screen.say(screen.locale.fill(PaletteText::LookFirst, &[&key]));
        return Vec::new();
    }
    dispatch::act(screen, state, action)
}

/// Whether something is let go that has to be in sight first.
fn decides(action: Action) -> bool {
    matches!(
        action,
        Action::Apply
            | Action::AllowSending
            | Action::RunPart
            | Action::Tell
            | Action::Confirm
            | Action::EndRunning
    )
}

/// Obeys a command, or writes it into the composer where it needs more words.
fn command(screen: &mut Screen, state: &State, slash: Slash) -> Vec<Command> {
    if !matches!(screen.overlay, Overlay::None) {
        screen.tell(Toast::FinishFirst);
        return Vec::new();
    }
    match slash.known() {
        Some(known) if matches!(known.arguments, Arguments::Must(_)) => {
            screen.focus_on(Pane::Composer);
            if screen.is_composer_empty() {
                screen.composer.set_text(&format!("/{} ", known.name));
            } else {
                screen.tell(Toast::FinishFirst);
            }
            Vec::new()
        }
        _ => slash::obey(screen, state, slash, "").unwrap_or_default(),
    }
}
