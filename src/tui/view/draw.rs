//! One frame, from back to front.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::{chat, code, composer, footer, gauge, help, output, pane, picker, reason, too_small};
use crate::engine::State;
use crate::tui::gallery::Want;
use crate::tui::layout;
use crate::tui::review::CodeSeen;
use crate::tui::screen::{Overlay, Screen};
use crate::tui::scroll::Scroll;
use crate::tui::terminal::graphics::{Placed, Spread};
use crate::tui::theme::Theme;

/// What a frame found out by drawing: positions that are settled now, and what code was in sight.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// The chat's position.
    pub chat: Option<Scroll>,
    /// The code pane's position.
    pub code_scroll: Option<Scroll>,
    /// The output pane's position.
    pub output: Option<Scroll>,
    /// The column that tables of the output begin with.
    pub aside: Option<usize>,
    /// What steps showed and was not ready to be drawn.
    pub wants: Vec<Want>,
    /// Pictures that the terminal shows itself.
    pub pictures: Vec<Placed>,
    /// The help's position.
    pub help: Option<Scroll>,
    /// The code of a step that was in sight, uncovered.
    pub code: Option<CodeSeen>,
}

/// Draws everything.
pub fn draw(frame: &mut Frame<'_>, state: &State, screen: &Screen, theme: &Theme) -> Seen {
    let full = frame.area();
    let mut seen = Seen::default();
    if layout::is_too_small(full.as_size()) {
        too_small::draw(frame, theme);
        return seen;
    }
    let areas = layout::areas(full.as_size(), screen);
    let mut cursor = None;
    if let Some(area) = areas.chat {
        seen.chat = Some(chat::draw(frame, area, state, screen, theme));
    }
    if let Some(area) = areas.code {
        let drawn = code::draw(frame, area, state, screen, theme);
        (seen.code_scroll, seen.code) = (drawn.scroll, drawn.seen);
        cursor = drawn.cursor;
    }
    if let Some(area) = areas.output {
        let drawn = output::draw(frame, area, state, screen, theme);
        (seen.output, seen.aside) = (Some(drawn.scroll), Some(drawn.aside));
        (seen.wants, seen.pictures) = (drawn.wants, drawn.pictures);
    }
    if let Some(area) = areas.tabs {
        pane::tabs(frame, area, screen, theme);
    }
    if let Some(area) = areas.answer {
        cursor = composer::answer(frame, area, state, screen, theme).or(cursor);
    }
    if let Some(area) = areas.composer {
        cursor = composer::draw(frame, area, state, screen, theme).or(cursor);
    }
    if let Some(area) = areas.gauge {
        gauge::draw(frame, area, state, screen, theme);
    }
    if let Some(area) = areas.footer {
        footer::draw(frame, area, state, screen, theme);
    }
    let over = overlay(frame, full, screen, theme, &mut seen);
    if covers(&screen.overlay) {
        cursor = over;
        // A picture over cells would lie over what now stands there.
        seen.pictures.retain(|placed| placed.wire.spread == Spread::InCells);
    }
    if let Some(position) = cursor {
        frame.set_cursor_position(position);
    }
    seen
}

/// Whether the panes below have no cursor.
fn covers(overlay: &Overlay) -> bool {
    !matches!(overlay, Overlay::None | Overlay::Edit { .. })
}

/// What lies over the panes, and its cursor; code below it was not seen.
fn overlay(
    frame: &mut Frame<'_>,
    full: Rect,
    screen: &Screen,
    theme: &Theme,
    seen: &mut Seen,
) -> Option<Position> {
    match &screen.overlay {
        Overlay::None | Overlay::Edit { .. } => None,
        Overlay::Help(scroll) => {
            seen.help = Some(help::draw(frame, full, *scroll, screen, theme));
            seen.code = None;
            None
        }
        Overlay::Reason { line, .. } => reason::draw(frame, full, line, theme),
        Overlay::Picker(picker) => {
            picker::draw(frame, full, picker, theme, screen.glyphs);
            seen.code = None;
            None
        }
    }
}
