//! What replacing would change, step by step, as a diff over the panes.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use crate::tui::layout;
use crate::tui::screen::Screen;
use crate::tui::scroll::Scroll;
use crate::tui::side::Replacing;
use crate::tui::theme::Theme;
use crate::tui::view::cache::key;
use crate::tui::view::pane::{self, Mood};
use crate::tui::widget::{diff, text, wrap};
use crate::words::Side;

/// Draws the change that is looked at; returns its settled position, and whether its end is in sight.
pub(in crate::tui::view) fn draw(
    frame: &mut Frame<'_>,
    full: Rect,
    changes: &Replacing,
    screen: &Screen,
    theme: &Theme,
) -> (Scroll, bool) {
    let area = layout::canvas(full.as_size(), screen);
    frame.render_widget(Clear, area);
    let Some(change) = changes.current() else { return (changes.scroll, false) };
    let (locale, ui) = (screen.locale, &theme.ui);
    let width = usize::from(area.width.saturating_sub(2).max(1));
    let height = usize::from(area.height.saturating_sub(3));
    let look = (width, &theme.name, theme.depth as u8);
    let rows = screen.cache.display(key(("replace", &change.before, &change.after, look)), || {
        let (before, after) = (text::sanitize(&change.before), text::sanitize(&change.after));
        wrap::wrap_all(&diff::unified(&before, &after, theme), width)
    });
    let (scroll, first) = changes.scroll.settle(rows.len(), height);
    let below = rows.len().saturating_sub(first + height);
    let note = if below == 0 { String::new() } else { locale.fill(Side::MoreBelow, &[&below]) };
    let (at, all) = (changes.at + 1, changes.changes.len());
    let title = locale.fill(Side::ReplacingTitle, &[&change.step.0, &at, &all]);
    let looks = (theme, screen.glyphs);
    let inner = pane::frame(frame, area, &title, &note, Mood::Asks, true, looks);
    let what = if change.waits { Side::InPlace } else { Side::RunsCopy };
    let (sign, words, style) = if change.left_out {
        ("[ ] ", locale.text(Side::LeftOut), ui.muted)
    } else {
        ("[x] ", locale.text(what), ui.text)
    };
    let words = text::clip(words, width.saturating_sub(4)).into_owned();
    let head = Line::from(vec![
        Span::styled(sign, ui.accent.add_modifier(Modifier::BOLD)),
        Span::styled(words, style),
    ]);
    pane::rows(frame, inner, std::iter::once(&head).chain(rows.iter().skip(first)));
    (scroll, below == 0 && height > 0)
}
