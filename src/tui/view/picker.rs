//! The list of themes, small and at the side: the screen beside it is the picture of the one under the cursor.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::pane::{self, Mood};
use crate::tui::picker::{Choice, Picker};
use crate::tui::screen::Screen;
use crate::tui::theme::{AUTO, Theme};
use crate::tui::widget::{text, wrap};
use crate::words::ThemeText;

/// Widest list.
const WIDE: u16 = 44;

/// Draws the list at the right of everything but the footer.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    full: Rect,
    picker: &Picker,
    screen: &Screen,
    theme: &Theme,
) {
    let width = full.width.min(WIDE);
    let inside = usize::from(width.saturating_sub(2));
    let fault = picker.selected().and_then(|choice| choice.look.as_ref().err());
    let mut why = Vec::new();
    if let Some(fault) = fault {
        let words = text::sanitize(fault).into_owned();
        for line in words.lines() {
            why.extend(wrap::wrap(&Line::styled(line.to_owned(), theme.ui.danger), inside, &[]));
        }
    }
    let sample = sample(theme);
    let below = if why.is_empty() { sample.len() } else { why.len() };
    let wanted = u16::try_from(picker.themes.len() + below + 3).unwrap_or(full.height);
    let height = wanted.min(full.height.saturating_sub(1));
    let area = Rect { x: full.right() - width, y: full.y, width, height };
    frame.render_widget(Clear, area);
    let looks = (theme, screen.glyphs);
    let title = screen.locale.text(ThemeText::Title);
    let note = format!("{}/{}", picker.chosen + 1, picker.themes.len());
    let inner = pane::frame(frame, area, title, &note, Mood::Calm, true, looks);
    let room = usize::from(inner.height);
    let list = room.saturating_sub(below + 1).max(3.min(room)).min(picker.themes.len());
    let first = (picker.chosen + 1).saturating_sub(list);
    let mut lines: Vec<Line<'static>> = picker
        .themes
        .iter()
        .enumerate()
        .skip(first)
        .take(list)
        .map(|(n, choice)| line(choice, n == picker.chosen, inside, screen, theme))
        .collect();
    lines.push(Line::default());
    lines.extend(if why.is_empty() { sample } else { why });
    pane::rows(frame, inner, lines.iter());
}

fn line(
    choice: &Choice,
    chosen: bool,
    width: usize,
    screen: &Screen,
    theme: &Theme,
) -> Line<'static> {
    let say = |text| screen.locale.text(text);
    let note = match (&choice.look, choice.own, choice.name.as_str()) {
        (Err(_), ..) => say(ThemeText::Broken),
        (Ok(_), true, _) => say(ThemeText::Own),
        (Ok(_), false, AUTO) => say(ThemeText::Auto),
        (Ok(_), false, _) => "",
    };
    let name = text::clip(&choice.name, width.saturating_sub(text::width(note) + 4)).into_owned();
    let gap = width.saturating_sub(2 + text::width(&name) + text::width(note));
    let cursor = if chosen { "> " } else { "  " };
    let (plain, aside) = match (chosen, choice.look.is_ok()) {
        (true, _) => (theme.ui.selection, theme.ui.selection),
        (false, true) => (theme.ui.text, theme.ui.muted),
        (false, false) => (theme.ui.muted, theme.ui.danger),
    };
    Line::from(vec![
        Span::styled(format!("{cursor}{name}{}", " ".repeat(gap)), plain),
        Span::styled(note, aside),
    ])
}

/// What the panes beside the list may lack just now: decisions, moods and code.
fn sample(theme: &Theme) -> Vec<Line<'static>> {
    let (ui, code) = (&theme.ui, &theme.syntax);
    vec![
        Line::from(vec![
            Span::styled(" run ", ui.approve),
            Span::styled(" edit ", ui.edit),
            Span::styled(" reject ", ui.reject),
            Span::styled(" asks ", ui.border_ask),
        ]),
        Line::from(vec![
            Span::styled("def ", code.keyword),
            Span::styled("mean", code.function),
            Span::styled("(xs): ", code.punctuation),
            Span::styled("# of all", code.comment),
        ]),
        Line::from(vec![
            Span::styled(" return ", code.keyword),
            Span::styled("\"a\"", code.string),
            Span::styled(" + ", code.operator),
            Span::styled("42 ", code.number),
            Span::styled("+added ", ui.added),
            Span::styled("-removed", ui.removed),
        ]),
        Line::from(vec![
            Span::styled("well ", ui.success),
            Span::styled("careful ", ui.warning),
            Span::styled("failed ", ui.danger),
            Span::styled("caption", ui.muted),
        ]),
    ]
}
