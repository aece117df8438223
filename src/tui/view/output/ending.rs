//! What stands below the printed text, in blocks: what the step showed, its value, its traceback, its question.

use std::rc::Rc;
use std::sync::Arc;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::display;
use crate::engine::{Phase, State, Step};
use crate::tui::gallery::{Source, Want};
use crate::tui::screen::Screen;
use crate::tui::terminal::graphics::Wire;
use crate::tui::theme::Theme;
use crate::tui::view::cache::Rows;
use crate::tui::widget::{text, wrap};
use crate::words::Shown;

/// Things of one step that are drawn, the latest; earlier ones are named. Fewer than a gallery keeps, or it would
/// forget each before the next frame.
const DRAWN: usize = 24;

/// Rows that belong together.
#[derive(Debug, Default)]
pub(in crate::tui::view) struct Block {
    pub(in crate::tui::view) rows: Rows,
    /// What it says without wraps; empty where it is not worth copying.
    pub(in crate::tui::view) text: String,
    /// The row that stays in sight while others of the block are.
    pub(super) head: Option<usize>,
    pub(super) picture: Option<Picture>,
}

/// A picture that the terminal shows in place of rows.
#[derive(Debug)]
pub(in crate::tui::view) struct Picture {
    /// Its first row.
    pub(super) row: usize,
    pub(super) cells: (u16, u16),
    pub(super) wire: Arc<Wire>,
    /// It lies over its cells, which are then blank.
    pub(super) covers: bool,
}

/// What blocks are laid out in, and what they turn out to need.
pub(super) struct Layout<'a> {
    pub(super) screen: &'a Screen,
    pub(super) theme: &'a Theme,
    pub(super) width: usize,
    pub(super) height: usize,
    /// What was not ready.
    pub(super) wants: Vec<Want>,
    /// The furthest column that a table can begin with.
    pub(super) furthest: usize,
    /// A table says what the step's value is.
    pub(super) told: bool,
}

impl<'a> Layout<'a> {
    pub(super) fn new(
        screen: &'a Screen,
        theme: &'a Theme,
        (width, height): (usize, usize),
    ) -> Self {
        Self { screen, theme, width, height, wants: Vec::new(), furthest: 0, told: false }
    }

    /// A text behind a mark; its further rows begin below its first letter.
    pub(super) fn text(&self, mark: &str, body: &str, style: Style) -> Vec<Line<'static>> {
        let hang = [Span::raw(" ".repeat(text::width(mark)))];
        let mut rows = Vec::new();
        for (n, line) in text::sanitize(body).lines().enumerate() {
            let mark = if n == 0 { mark.to_owned() } else { hang[0].content.to_string() };
            let line = Line::from(vec![
                Span::styled(mark, self.theme.ui.muted),
                Span::styled(line.to_owned(), style),
            ]);
            rows.extend(wrap::wrap(&line, self.width, &hang));
        }
        rows
    }
}

/// Everything below the printed text.
pub(super) fn blocks(step: &Step, state: &State, layout: &mut Layout<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let early = step.displays.len().saturating_sub(DRAWN);
    for (n, source) in Source::of(step).enumerate() {
        if n < early {
            blocks.push(display::named(&source, layout));
            continue;
        }
        if !step.output.is_empty() || !blocks.is_empty() {
            blocks.push(of_rows(vec![Line::default()]));
        }
        blocks.push(display::block(&source, layout));
    }
    let rows = words(step, state, layout, blocks.is_empty());
    blocks.push(Block { text: said(step).unwrap_or_default(), ..of_rows(rows) });
    blocks
}

fn of_rows(rows: Vec<Line<'static>>) -> Block {
    Block { rows: Rc::new(rows), ..Block::default() }
}

/// The traceback or the value, as it came.
fn said(step: &Step) -> Option<String> {
    let result = step.result.as_ref()?;
    let wrong = result.traceback.as_ref().or(result.error.as_ref());
    wrong.or(result.result.as_ref()).cloned()
}

/// Value, traceback and question.
fn words(step: &Step, state: &State, layout: &Layout<'_>, alone: bool) -> Vec<Line<'static>> {
    let (ui, locale) = (&layout.theme.ui, layout.screen.locale);
    let mut rows = Vec::new();
    match (&step.result, state.phase()) {
        (Some(result), _) => {
            let shown =
                result.result.as_ref().filter(|value| !layout.told && !is_noise(value, step));
            if let Some(value) = shown {
                rows.extend(layout.text("= ", value, ui.text));
            }
            match (&result.traceback, &result.error) {
                (Some(traceback), _) => rows.extend(layout.text("", traceback, ui.stderr)),
                (None, Some(error)) => rows.extend(layout.text("", error, ui.stderr)),
                (None, None) => {}
            }
            if step.output.is_empty() && alone && rows.is_empty() {
                rows.push(Line::styled(locale.text(Shown::NoOutput), ui.faint));
            }
        }
        (None, Phase::Running(running)) if running.step == step.id => {
            if let Some(input) = &running.input {
                let asks = locale.fill(Shown::Asks, &[&text::sanitize(&input.prompt)]);
                rows.extend(wrap::wrap(&Line::styled(asks, ui.accent), layout.width, &[]));
            }
        }
        (None, _) => {}
    }
    rows
}

/// `<Figure size 640x480 with 1 Axes>` says nothing beside the figure.
fn is_noise(value: &str, step: &Step) -> bool {
    let value = value.trim();
    let bare = value.strip_prefix('[').and_then(|v| v.strip_suffix(']')).unwrap_or(value);
    !step.displays.is_empty()
        && bare.starts_with('<')
        && bare.ends_with('>')
        && !value.contains('\n')
}
