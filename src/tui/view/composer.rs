//! The prompt being typed, and the line that a running program asks for.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::engine::{Phase, State};
use crate::tui::line_edit::LineEdit;
use crate::tui::screen::{Overlay, Pane, Screen};
use crate::tui::theme::Theme;
use crate::tui::widget::editor::Focus;
use crate::tui::widget::text;
use crate::words::{Composer, Title};

/// Columns of the prompt that waits next.
const NEXT: usize = 40;

/// Draws the composer; returns the cursor where it has the focus.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    _state: &State,
    screen: &Screen,
    theme: &Theme,
) -> Option<Position> {
    let focused = screen.focus == Pane::Composer
        && matches!(screen.overlay, Overlay::None | Overlay::Edit { .. });
    let mut body = area;
    if area.height > 1 {
        let rule = Rect { height: 1, ..area };
        separator(frame, rule, &title(screen), focused, screen, theme);
        body = Rect { y: area.y + 1, height: area.height - 1, ..area };
    }
    let mark = Rect { width: body.width.min(2), height: body.height.min(1), ..body };
    let style = if focused { theme.ui.user } else { theme.ui.muted };
    let sign = screen.glyphs.pick("› ", "> ");
    frame.render_widget(Paragraph::new(Line::styled(sign, style)), mark);
    let field =
        Rect { x: body.x + mark.width, width: body.width.saturating_sub(mark.width), ..body };
    let focus = if focused { Focus::Here } else { Focus::Elsewhere };
    let highlighter = &screen.cache.highlighter;
    let cursor = screen.composer.draw(field, frame.buffer_mut(), theme, highlighter, focus);
    cursor.filter(|_| focused)
}

/// What becomes of what is typed, where that is not simply to be asked.
fn title(screen: &Screen) -> String {
    let locale = screen.locale;
    if let Some(prompt) = &screen.attaching {
        let files = crate::tui::mention::named(prompt).join(", ");
        return locale.fill(Composer::Reading, &[&files]);
    }
    if screen.revising.is_some() {
        return locale.text(Composer::Revising).to_owned();
    }
    let Some(next) = screen.queue.iter().next() else {
        return locale.text(Title::Ask).to_owned();
    };
    let next = text::sanitize(next).replace('\n', " ");
    let next = text::clip(&next, NEXT);
    let words = if screen.queue.held { Composer::Held } else { Composer::Queued };
    locale.fill(words, &[&screen.queue.len(), &next])
}

fn separator(
    frame: &mut Frame<'_>,
    area: Rect,
    name: &str,
    focused: bool,
    screen: &Screen,
    theme: &Theme,
) {
    let (line, style) = if focused {
        (screen.glyphs.pick("━", "="), theme.ui.border_focus)
    } else {
        (screen.glyphs.pick("─", "-"), theme.ui.border)
    };
    let name = format!(" {} ", text::clip(name, usize::from(area.width.saturating_sub(5))));
    let rest = usize::from(area.width).saturating_sub(2 + text::width(&name));
    let title = if focused { theme.ui.title.add_modifier(Modifier::BOLD) } else { theme.ui.title };
    let spans = vec![
        Span::styled(line.repeat(2), style),
        Span::styled(name, title),
        Span::styled(line.repeat(rest), style),
    ];
    frame.render_widget(Paragraph::new(Line::from(spans)), area);
}

/// Draws the line that goes to the program; masked where the program asks for that.
pub(super) fn answer(
    frame: &mut Frame<'_>,
    area: Rect,
    state: &State,
    screen: &Screen,
    theme: &Theme,
) -> Option<Position> {
    let (Some(answer), Phase::Running(running)) = (&screen.answer, state.phase()) else {
        return None;
    };
    let request = running.input.as_ref()?;
    let focused = screen.focus == Pane::Answer && matches!(screen.overlay, Overlay::None);
    let prompt = text::sanitize(&request.prompt).replace('\n', " ");
    let title = screen.locale.fill(Title::ProgramAsks, &[&prompt.trim()]);
    let rule = Rect { height: area.height.min(1), ..area };
    separator(frame, rule, &title, focused, screen, theme);
    let row = Rect { y: area.y + 1, height: area.height.saturating_sub(1).min(1), ..area };
    let masked = if request.secret { Mask::Hidden } else { Mask::Shown };
    let cursor = line(frame, row, &answer.line, masked, theme);
    cursor.filter(|_| focused)
}

/// Whether what is typed may be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mask {
    Shown,
    Hidden,
}

/// Draws one line being typed, moved so that its cursor is in sight.
pub(super) fn line(
    frame: &mut Frame<'_>,
    area: Rect,
    line: &LineEdit,
    mask: Mask,
    theme: &Theme,
) -> Option<Position> {
    if area.width < 2 || area.height == 0 {
        return None;
    }
    let shown = |text: &str| match mask {
        Mask::Shown => text.to_owned(),
        Mask::Hidden => "*".repeat(text.chars().count()),
    };
    let (before, whole) = (shown(line.before()), shown(line.text()));
    let at = text::width(&before);
    let room = usize::from(area.width) - 1;
    let skip = u16::try_from(at.saturating_sub(room)).unwrap_or(u16::MAX);
    let text = Line::styled(whole, theme.ui.text);
    frame.render_widget(Paragraph::new(text).scroll((0, skip)), area);
    let x = u16::try_from(at.min(room)).unwrap_or(0);
    Some(Position::new(area.x + x, area.y))
}
