//! Find and replace at the foot of the code being edited: the words, those in their place, and which match this is.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Clear, Paragraph};

use super::composer::{self, Mask};
use crate::tui::line_edit::LineEdit;
use crate::tui::replacing::Field;
use crate::tui::screen::Screen;
use crate::tui::theme::Theme;
use crate::tui::widget::editor::Editor;
use crate::tui::widget::text;
use crate::words::Reading;

/// Draws the lines on the lower frame of the pane; the cursor of the one that is typed.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    editor: &Editor,
    screen: &Screen,
    theme: &Theme,
) -> Option<Position> {
    let open = screen.replacing.as_ref()?;
    let locale = screen.locale;
    let rows = 1 + u16::from(open.with.is_some());
    if area.width < 20 || area.height < rows + 3 {
        return None;
    }
    let foot = |n: u16| Rect {
        x: area.x + 2,
        y: area.bottom() - rows + n,
        width: area.width - 4,
        height: 1,
    };
    let count = match open.count(editor) {
        _ if open.find.text().is_empty() => String::new(),
        (_, 0) => locale.text(Reading::NoMatch).to_owned(),
        (at, of) => locale.fill(Reading::Matches, &[&at, &of]),
    };
    let names = [locale.text(Reading::Find), locale.text(Reading::Replace)];
    let label = names.map(text::width).into_iter().max().unwrap_or_default();
    let row = |frame: &mut Frame<'_>, n: u16, line: &LineEdit, said: &str| {
        let row = foot(n);
        frame.render_widget(Clear, row);
        let name = format!(" {}{} ", names[usize::from(n)], pad(names[usize::from(n)], label));
        let small = |text: &str| u16::try_from(text::width(text)).unwrap_or(u16::MAX);
        let (left, right) = (small(&name), small(said) + 1);
        frame.render_widget(Paragraph::new(Line::styled(name, theme.ui.muted)), row);
        let width = row.width.saturating_sub(left + right);
        let field = Rect { x: row.x.saturating_add(left).min(row.right()), width, ..row };
        let place = Rect { x: field.right(), width: right.min(row.width - width), ..row };
        let place = place.intersection(row);
        frame.render_widget(Paragraph::new(Line::styled(said.to_owned(), theme.ui.notice)), place);
        composer::line(frame, field, line, Mask::Shown, theme)
    };
    let find = row(frame, 0, &open.find, &count);
    let with = open.with.as_ref().and_then(|with| row(frame, 1, with, ""));
    if open.field == Field::With { with } else { find }
}

fn pad(name: &str, to: usize) -> String {
    " ".repeat(to.saturating_sub(text::width(name)))
}
