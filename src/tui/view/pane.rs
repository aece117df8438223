//! Frames around panes: which has the focus and which waits for a decision is told without colour, too.

use ratatui::Frame;
use ratatui::layout::{Alignment, Rect};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Paragraph};

use crate::tui::layout;
use crate::tui::screen::{Pane, Screen};
use crate::tui::theme::Theme;
use crate::tui::widget::glyphs::Glyphs;
use crate::tui::widget::text;
use crate::words::{Locale, Note, Title};

/// The columns that the names of three panes take.
const TABS: usize = 28;

/// What a pane's frame says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mood {
    /// It shows something.
    Calm,
    /// It waits for a decision.
    Asks,
}

/// Draws the frame of a pane of the workspace and returns its inside; the pane on the whole screen has none, and its
/// title stands beside the tabs.
pub(super) fn of_workspace(
    frame: &mut Frame<'_>,
    area: Rect,
    (title, note): (&str, &str),
    (pane, mood): (Pane, Mood),
    screen: &Screen,
    theme: &Theme,
) -> Rect {
    let focused = screen.focus == pane;
    if !layout::is_bare(screen) {
        return self::frame(frame, area, title, note, mood, focused, (theme, screen.glyphs));
    }
    let said = if note.is_empty() { title.to_owned() } else { format!("{title} · {note}") };
    let room = usize::from(area.width).saturating_sub(TABS);
    let style = if mood == Mood::Asks { theme.ui.border_ask } else { theme.ui.title };
    if area.y > 0 && room > 10 {
        let row = Rect { y: area.y - 1, height: 1, ..area };
        let said = Line::styled(format!("{} ", text::clip(&said, room - 1)), style);
        frame.render_widget(Paragraph::new(said).alignment(Alignment::Right), row);
    }
    layout::inside(area, pane, screen)
}

/// Draws the frame of a pane and returns its inside; `note` stands below at the right.
pub(super) fn frame(
    frame: &mut Frame<'_>,
    area: Rect,
    title: &str,
    note: &str,
    mood: Mood,
    focused: bool,
    (theme, glyphs): (&Theme, Glyphs),
) -> Rect {
    let style = match (mood, focused) {
        (Mood::Asks, _) => theme.ui.border_ask,
        (Mood::Calm, true) => theme.ui.border_focus,
        (Mood::Calm, false) => theme.ui.border,
    };
    let kind = match (mood, focused) {
        (_, true) => BorderType::Thick,
        (Mood::Asks, false) => BorderType::Double,
        (Mood::Calm, false) => BorderType::Plain,
    };
    let room = usize::from(area.width.saturating_sub(4));
    let name = format!(" {} ", text::clip(title, room));
    let name_style =
        if focused { theme.ui.title.add_modifier(Modifier::BOLD) } else { theme.ui.title };
    let mut block =
        Block::bordered().border_style(style).title(Line::from(Span::styled(name, name_style)));
    block = match glyphs {
        Glyphs::Unicode => block.border_type(kind),
        Glyphs::Ascii => block.border_set(ASCII),
    };
    if !note.is_empty() {
        let note = format!(" {} ", text::clip(note, room));
        let note = Line::from(Span::styled(note, theme.ui.muted)).alignment(Alignment::Right);
        block = block.title_bottom(note);
    }
    let inside = block.inner(area);
    frame.render_widget(block, area);
    inside
}

const ASCII: ratatui::symbols::border::Set<'static> = ratatui::symbols::border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

/// Names of the panes that share one place; the one in front is marked.
pub(super) fn tabs(frame: &mut Frame<'_>, area: Rect, screen: &Screen, theme: &Theme) {
    let full = area.y == 0;
    let panes: &[Pane] =
        if full { &[Pane::Chat, Pane::Code, Pane::Output] } else { &[Pane::Code, Pane::Output] };
    let front = if full { screen.front } else { screen.side };
    let locale = screen.locale;
    let mut spans = Vec::new();
    for pane in panes {
        let waits = *pane == Pane::Code && screen.review.is_some();
        let name = match pane {
            Pane::Code => locale.text(Title::CodePane),
            Pane::Output => locale.text(Title::OutputPane),
            _ => locale.text(Title::ChatPane),
        };
        let name = if waits { format!("{name} !") } else { name.to_owned() };
        let name = if *pane == front { format!("[{name}]") } else { format!(" {name} ") };
        let style = match (waits, *pane == front) {
            (true, _) => theme.ui.border_ask,
            (false, true) => theme.ui.title.add_modifier(Modifier::BOLD),
            (false, false) => theme.ui.muted,
        };
        spans.push(Span::styled(name, style));
        spans.push(Span::raw(" "));
    }
    frame.render_widget(Paragraph::new(Line::from(spans)), area);
}

/// What stands below a pane that shows not all: how many rows are left.
pub(super) fn below(rows: usize, locale: Locale) -> String {
    if rows == 0 { String::new() } else { locale.fill(Note::Below, &[&rows]) }
}

/// Rows by which growing text moves up at once in a pane so high: most of a page, because blank rows cost few bytes
/// and moved ones cost all of theirs.
pub(super) fn stride(height: usize) -> usize {
    (height - height / 4).max(1)
}

/// Draws rows from the top of an area; each fits its width.
pub(super) fn rows<'a>(
    frame: &mut Frame<'_>,
    area: Rect,
    rows: impl Iterator<Item = &'a Line<'static>>,
) {
    let buffer = frame.buffer_mut();
    for (row, y) in rows.zip(area.top()..area.bottom()) {
        buffer.set_line(area.x, y, row, area.width);
    }
}
