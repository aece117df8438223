//! What the model is told of a step: the very text, how large it is, what was left out, and where that stands.

use ratatui::Frame;
use ratatui::layout::{Margin, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::cache::{Rows, key};
use super::pane::{self, Mood};
use crate::engine::{Phase, State, Step};
use crate::tui::screen::Screen;
use crate::tui::scroll::Scroll;
use crate::tui::telling::Telling;
use crate::tui::theme::Theme;
use crate::tui::widget::editor::Focus;
use crate::tui::widget::{text, wrap};
use crate::words::{Locale, Told};

/// Draws it over everything but the footer; gives its settled position, and the cursor of words being changed.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    full: Rect,
    told: &Telling,
    state: &State,
    screen: &Screen,
    theme: &Theme,
) -> (Scroll, Option<Position>) {
    let area = Rect { height: full.height.saturating_sub(1), ..full };
    let margin = if full.width < 80 { 0 } else { full.width / 12 };
    let area = area.inner(Margin::new(margin, 0));
    frame.render_widget(Clear, area);
    let mood =
        if told.is_sendable(state) || told.editor.is_some() { Mood::Asks } else { Mood::Calm };
    let looks = (theme, screen.glyphs);
    let title = title(told, screen.locale);
    if let Some(editor) = &told.editor {
        let inner = pane::frame(frame, area, &title, "", mood, true, looks);
        let focus = if told.leaving { Focus::Elsewhere } else { Focus::Here };
        let highlighter = &screen.cache.highlighter;
        let cursor = editor.draw(inner, frame.buffer_mut(), theme, highlighter, focus);
        return (told.scroll, cursor.filter(|_| !told.leaving));
    }
    let width = usize::from(area.width.saturating_sub(2).max(1));
    let rows = rows(told, state, screen, theme, width);
    let foot = foot(told, state, screen.locale, theme, width);
    let height = usize::from(area.height.saturating_sub(2)).saturating_sub(foot.len());
    let (scroll, first) = told.scroll.settle(rows.len(), height);
    let rest = rows.len().saturating_sub(first + height);
    let note = pane::below(rest, screen.locale);
    let inner = pane::frame(frame, area, &title, &note, mood, true, looks);
    let page = Rect { height: inner.height.saturating_sub(rows_of(&foot)), ..inner };
    pane::rows(frame, page, rows.iter().skip(first));
    let below = Rect { y: page.bottom(), height: inner.height - page.height, ..inner };
    pane::rows(frame, below, foot.iter());
    (scroll, None)
}

fn title(told: &Telling, locale: Locale) -> String {
    let n = told.step.0;
    match (&told.editor, told.leaving, &told.draft) {
        (Some(_), true, _) => locale.text(Told::KeepWords).into(),
        (None, true, _) => locale.text(Told::LeaveUntold).into(),
        (Some(_), false, _) => locale.fill(Told::Editing, &[&n]),
        (None, false, Some(_)) => locale.fill(Told::Drafted, &[&n]),
        (None, false, None) => locale.fill(Told::Title, &[&n]),
    }
}

/// The message as it is sent, in the user's words where they wait to be.
fn message(told: &Telling, state: &State) -> Option<String> {
    match &told.draft {
        Some(words) => state.told_in(told.step, words),
        None => state.told_of(told.step),
    }
}

fn rows(told: &Telling, state: &State, screen: &Screen, theme: &Theme, width: usize) -> Rows {
    // Putting a digest together takes long: only where something has been printed since.
    let steps = state.transcript().steps();
    let printed: Vec<_> = steps.map(|step| (step.id, step.output.total())).collect();
    let step = state.transcript().step(told.step);
    let stand = step.map(|step| {
        let words = step.told.as_ref().map(|told| &told.text);
        (step.is_over(), step.decision.is_some(), step.displays.len(), words)
    });
    let look = (&theme.name, theme.depth as u8, width);
    screen.cache.told(key((told.step, printed, stand, &told.draft, look)), || {
        let Some(message) = message(told, state) else { return Vec::new() };
        let mut rows = Vec::new();
        for line in text::sanitize(&message).lines() {
            let marked = line.contains("[…") || (line.starts_with('[') && line.ends_with(']'));
            let style = if marked { theme.ui.notice } else { theme.ui.text };
            rows.extend(wrap::wrap(&Line::from(Span::styled(line.to_owned(), style)), width, &[]));
        }
        rows
    })
}

/// How large it is, and where it stands.
fn foot(
    told: &Telling,
    state: &State,
    locale: Locale,
    theme: &Theme,
    width: usize,
) -> Vec<Line<'static>> {
    let Some(step) = state.transcript().step(told.step) else { return Vec::new() };
    let mut rows = vec![Line::default()];
    let lines = [
        (sizes(told, step, state, locale), theme.ui.muted),
        (locale.text(stand(told, step, state)).to_owned(), theme.ui.notice),
    ];
    for (text, style) in lines {
        if !text.is_empty() {
            rows.extend(wrap::wrap(&Line::from(Span::styled(text, style)), width, &[]));
        }
    }
    rows
}

fn sizes(told: &Telling, step: &Step, state: &State, locale: Locale) -> String {
    let words = told.draft.as_ref().or_else(|| step.told.as_ref().map(|told| &told.text));
    let mut parts = Vec::new();
    if let Some(words) = words {
        parts.push(locale.fill(Told::Bytes, &[&words.len()]));
    }
    if step.output.total() > 0 {
        parts.push(locale.fill(Told::Printed, &[&step.output.total()]));
    }
    if let Some(last) = state.meter().last.filter(|last| last.prompt_tokens > 0) {
        parts.push(locale.fill(Told::LastPrompt, &[&last.prompt_tokens]));
    }
    parts.join(" · ")
}

fn stand(told: &Telling, step: &Step, state: &State) -> Told {
    let held = state.held() == Some(step.id);
    match state.phase() {
        _ if told.draft.is_some() => Told::YourWords,
        Phase::Telling { step: waits, .. } if *waits == step.id => Told::ModelWaits,
        _ if step.decision.is_none() && held => Told::WillWaitForOutput,
        _ if step.decision.is_none() => Told::Undecided,
        _ if !step.is_over() && held => Told::WillWait,
        _ if !step.is_over() => Told::StillRuns,
        _ if !state.is_in_sight(step.id) => Told::OutOfSight,
        _ if step.is_retold() => Told::Changed,
        _ => Told::Verbatim,
    }
}

fn rows_of(lines: &[Line<'_>]) -> u16 {
    u16::try_from(lines.len()).unwrap_or(u16::MAX)
}
