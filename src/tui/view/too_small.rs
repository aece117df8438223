//! A terminal in which nothing useful fits.

use ratatui::Frame;
use ratatui::text::Line;
use ratatui::widgets::{Paragraph, Wrap};

use crate::tui::theme::Theme;
use crate::words::{Locale, Welcome};

/// Says so; a terminal without cells is left alone.
pub(super) fn draw(frame: &mut Frame<'_>, locale: Locale, theme: &Theme) {
    let area = frame.area();
    if !area.is_empty() {
        let text = Line::styled(locale.text(Welcome::TooSmall), theme.ui.text);
        frame.render_widget(Paragraph::new(text).wrap(Wrap { trim: true }), area);
    }
}
