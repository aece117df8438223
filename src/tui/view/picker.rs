//! The choice of a model: what it is, what it needs, whether it fits, and how its download stands.

use ratatui::Frame;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Modifier;
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
    let margin = if full.width < 80 { 0 } else { full.width / 16 };
    let area = area.inner(Margin::new(margin, full.height / 24));
    frame.render_widget(Clear, area);
    let title = "choose a model · enter downloads it or uses it";
    let inner = pane::frame(frame, area, title, "", Mood::Asks, true, (theme, glyphs));
    let width = usize::from(inner.width);
    let mut lines = Vec::new();
    if picker.rows.is_empty() {
        lines.push(Line::styled("No model is known. See: ci-tui models list", theme.ui.text));
    }
    let mut cursor = 0;
    for (n, row) in picker.rows.iter().enumerate() {
        lines.extend(describe(row, n == picker.selected, width, theme));
        if n == picker.selected {
            // Its last row, without the blank one.
            cursor = lines.len().saturating_sub(1);
        }
    }
    let below = foot(picker, width, theme, glyphs);
    let room = usize::from(inner.height).saturating_sub(below.len());
    let first = cursor.saturating_sub(room);
    let shown = lines.iter().skip(first).take(room);
    pane::rows(frame, inner, shown.chain(&below));
}

/// A name with its verdict, then what it needs and what it is good for.
fn describe(row: &PickerRow, selected: bool, width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let (fits, look) = match row.verdict {
        Verdict::Fits => ("fits", theme.ui.success),
        Verdict::Tight => ("tight", theme.ui.warning),
        Verdict::TooBig => ("needs more memory than there is", theme.ui.danger),
    };
    let style = if selected { theme.ui.selection } else { theme.ui.text };
    let name = format!("{} {} ", if selected { ">" } else { " " }, row.name);
    let mut head = vec![
        Span::styled(text::clip(&name, width).into_owned(), style.add_modifier(Modifier::BOLD)),
        Span::styled(format!(" {fits}"), look),
    ];
    if row.recommended {
        head.push(Span::styled(", best for this machine", theme.ui.muted));
    }
    if row.installed {
        head.push(Span::styled(", installed", theme.ui.accent));
    }
    let facts = format!(
        "{} · {} · {} file · {} memory · {}",
        row.parameters,
        row.quantisation,
        size(row.size),
        size(row.memory),
        row.licence,
    );
    let indent = [Span::raw("  ")];
    let mut lines = wrap::wrap(&Line::from(head), width, &indent);
    for (what, style) in [(facts, theme.ui.text), (row.title.clone(), theme.ui.muted)] {
        let line = Line::from(vec![indent[0].clone(), Span::styled(what, style)]);
        lines.extend(wrap::wrap(&line, width, &indent));
    }
    lines.push(Line::default());
    lines
}

/// Megabytes below a gigabyte.
fn size(bytes: u64) -> String {
    if bytes < 1_000_000_000 {
        format!("{} MB", (bytes + 500_000) / 1_000_000)
    } else {
        format!("{} GB", gigabytes(bytes))
    }
}

fn foot(picker: &Picker, width: usize, theme: &Theme, glyphs: Glyphs) -> Vec<Line<'static>> {
    match &picker.fetch {
        Fetch::None => Vec::new(),
        Fetch::Failed(why) => {
            let line = Line::styled(text::sanitize(why).into_owned(), theme.ui.danger);
            wrap::wrap(&line, width, &[])
        }
        Fetch::Running { done, total, note, .. } => {
            let share = ratio(*done, *total);
            let percent = format!(" {:3.0} %", share * 100.0);
            let room = width.saturating_sub(text::width(&percent));
            let mut bar = meter::bar(share, room, theme, glyphs);
            bar.push(Span::styled(percent, theme.ui.text));
            let note = text::sanitize(note).into_owned();
            vec![
                Line::from(bar),
                Line::styled(text::clip(&note, width).into_owned(), theme.ui.muted),
            ]
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a share of a bar needs no more")]
fn ratio(done: u64, total: u64) -> f64 {
    if total == 0 { 0.0 } else { done as f64 / total as f64 }
}
