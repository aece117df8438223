//! One quiet line above the gauges: what is in the way, and the key that shows more.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::engine::State;
use crate::tui::screen::Screen;
use crate::tui::theme::Theme;
use crate::tui::widget::text;
use crate::tui::{Action, update};
use crate::words::Asks;

/// Draws the line.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    state: &State,
    screen: &Screen,
    theme: &Theme,
) {
    let Some(advice) = &screen.advice else { return };
    let contexts = update::contexts(screen, state);
    let key = screen.keymap.key_for(&contexts, Action::Hardware);
    let key = key.map_or_else(String::new, |key| {
        format!("  {}", screen.locale.fill(Asks::ShowsMore, &[&key]))
    });
    let advice = text::sanitize(advice).replace('\n', " ");
    let room = usize::from(area.width);
    // The key gives way: without it the sentence still helps.
    let fits = text::width(&advice) + text::width(&key) <= room;
    let mut spans = vec![Span::styled(text::clip(&advice, room).into_owned(), theme.ui.warning)];
    if fits {
        spans.push(Span::styled(key, theme.ui.muted));
    }
    frame.render_widget(Paragraph::new(Line::from(spans)), area);
}
