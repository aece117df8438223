//! What steps left running in the background, and what shall become of it when the workspace ends.

use ratatui::Frame;
use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::pane::{self, Mood};
use crate::engine::{Leftover, State};
use crate::tui::Action;
use crate::tui::keymap::Context;
use crate::tui::screen::Screen;
use crate::tui::scroll::Scroll;
use crate::tui::theme::Theme;
use crate::tui::widget::{text, wrap};
use crate::words::{Leftovers, Locale, Title};

/// Draws the question over everything but the footer; its settled position.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    full: Rect,
    scroll: Scroll,
    state: &State,
    screen: &Screen,
    theme: &Theme,
) -> Scroll {
    let area = Rect { height: full.height.saturating_sub(1), ..full };
    let area = area.inner(Margin::new(if full.width < 80 { 0 } else { full.width / 16 }, 0));
    frame.render_widget(Clear, area);
    let width = usize::from(area.width.saturating_sub(2).max(1));
    let height = usize::from(area.height.saturating_sub(2));
    let lines = lines(state, screen, width, theme);
    let (settled, first) = scroll.settle(lines.len(), height);
    let rest = lines.len().saturating_sub(first + height);
    let note = pane::below(rest, screen.locale);
    let looks = (theme, screen.glyphs);
    let inner = pane::frame(
        frame,
        area,
        screen.locale.text(Title::StillRunning),
        &note,
        Mood::Asks,
        true,
        looks,
    );
    pane::rows(frame, inner, lines.iter().skip(first));
    settled
}

fn lines(state: &State, screen: &Screen, width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let key = |run| {
        let key = screen.keymap.key_for(&[Context::Leaving], run);
        key.map_or_else(|| "–".to_owned(), |key| key.to_string())
    };
    let locale = screen.locale;
    let choice = locale.fill(
        Leftovers::Choice,
        &[&key(Action::KeepRunning), &key(Action::EndRunning), &key(Action::Cancel)],
    );
    let head = locale.text(Leftovers::Head);
    let mut lines = wrap::wrap(&Line::styled(head, theme.ui.text), width, &[]);
    lines.extend(wrap::wrap(&Line::styled(choice, theme.ui.border_ask), width, &[]));
    lines.push(Line::default());
    for (lang, processes) in state.leftovers() {
        for one in processes {
            lines.push(row(one, lang.name(), width, locale, theme));
        }
    }
    lines
}

fn row(one: &Leftover, lang: &str, width: usize, locale: Locale, theme: &Theme) -> Line<'static> {
    let facts = format!("{:>8} {:>8}  ", age(one.age_ms), memory(one.memory));
    let tail = format!("  {}", locale.fill(Leftovers::Process, &[&lang, &one.pid]));
    let command = text::sanitize(&one.command).replace('\n', " ");
    let room = width.saturating_sub(text::width(&facts));
    let command = text::clip(&command, room).into_owned();
    let left = room.saturating_sub(text::width(&command));
    let tail = if text::width(&tail) <= left { tail } else { String::new() };
    Line::from(vec![
        Span::styled(facts, theme.ui.muted),
        Span::styled(command, theme.ui.text),
        Span::styled(tail, theme.ui.faint),
    ])
}

fn age(ms: u64) -> String {
    match ms / 1000 {
        seconds @ 0..60 => format!("{seconds} s"),
        seconds @ 60..3600 => format!("{} min", seconds / 60),
        seconds => format!("{} h", seconds / 3600),
    }
}

fn memory(bytes: u64) -> String {
    format!("{} MB", (bytes + 500_000) / 1_000_000)
}
