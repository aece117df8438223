//! The mouse, where the user wants it: the wheel scrolls the pane below it.

use ratatui::layout::Position;

use super::scrolling;
use crate::tui::layout;
use crate::tui::screen::{Errand, Overlay, Screen};
use crate::words::Mouse;

/// Lines that one notch of the wheel scrolls.
const LINES: i16 = 3;

/// Takes the mouse, or gives it back.
pub(super) fn toggle(screen: &mut Screen) {
    screen.mouse = !screen.mouse;
    screen.errands.push(Errand::Mouse(screen.mouse));
    screen.tell(if screen.mouse { Mouse::On } else { Mouse::Off });
}

/// Scrolls what is below the pointer; what lies over the panes comes first.
pub(super) fn wheel(screen: &mut Screen, at: Position, down: bool) {
    let areas = layout::areas(screen.size, screen);
    let hit = |area: Option<ratatui::layout::Rect>| area.is_some_and(|area| area.contains(at));
    let scroll = if !matches!(screen.overlay, Overlay::None | Overlay::Edit { .. }) {
        scrolling::target(screen)
    } else if hit(areas.code) {
        &mut screen.code
    } else if hit(areas.output) {
        &mut screen.output
    } else if hit(areas.chat) {
        &mut screen.chat
    } else {
        return;
    };
    scroll.lines(if down { LINES.into() } else { (-LINES).into() });
}
