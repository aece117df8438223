//! Every key and command, read from the tables that they work by.

use ratatui::Frame;
use ratatui::layout::{Margin, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};

use super::composer::{self, Mask};
use super::pane::{self, Mood};
use crate::tui::keymap::{Binding, Context};
use crate::tui::screen::{Pane, Screen};
use crate::tui::scroll::Scroll;
use crate::tui::slash::COMMANDS;
use crate::tui::theme::Theme;
use crate::tui::widget::{text, wrap};
use crate::words::{HelpText, KeyDesc};

/// Draws the help; returns its settled position, and the cursor of the filter.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    full: Rect,
    scroll: Scroll,
    screen: &Screen,
    theme: &Theme,
) -> (Scroll, Option<Position>) {
    let area = Rect { height: full.height.saturating_sub(1), ..full };
    let area = area.inner(Margin::new(full.width / 12, 0));
    frame.render_widget(Clear, area);
    let (filter, typing) = (&screen.help.0, screen.help.1);
    let filtered = typing || !filter.text().is_empty();
    let lines = lines(screen, theme, usize::from(area.width.saturating_sub(2).max(1)));
    let height = usize::from(area.height.saturating_sub(2)).saturating_sub(usize::from(filtered));
    let (settled, first) = scroll.settle(lines.len(), height);
    let rest = lines.len().saturating_sub(first + height);
    let note = if rest == 0 { String::new() } else { screen.locale.fill(HelpText::More, &[&rest]) };
    let looks = (theme, screen.glyphs);
    let title = screen.locale.text(HelpText::Title);
    let mut inner = pane::frame(frame, area, title, &note, Mood::Calm, true, looks);
    let mut cursor = None;
    if filtered && inner.height > 0 {
        let row = Rect { height: 1, ..inner };
        frame.render_widget(Paragraph::new(Line::styled("/", theme.ui.accent)), row);
        let field = Rect { x: row.x + 1, width: row.width.saturating_sub(1), ..row };
        cursor = composer::line(frame, field, filter, Mask::Shown, theme).filter(|_| typing);
        inner = Rect { y: inner.y + 1, height: inner.height - 1, ..inner };
    }
    pane::rows(frame, inner, lines.iter().skip(first));
    (settled, cursor)
}

/// The keys of the place that the help was asked from come first.
fn here(screen: &Screen) -> Context {
    match screen.focus {
        Pane::Code if screen.review.is_some() => Context::Approval,
        Pane::Code => Context::Code,
        Pane::Output => Context::Output,
        Pane::Chat => Context::Chat,
        Pane::Composer => Context::Composer,
        Pane::Answer => Context::Reason,
        Pane::Left => Context::Side,
    }
}

/// Headlines, and below each what contains the words of the filter.
fn lines(screen: &Screen, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    let here = here(screen);
    let others = Context::ALL.into_iter().filter(|context| *context != here);
    let mut lines = Vec::new();
    for (n, context) in std::iter::once(here).chain(others).enumerate() {
        let grouped = grouped(screen.keymap.bindings(context));
        let rows = grouped
            .into_iter()
            .map(|(keys, desc)| (keys, screen.locale.known::<KeyDesc>(desc).to_owned()));
        section(&mut lines, context.title(screen.locale), rows, screen, (theme, width));
        // Behind the keys of this place and those of decisions: what can be typed into the composer.
        if n == 1 {
            let rows = COMMANDS.iter().map(|known| {
                let name = format!("/{} {}", known.name, known.usage());
                (name.trim_end().to_owned(), screen.locale.text(known.does).to_owned())
            });
            section(&mut lines, screen.locale.text(HelpText::Slash), rows, screen, (theme, width));
        }
    }
    if lines.is_empty() {
        lines.push(Line::styled(screen.locale.text(HelpText::NoneFits), theme.ui.warning));
    }
    lines
}

fn section(
    lines: &mut Vec<Line<'static>>,
    title: &'static str,
    rows: impl Iterator<Item = (String, String)>,
    screen: &Screen,
    (theme, width): (&Theme, usize),
) {
    let words = screen.help.0.text().to_lowercase();
    let fits = |keys: &str, desc: &str| {
        let row = format!("{keys} {desc} {title}").to_lowercase();
        words.split_whitespace().all(|word| row.contains(word))
    };
    let rows: Vec<_> = rows.filter(|(keys, desc)| fits(keys, desc)).collect();
    if rows.is_empty() {
        return;
    }
    if !lines.is_empty() {
        lines.push(Line::default());
    }
    lines.push(Line::styled(title, theme.ui.heading));
    for (keys, desc) in rows {
        let pad = 22_usize.saturating_sub(text::width(&keys));
        let line = Line::from(vec![
            Span::styled(format!("  {keys}{}", " ".repeat(pad)), theme.ui.key),
            Span::styled(format!(" {desc}"), theme.ui.text),
        ]);
        lines.extend(wrap::wrap(&line, width, &[Span::raw(" ".repeat(25))]));
    }
}

/// Keys that do the same stand in one line.
fn grouped(bindings: &[Binding]) -> Vec<(String, &str)> {
    let mut groups: Vec<(&Binding, String)> = Vec::new();
    for binding in bindings {
        match groups.iter_mut().find(|(first, _)| first.run == binding.run) {
            Some((_, keys)) => {
                keys.push(' ');
                keys.push_str(&binding.on.to_string());
            }
            None => groups.push((binding, binding.on.to_string())),
        }
    }
    groups.into_iter().map(|(first, keys)| (keys, first.desc.as_str())).collect()
}
