//! The code of a step: as it streams, as it waits, as it was edited; long lines are wrapped, nothing hides at the side.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::cache::{Rows, key};
use super::pane::{self, Mood};
use super::{found, replacing, status};
use crate::engine::fence::Part;
use crate::engine::{Doubt, Phase, State, Step};
use crate::tui::Action;
use crate::tui::keymap::Context;
use crate::tui::layout;
use crate::tui::review::CodeSeen;
use crate::tui::screen::{Overlay, Pane, Screen};
use crate::tui::scroll::{Place, Scroll};
use crate::tui::side::Seek;
use crate::tui::theme::Theme;
use crate::tui::widget::editor::{Editor, Focus};
use crate::tui::widget::{diff, text, wrap};
use crate::words::{Note, Reading, Title, Welcome};

/// What drawing the pane found out.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub(super) scroll: Option<Scroll>,
    pub(super) seen: Option<CodeSeen>,
    pub(super) cursor: Option<Position>,
}

/// Draws the pane.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    state: &State,
    screen: &Screen,
    theme: &Theme,
) -> Drawn {
    if let Overlay::Edit { editor, leaving, .. } = &screen.overlay {
        let cursor = edit(frame, area, (editor, *leaving), screen, theme);
        return Drawn { cursor, ..Drawn::default() };
    }
    if screen.browsed.is_none()
        && let Some((tag, body)) = streaming(state)
    {
        return stream(frame, area, (&tag, &body), state, screen, theme);
    }
    if let Some(step) = status::code_step(state, screen) {
        return settled(frame, area, step, state, screen, theme);
    }
    let (locale, look) = (screen.locale, (Pane::Code, Mood::Calm));
    let title = locale.text(Title::CodePane);
    let inner = pane::of_workspace(frame, area, (title, ""), look, screen, theme);
    let row = Line::styled(locale.text(Welcome::CodeWaitsHere), theme.ui.faint);
    pane::rows(frame, inner, wrap::wrap(&row, usize::from(inner.width), &[]).iter());
    Drawn::default()
}

fn edit(
    frame: &mut Frame<'_>,
    area: Rect,
    (editor, leaving): (&Editor, bool),
    screen: &Screen,
    theme: &Theme,
) -> Option<Position> {
    let focused = screen.focus == Pane::Code;
    let title = if leaving { Title::KeepEdit } else { Title::Editing };
    let title = screen.locale.text(title);
    let part = screen.keymap.key_for(&[Context::Editor], Action::RunPart).filter(|_| !leaving);
    let part = part.map(|key| screen.locale.fill(Reading::RunsPart, &[&key])).unwrap_or_default();
    let looks = (theme, screen.glyphs);
    let inner = pane::frame(frame, area, title, &part, Mood::Asks, focused, looks);
    let focus = if focused && !leaving { Focus::Here } else { Focus::Elsewhere };
    let highlighter = &screen.cache.highlighter;
    let cursor = editor.draw(inner, frame.buffer_mut(), theme, highlighter, focus);
    let typed = replacing::draw(frame, area, editor, screen, theme);
    typed.or(cursor).filter(|_| focused)
}

/// The block that the model is writing.
fn streaming(state: &State) -> Option<(String, String)> {
    let thinking = match state.phase() {
        Phase::Thinking(thinking) => thinking,
        Phase::Checking(checking) => {
            return Some((checking.lang.name().to_owned(), checking.code.clone()));
        }
        _ => return None,
    };
    thinking.fences.parts().into_iter().rev().find_map(|part| match part {
        Part::Block { tag, body, .. } => Some((tag, body)),
        Part::Prose(_) => None,
    })
}

fn stream(
    frame: &mut Frame<'_>,
    area: Rect,
    (tag, body): (&str, &str),
    state: &State,
    screen: &Screen,
    theme: &Theme,
) -> Drawn {
    let turn = state.phase().turn();
    let earlier = turn.map_or(0, |turn| state.transcript().steps_of(turn).count());
    let within = status::of_turn(u32::try_from(earlier + 1).unwrap_or(u32::MAX), screen.locale);
    let number = state.transcript().steps().next_back().map_or(0, |step| step.id.0) + 1;
    let language = crate::engine::Language::from_tag(tag).map_or(tag, |lang| lang.name());
    let named = text::sanitize(language);
    let title = screen.locale.fill(Title::Writing, &[&number, &named]) + &within;
    let look = (Pane::Code, Mood::Calm);
    let inner = pane::of_workspace(frame, area, (&title, ""), look, screen, theme);
    let clean = text::sanitize(body);
    let rows = screen.cache.with_document(language, &clean, |document| {
        // Only the end is in sight while it grows; every line takes at least one row.
        let height = usize::from(inner.height);
        let first = document.len().saturating_sub(height).next_multiple_of(pane::stride(height));
        let lines = (first..document.len()).map(|n| (n + 1, document.line(n, theme)));
        numbered(lines, document.len(), usize::from(inner.width), theme)
    });
    let skip = rows.len().saturating_sub(usize::from(inner.height));
    pane::rows(frame, inner, rows.iter().skip(skip));
    Drawn::default()
}

fn settled(
    frame: &mut Frame<'_>,
    area: Rect,
    step: &Step,
    state: &State,
    screen: &Screen,
    theme: &Theme,
) -> Drawn {
    let waits = state.proposal().is_some_and(|proposal| proposal.id == step.id);
    let inner = layout::inside(area, Pane::Code, screen);
    let height = usize::from(inner.height);
    let rows = shown(step, usize::from(inner.width.max(1)), state, screen, theme);
    let scroll = sought(step, &rows, screen).unwrap_or(screen.code);
    let (scroll, first) = scroll.settle(rows.len(), height);
    let last = (first + height).min(rows.len());
    let note = if rows.len() > height {
        screen.locale.fill(Note::Rows, &[&(first + 1), &last, &rows.len()])
    } else {
        String::new()
    };
    let title = status::code_title(step, state, screen.locale);
    let mood = if waits { Mood::Asks } else { Mood::Calm };
    pane::of_workspace(frame, area, (&title, &note), (Pane::Code, mood), screen, theme);
    pane::rows(frame, inner, rows.iter().skip(first));
    let in_sight = found::Shown {
        place: Place { entry: 0, line: first },
        apart: true,
        rows: rows.iter().skip(first).take(height).collect(),
        y: 0,
    };
    found::mark(frame, inner, [in_sight], Pane::Code, screen, theme);
    let seen = CodeSeen { step: step.id, total: rows.len(), shown: (first, last) };
    let seen = (height > 0 && inner.width > 0).then_some(seen);
    Drawn { scroll: Some(scroll), seen, cursor: None }
}

/// The place of the line that the panel led to: its number stands before it.
fn sought(step: &Step, rows: &Rows, screen: &Screen) -> Option<Scroll> {
    let Some(Seek::Line { step: wanted, line }) = &screen.left.seek else { return None };
    let number = |row: &Line<'_>| row.spans.first()?.content.trim().parse::<usize>().ok();
    let at = rows.iter().position(|row| number(row) == Some(*line))?;
    // A little of what comes before says where one is.
    let top = Place { entry: 0, line: at.saturating_sub(2) };
    (*wanted == step.id).then_some(Scroll { top: Some(top), ..Scroll::at_top() })
}

/// All rows of a step. While it waits, what speaks against it stands above the code, and an edit is shown as a
/// difference.
pub(super) fn shown(
    step: &Step,
    width: usize,
    state: &State,
    screen: &Screen,
    theme: &Theme,
) -> Rows {
    let waits = state.proposal().is_some_and(|proposal| proposal.id == step.id);
    let as_diff = waits && step.is_edited();
    let doubts: &[Doubt] = if waits { &step.doubts } else { &[] };
    let bare = layout::is_bare(screen);
    let look = (&theme.name, theme.depth as u8, width, as_diff, doubts, bare);
    screen.cache.code(key((step.id, &step.code, step.lang, look)), || {
        let code = text::sanitize(&step.code);
        if as_diff {
            let lines = diff::unified(&text::sanitize(&step.proposed), &code, theme);
            let hang = [Span::raw(" ".repeat(diff::gutter(&step.proposed, &code)))];
            return lines.iter().flat_map(|line| wrap::wrap(line, width, &hang)).collect();
        }
        let lines = screen.cache.highlighter.highlight(step.lang.name(), &code, theme);
        let mut rows = doubted(doubts, width, theme);
        if bare {
            rows.extend(wrap::wrap_all(&lines, width));
            return rows;
        }
        let count = lines.len();
        let lines = lines.into_iter().enumerate().map(|(n, line)| (n + 1, line));
        rows.extend(numbered(lines, count, width, theme));
        rows
    })
}

/// What speaks against code, one after the other.
fn doubted(doubts: &[Doubt], width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let row = |doubt: &Doubt| {
        let text = text::sanitize(&doubt.text).replace('\n', " ");
        let line = Line::from(Span::styled(format!("? {text}"), theme.ui.warning));
        wrap::wrap(&line, width, &[Span::raw("  ")])
    };
    doubts.iter().flat_map(row).collect()
}

/// Lines with their numbers, wrapped beside them.
pub(super) fn numbered(
    lines: impl Iterator<Item = (usize, Line<'static>)>,
    count: usize,
    width: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let digits = count.max(1).to_string().len();
    let hang = [Span::raw(" ".repeat(digits + 1))];
    let mut rows = Vec::new();
    for (number, line) in lines {
        let mut spans = vec![Span::styled(format!("{number:digits$} "), theme.ui.line_number)];
        spans.extend(line.spans);
        rows.extend(wrap::wrap(&Line::from(spans), width, &hang));
    }
    rows
}
