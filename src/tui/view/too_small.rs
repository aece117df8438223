//! A terminal in which nothing useful fits.

use ratatui::Frame;
use ratatui::text::Line;
use ratatui::widgets::{Paragraph, Wrap};

use crate::tui::theme::Theme;

/// Says so; a terminal without cells is left alone.
pub(super) fn draw(frame: &mut Frame<'_>, theme: &Theme) {
    let area = frame.area();
    if !area.is_empty() {
        let text = Line::styled("too small: at least 20x5", theme.ui.text);
        frame.render_widget(Paragraph::new(text).wrap(Wrap { trim: true }), area);
    }
}
