//! The frame of the panel, its tabs, and the list in it: only rows in sight are built.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};

use super::{contents, files, find, variables};
use crate::engine::State;
use crate::tui::line_edit::LineEdit;
use crate::tui::screen::{Pane, Screen};
use crate::tui::side::Tab;
use crate::tui::theme::Theme;
use crate::tui::view::composer::{self, Mask};
use crate::tui::view::pane::{self, Mood};
use crate::tui::widget::text;
use crate::words::Side;

/// What every tab draws with.
pub(super) struct Sheet<'a> {
    pub(super) state: &'a State,
    pub(super) screen: &'a Screen,
    pub(super) theme: &'a Theme,
    pub(super) width: usize,
    pub(super) focused: bool,
}

/// What a tab shows: lines above its list, the list, the cursor in it, and a line below.
#[derive(Default)]
pub(super) struct Body {
    /// Above the list; the line that is typed in stands at `field`.
    pub(super) head: Vec<Line<'static>>,
    /// The row of `head` that is typed in, its mark, and what is typed.
    pub(super) field: Option<(usize, String, LineEdit)>,
    /// Rows of the list.
    pub(super) len: usize,
    /// The row that stays in sight.
    pub(super) place: usize,
    /// About the row under the cursor.
    pub(super) foot: Option<Line<'static>>,
    /// In place of an empty list.
    pub(super) empty: Option<Line<'static>>,
    /// What is not listed.
    pub(super) note: String,
}

/// Draws the panel; the cursor where something is typed in it.
pub(in crate::tui::view) fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    state: &State,
    screen: &Screen,
    theme: &Theme,
) -> Option<Position> {
    let focused = screen.focus == Pane::Left;
    let width = usize::from(area.width.saturating_sub(2));
    let sheet = Sheet { state, screen, theme, width, focused };
    frame.render_widget(Clear, area);
    match screen.left.tab {
        Tab::Files => {
            let rows = screen.left.files.rows();
            let body = files::body(&sheet, &rows);
            lay(frame, area, &sheet, &body, |n| files::row(&sheet, &rows, n, n == body.place))
        }
        Tab::Variables => {
            let rows = variables::shown(&sheet);
            let body = variables::body(&sheet, &rows);
            lay(frame, area, &sheet, &body, |n| variables::row(&sheet, &rows, n, n == body.place))
        }
        Tab::Contents => {
            let rows = screen.left.contents.shown(state);
            let body = contents::body(&sheet, &rows);
            lay(frame, area, &sheet, &body, |n| contents::row(&sheet, &rows, n, n == body.place))
        }
        Tab::Find => {
            let body = find::body(&sheet);
            lay(frame, area, &sheet, &body, |n| find::row(&sheet, n, n == body.place))
        }
    }
}

fn lay(
    frame: &mut Frame<'_>,
    area: Rect,
    sheet: &Sheet<'_>,
    body: &Body,
    row: impl Fn(usize) -> Line<'static>,
) -> Option<Position> {
    let locale = sheet.screen.locale;
    let inside = usize::from(area.height.saturating_sub(2));
    let foot = usize::from(body.foot.is_some() && inside > body.head.len() + 4);
    let room = inside.saturating_sub(1 + body.head.len() + foot);
    let first = body.place.saturating_sub(room / 2).min(body.len.saturating_sub(room));
    let below = body.len.saturating_sub(first + room);
    let note = match below {
        0 => body.note.clone(),
        below => locale.fill(Side::MoreBelow, &[&below]),
    };
    let looks = (sheet.theme, sheet.screen.glyphs);
    let title = locale.text(title(sheet.screen.left.tab));
    let inner = pane::frame(frame, area, title, &note, Mood::Calm, sheet.focused, looks);
    let mut lines = vec![tabs(sheet)];
    lines.extend(body.head.iter().cloned());
    lines.extend((first..(first + room).min(body.len)).map(row));
    lines.extend(body.empty.iter().filter(|_| body.len == 0).cloned());
    pane::rows(frame, inner, lines.iter());
    if let Some(line) = body.foot.iter().find(|_| foot > 0) {
        let y = inner.bottom().saturating_sub(1);
        let last = Rect { y, height: 1.min(inner.height), ..inner };
        frame.render_widget(Clear, last);
        pane::rows(frame, last, std::iter::once(line));
    }
    let (at, mark, line) = body.field.as_ref()?;
    let y = inner.y + 1 + u16::try_from(*at).ok()?;
    if y >= inner.bottom() || !sheet.focused {
        return None;
    }
    let wide = u16::try_from(text::width(mark)).ok()?.min(inner.width);
    let here = Rect { y, height: 1, ..inner };
    frame.render_widget(Clear, here);
    let mark = Line::styled(mark.clone(), sheet.theme.ui.accent);
    frame.render_widget(Paragraph::new(mark), here);
    let field = Rect { x: here.x + wide, width: here.width - wide, ..here };
    composer::line(frame, field, line, Mask::Shown, sheet.theme)
}

fn title(tab: Tab) -> Side {
    match tab {
        Tab::Files => Side::Files,
        Tab::Variables => Side::Variables,
        Tab::Contents => Side::Contents,
        Tab::Find => Side::Find,
    }
}

/// `[files] vars toc find`.
fn tabs(sheet: &Sheet<'_>) -> Line<'static> {
    let ui = &sheet.theme.ui;
    let mut spans = Vec::new();
    for tab in Tab::ALL {
        let name = sheet.screen.locale.text(match tab {
            Tab::Files => Side::FilesShort,
            Tab::Variables => Side::VariablesShort,
            Tab::Contents => Side::ContentsShort,
            Tab::Find => Side::FindShort,
        });
        let here = tab == sheet.screen.left.tab;
        let name = if here { format!("[{name}]") } else { format!(" {name} ") };
        let style = if here { ui.title.add_modifier(Modifier::BOLD) } else { ui.muted };
        spans.push(Span::styled(name, style));
    }
    Line::from(spans)
}

impl Sheet<'_> {
    /// A row of a list: a mark, words at the left and at the right; the one under the cursor is told without colour.
    pub(super) fn row(
        &self,
        chosen: bool,
        mark: &str,
        left: Vec<Span<'static>>,
        right: Span<'static>,
    ) -> Line<'static> {
        let sign = if chosen { ">" } else { " " };
        let mut spans = vec![Span::styled(format!("{sign}{mark}"), self.theme.ui.accent)];
        let wide = text::width(&right.content);
        let room = self.width.saturating_sub(2 + if wide > 0 { wide + 1 } else { 0 });
        let mut used = 0;
        for span in left {
            let clipped = text::clip(&span.content, room - used).into_owned();
            used += text::width(&clipped);
            spans.push(Span::styled(clipped, span.style));
            if used >= room {
                break;
            }
        }
        if wide > 0 && self.width > wide + 2 {
            spans.push(Span::raw(" ".repeat(room - used + 1)));
            spans.push(right);
        } else {
            spans.push(Span::raw(" ".repeat(room.saturating_sub(used))));
        }
        let line = Line::from(spans);
        // Without the focus only the sign says where the cursor is.
        if !(chosen && self.focused) {
            return line;
        }
        // On the ground of the choice only its own ink is sure to be read.
        let style = self.theme.ui.selection;
        let spans = line.spans.into_iter().map(|span| {
            let own = span.style.add_modifier;
            span.style(style.add_modifier(own))
        });
        Line::from(spans.collect::<Vec<_>>()).style(style)
    }

    /// The line of a filter, and where it is typed in.
    pub(super) fn filter(&self, line: &LineEdit, typing: bool, body: &mut Body) {
        if typing {
            body.field = Some((body.head.len(), "/".into(), line.clone()));
            body.head.push(Line::default());
        } else if !line.text().is_empty() {
            let text = text::clip(&format!("/{}", line.text()), self.width).into_owned();
            body.head.push(Line::styled(text, self.theme.ui.accent));
        }
    }

    /// A sentence in place of a list.
    pub(super) fn faint(&self, words: &str) -> Line<'static> {
        Line::styled(text::clip(words, self.width).into_owned(), self.theme.ui.muted)
    }
}

/// One harmless line of any text.
pub(super) fn harmless(words: &str) -> String {
    text::sanitize(words).replace('\n', "<U+000A>")
}

/// `72 B`, `8.0 kB`, `41.9 MB`.
pub(super) fn bytes(bytes: u64) -> String {
    let scaled = |unit: u64| {
        let tenths = (bytes / (unit / 10)).max(10);
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    match bytes {
        0..1000 => format!("{bytes} B"),
        1000..1_000_000 => format!("{} kB", scaled(1000)),
        1_000_000..1_000_000_000 => format!("{} MB", scaled(1_000_000)),
        _ => format!("{} GB", scaled(1_000_000_000)),
    }
}
