//! What a step printed, live and as a terminal would show it; then its value, its traceback and its figures.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::pane::{self, Mood};
use super::status;
use crate::engine::screen_text::ScreenText;
use crate::engine::{Phase, State, Step};
use crate::tui::screen::{Pane, Screen};
use crate::tui::scroll::{Scroll, Wish};
use crate::tui::theme::Theme;
use crate::tui::widget::{styled, text, wrap};

/// Draws the pane and returns its settled position.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    state: &State,
    screen: &Screen,
    theme: &Theme,
) -> Scroll {
    let focused = screen.focus == Pane::Output;
    let looks = (theme, screen.glyphs);
    let Some(step) = status::shown_step(state, screen) else {
        pane::frame(frame, area, "output", "", Mood::Calm, focused, looks);
        return Scroll { wish: Wish::Stay, ..screen.output };
    };
    let width = usize::from(area.width.saturating_sub(2).max(1));
    let height = usize::from(area.height.saturating_sub(2));
    let ending = ending(step, state, width, theme);
    let (scroll, rows, below) = screen.cache.with_output(step.id, &step.output, |printed| {
        page(printed, &ending, screen.output, (width, height), theme)
    });
    let note = if below == 0 { String::new() } else { format!("{below} more below") };
    let stand = match step.decision {
        None => "not run yet".to_owned(),
        Some(_) => status::stand(step),
    };
    let title = format!("output · step {} · {stand}", step.number);
    let inner = pane::frame(frame, area, &title, &note, Mood::Calm, focused, looks);
    pane::rows(frame, inner, rows.iter());
    scroll
}

/// The rows in sight. A position counts lines, so that only lines in sight are wrapped.
fn page(
    printed: &ScreenText,
    ending: &[Line<'static>],
    scroll: Scroll,
    (width, height): (usize, usize),
    theme: &Theme,
) -> (Scroll, Vec<Line<'static>>, usize) {
    let total = printed.len() + ending.len();
    let rows_of = |at: usize| match printed.line(at) {
        Some(line) => wrap::wrap(&styled::line(&line, theme.ui.stdout, theme), width, &[]),
        None => ending.get(at - printed.len()).cloned().into_iter().collect(),
    };
    // The first line of the last page: its end must be in sight.
    let (mut end, mut filled) = (total, 0);
    while end > 0 && filled < height {
        end -= 1;
        filled += rows_of(end).len().max(1);
    }
    let last_fits = if filled > height && end + 1 < total { end + 1 } else { end };
    let (settled, first) = scroll.settle(total, total - last_fits);
    let follows = settled.top.is_none();
    let mut rows = Vec::new();
    let mut at = if follows { end } else { first };
    while at < total && (follows || rows.len() < height) {
        rows.extend(rows_of(at));
        at += 1;
    }
    if follows {
        let surplus = rows.len().saturating_sub(height);
        rows.drain(..surplus);
    }
    rows.truncate(height);
    (settled, rows, total - at)
}

/// What stands below the output: value, traceback, figures and tables.
fn ending(step: &Step, state: &State, width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let ui = &theme.ui;
    let mut rows = Vec::new();
    let mut add = |mark: &str, body: &str, style: Style| {
        let hang = [Span::raw(" ".repeat(text::width(mark)))];
        for (n, line) in text::sanitize(body).lines().enumerate() {
            let mark = if n == 0 { mark.to_owned() } else { hang[0].content.to_string() };
            let line = Line::from(vec![
                Span::styled(mark, ui.muted),
                Span::styled(line.to_owned(), style),
            ]);
            rows.extend(wrap::wrap(&line, width, &hang));
        }
    };
    for display in &step.displays {
        add(&format!("{}: ", display.kind()), &display.path, ui.link);
    }
    match (&step.result, state.phase()) {
        (Some(result), _) => {
            if let Some(value) = &result.result {
                add("= ", value, ui.text);
            }
            match (&result.traceback, &result.error) {
                (Some(traceback), _) => add("", traceback, ui.stderr),
                (None, Some(error)) => add("", error, ui.stderr),
                (None, None) => {}
            }
            if step.output.is_empty() && rows.is_empty() {
                rows.push(Line::styled("no output", ui.faint));
            }
        }
        (None, Phase::Running(running)) if running.step == step.id => {
            if let Some(input) = &running.input {
                rows.extend(wrap::wrap(
                    &Line::styled(format!("asks: {}", text::sanitize(&input.prompt)), ui.accent),
                    width,
                    &[],
                ));
            }
        }
        (None, _) => {}
    }
    rows
}
