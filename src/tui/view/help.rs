//! Every key, read from the keymap.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::pane::{self, Mood};
use crate::tui::keymap::{Binding, Context, Keymap};
use crate::tui::screen::{Pane, Screen};
use crate::tui::scroll::Scroll;
use crate::tui::theme::Theme;
use crate::tui::widget::{text, wrap};
use crate::words::{KeyDesc, Locale, Title};

/// Draws the help and returns its settled position.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    full: Rect,
    scroll: Scroll,
    screen: &Screen,
    theme: &Theme,
) -> Scroll {
    let area = Rect { height: full.height.saturating_sub(1), ..full };
    let area = area.inner(ratatui::layout::Margin::new(full.width / 12, 0));
    frame.render_widget(Clear, area);
    let width = usize::from(area.width.saturating_sub(2).max(1));
    let height = usize::from(area.height.saturating_sub(2));
    let lines = lines(&screen.keymap, here(screen), screen.locale, theme, width);
    let (settled, first) = scroll.settle(lines.len(), height);
    let rest = lines.len().saturating_sub(first + height);
    let note = pane::below(rest, screen.locale);
    let looks = (theme, screen.glyphs);
    let inner =
        pane::frame(frame, area, screen.locale.text(Title::Keys), &note, Mood::Calm, true, looks);
    pane::rows(frame, inner, lines.iter().skip(first));
    settled
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

fn lines(
    keymap: &Keymap,
    here: Context,
    locale: Locale,
    theme: &Theme,
    width: usize,
) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let others = Context::ALL.into_iter().filter(|context| *context != here);
    for context in std::iter::once(here).chain(others) {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(Line::styled(context.title(locale), theme.ui.heading));
        for (keys, desc) in grouped(keymap.bindings(context)) {
            let pad = 22_usize.saturating_sub(text::width(&keys));
            let line = Line::from(vec![
                Span::styled(format!("  {keys}{}", " ".repeat(pad)), theme.ui.key),
                Span::styled(format!(" {}", locale.known::<KeyDesc>(desc)), theme.ui.text),
            ]);
            lines.extend(wrap::wrap(&line, width, &[Span::raw(" ".repeat(25))]));
        }
    }
    lines
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
