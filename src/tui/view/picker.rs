//! The choice of a model: what it is, what it needs, whether it fits, and how its download stands.

use ratatui::Frame;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::gauge::gigabytes;
use super::pane::{self, Mood};
use crate::tui::picker::{Fetch, Picker, PickerRow, Verdict};
use crate::tui::theme::Theme;
use crate::tui::widget::glyphs::Glyphs;
use crate::tui::widget::{meter, text, wrap};

/// Draws it over everything but the footer.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    full: Rect,
    picker: &Picker,
    theme: &Theme,
    glyphs: Glyphs,
) {
    let area = Rect { height: full.height.saturating_sub(1), ..full };
    let area = area.inner(Margin::new(full.width / 16, full.height / 12));
    frame.render_widget(Clear, area);
    let title = "choose a model · nothing is downloaded before you press enter";
    let inner = pane::frame(frame, area, title, "", Mood::Asks, true, (theme, glyphs));
    let width = usize::from(inner.width);
    let mut lines = Vec::new();
    if picker.rows.is_empty() {
        lines.push(Line::styled("No model is known. See: ci-tui models list", theme.ui.text));
    }
    let mut cursor = 0;
    for (n, row) in picker.rows.iter().enumerate() {
        if n == picker.selected {
            cursor = lines.len();
        }
        lines.extend(describe(row, n == picker.selected, width, theme));
    }
    let below = foot(picker, width, theme, glyphs);
    let room = usize::from(inner.height).saturating_sub(below.len());
    let first = (cursor + 3).saturating_sub(room);
    let shown = lines.iter().skip(first).take(room);
    pane::rows(frame, inner, shown.chain(&below));
}

fn describe(row: &PickerRow, selected: bool, width: usize, theme: &Theme) -> [Line<'static>; 3] {
    let (fits, look) = match row.verdict {
        Verdict::Fits => ("fits", theme.ui.success),
        Verdict::Tight => ("tight", theme.ui.warning),
        Verdict::TooBig => ("too big for this machine", theme.ui.danger),
    };
    let here = if row.installed { "installed" } else { "to download" };
    let style = if selected { theme.ui.selection } else { Style::new().patch(theme.ui.text) };
    let name = format!("{} {}  {}", if selected { ">" } else { " " }, row.name, row.title);
    let facts = format!(
        "    {} · {} · {} GB {here} · {} GB memory · {} · ",
        row.parameters,
        row.quantisation,
        gigabytes(row.size),
        gigabytes(row.memory),
        row.licence,
    );
    let room = width.saturating_sub(text::width(fits));
    [
        Line::from(Span::styled(text::clip(&name, width).into_owned(), style)),
        Line::from(vec![
            Span::styled(text::clip(&facts, room).into_owned(), theme.ui.muted),
            Span::styled(fits, look),
        ]),
        Line::default(),
    ]
}

fn foot(picker: &Picker, width: usize, theme: &Theme, glyphs: Glyphs) -> Vec<Line<'static>> {
    match &picker.fetch {
        Fetch::None => Vec::new(),
        Fetch::Failed(why) => {
            let line = Line::styled(text::sanitize(why).into_owned(), theme.ui.danger);
            wrap::wrap(&line, width, &[])
        }
        Fetch::Running { row, done, total } => {
            let name = picker.rows.get(*row).map_or("", |row| row.name.as_str());
            let text = format!(" {name}: {} of {} GB", gigabytes(*done), gigabytes(*total));
            let room = width.saturating_sub(text::width(&text));
            let mut spans = meter::bar(ratio(*done, *total), room, theme, glyphs);
            spans.push(Span::styled(text, theme.ui.text));
            vec![Line::from(spans)]
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a share of a bar needs no more")]
fn ratio(done: u64, total: u64) -> f64 {
    if total == 0 { 0.0 } else { done as f64 / total as f64 }
}
