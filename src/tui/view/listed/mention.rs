//! The paths that fit an `@word`, right above the composer.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::pick;
use crate::tui::screen::{Overlay, Pane, Screen};
use crate::tui::theme::Theme;
use crate::tui::view::pane::{self, Mood};

/// Widest list.
const WIDEST: u16 = 60;

/// Draws it where it is open; says whether it lies over the panes.
pub(in crate::tui::view) fn draw(
    frame: &mut Frame<'_>,
    composer: Rect,
    screen: &Screen,
    theme: &Theme,
) -> bool {
    let shown = screen.focus == Pane::Composer && matches!(screen.overlay, Overlay::None);
    if !shown || !screen.mention.is_open() || composer.y < 3 {
        return false;
    }
    let count = u16::try_from(screen.mention.listed().count()).unwrap_or(u16::MAX);
    let height = count.saturating_add(2).min(composer.y);
    let width = composer.width.min(WIDEST);
    let area = Rect { x: composer.x, y: composer.y - height, width, height };
    frame.render_widget(ratatui::widgets::Clear, area);
    let looks = (theme, screen.glyphs);
    let inner = pane::frame(frame, area, "@", "", Mood::Calm, true, looks);
    pick::rows(frame, inner, screen.mention.listed(), screen.mention.at, looks);
    true
}
