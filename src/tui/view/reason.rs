//! The line for why a step is rejected, above the footer.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Block, Clear};

use super::composer::{self, Mask};
use crate::tui::line_edit::LineEdit;
use crate::tui::theme::Theme;
use crate::words::{Locale, Title};

/// Draws it; returns its cursor.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    full: Rect,
    line: &LineEdit,
    locale: Locale,
    theme: &Theme,
) -> Option<Position> {
    let height = 3.min(full.height.saturating_sub(1));
    let area = Rect { y: full.bottom().saturating_sub(height + 1), height, ..full };
    let block = Block::bordered()
        .border_style(theme.ui.border_ask)
        .title(format!(" {} ", locale.text(Title::WhyNot)));
    let inner = block.inner(area);
    frame.render_widget(Clear, area);
    frame.render_widget(block, area);
    composer::line(frame, inner, line, Mask::Shown, theme)
}
