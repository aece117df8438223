//! The list of earlier prompts, above the composer.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Clear;

use super::pick;
use crate::tui::prompts::recall::Recall;
use crate::tui::screen::Screen;
use crate::tui::theme::Theme;
use crate::tui::view::composer::{self, Mask};
use crate::tui::view::pane::{self, Mood};
use crate::words::Composer;

/// Rows of the list at most.
const ROWS: u16 = 10;

/// Draws it; returns the cursor of what is typed.
pub(in crate::tui::view) fn draw(
    frame: &mut Frame<'_>,
    full: Rect,
    recall: &Recall,
    screen: &Screen,
    theme: &Theme,
) -> Option<Position> {
    let height = (ROWS + 3).min(full.height.saturating_sub(1));
    let area = Rect { y: full.bottom().saturating_sub(height + 1), height, ..full };
    frame.render_widget(Clear, area);
    let revises = recall.chosen().is_some_and(|item| item.turn.is_some());
    let title = if revises { Composer::ReviseTitle } else { Composer::RecallTitle };
    let title = screen.locale.text(title).trim();
    let looks = (theme, screen.glyphs);
    let inner = pane::frame(frame, area, title, "", Mood::Calm, true, looks);
    if inner.height == 0 {
        return None;
    }
    let list = Rect { height: inner.height - 1, ..inner };
    let items = recall.listed().map(|(item, fit)| (item.text.as_str(), fit));
    if recall.chosen().is_some() {
        pick::rows(frame, list, items, recall.at, looks);
    } else {
        let none = screen.locale.text(Composer::NoneFits);
        pane::rows(frame, list, [ratatui::text::Line::styled(none, theme.ui.muted)].iter());
    }
    let row = Rect { y: inner.bottom() - 1, height: 1, ..inner };
    let mark = Rect { width: row.width.min(2), ..row };
    let sign = screen.glyphs.pick("› ", "> ");
    frame.render_widget(ratatui::text::Span::styled(sign, theme.ui.user), mark);
    let field = Rect { x: row.x + mark.width, width: row.width - mark.width, ..row };
    composer::line(frame, field, &recall.line, Mask::Shown, theme)
}
