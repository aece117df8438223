//! The pane of a step's output: its title, the rows in sight, and what it lacks to be complete.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::ending::{self, Layout};
use super::page;
use crate::engine::{State, Step};
use crate::tui::Action;
use crate::tui::gallery::Want;
use crate::tui::keymap::Context;
use crate::tui::layout;
use crate::tui::screen::{Pane, Screen};
use crate::tui::scroll::{Scroll, Wish};
use crate::tui::terminal::graphics::Placed;
use crate::tui::theme::Theme;
use crate::tui::view::pane::{self, Mood};
use crate::tui::view::parts::{self, Part};
use crate::tui::view::{found, status};
use crate::words::{Note, Stand, Title};

/// What drawing the pane found out.
#[derive(Debug, Default)]
pub(in crate::tui::view) struct Drawn {
    pub(in crate::tui::view) scroll: Scroll,
    /// The column that tables begin with.
    pub(in crate::tui::view) aside: usize,
    /// What can be taken out of it, where that was asked for.
    pub(in crate::tui::view) parts: Vec<Part>,
    /// What was not ready.
    pub(in crate::tui::view) wants: Vec<Want>,
    /// Pictures that the terminal shows itself.
    pub(in crate::tui::view) pictures: Vec<Placed>,
}

/// Draws the pane.
pub(in crate::tui::view) fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    state: &State,
    screen: &Screen,
    theme: &Theme,
) -> Drawn {
    let locale = screen.locale;
    let Some(step) = status::shown_step(state, screen) else {
        let look = (Pane::Output, Mood::Calm);
        let title = locale.text(Title::OutputPane);
        pane::of_workspace(frame, area, (title, ""), look, screen, theme);
        let scroll = Scroll { wish: Wish::Stay, ..screen.output };
        return Drawn { scroll, ..Drawn::default() };
    };
    let inner = layout::inside(area, Pane::Output, screen);
    let (width, height) = (usize::from(inner.width.max(1)), usize::from(inner.height));
    let mut layout = Layout::new(screen, theme, (width, height));
    let blocks = ending::blocks(step, state, &mut layout);
    let Layout { wants, furthest, .. } = layout;
    let read = screen.pages.as_ref().filter(|pages| pages.is_ready() && pages.is_of(step));
    let page = match read {
        Some(pages) => page::page(pages, &blocks, screen.output, (width, height), theme),
        None => screen.cache.with_output(step.id, &step.output, locale, |printed| {
            page::page(printed, &blocks, screen.output, (width, height), theme)
        }),
    };
    let stand = match step.decision {
        None => locale.text(Stand::NotRun).to_owned(),
        Some(_) => status::stand(step, locale),
    };
    let number = status::step_number(step, state, locale);
    let title = locale.fill(Title::Output, &[&number, &stand]);
    let note = note(page.below, furthest, step, screen);
    let look = (Pane::Output, Mood::Calm);
    pane::of_workspace(frame, area, (&title, &note), look, screen, theme);
    pane::rows(frame, inner, page.rows.iter());
    found::mark(frame, inner, page.shown(), Pane::Output, screen, theme);
    let parts = parts::of_output(&page, &blocks, step, screen);
    let pictures = page.pictures.into_iter().filter_map(|(row, cells, wire)| {
        let y = inner.y.checked_add(u16::try_from(row).ok()?)?;
        Some(Placed { area: Rect::new(inner.x, y, cells.0, cells.1).intersection(inner), wire })
    });
    Drawn {
        parts,
        scroll: page.scroll,
        aside: screen.aside.min(furthest),
        wants,
        pictures: pictures.collect(),
    }
}

/// The rows that stand below what the step printed.
pub(in crate::tui::view) fn rows_below(
    step: &Step,
    state: &State,
    screen: &Screen,
    theme: &Theme,
    room: (usize, usize),
) -> Vec<Line<'static>> {
    let mut layout = Layout::new(screen, theme, room);
    let blocks = ending::blocks(step, state, &mut layout);
    blocks.iter().flat_map(|block| block.rows.iter().cloned()).collect()
}

/// What stands below at the right: what is out of sight, and the keys that lead on.
fn note(below: usize, furthest: usize, step: &Step, screen: &Screen) -> String {
    let mut parts = Vec::new();
    if below > 0 {
        parts.push(screen.locale.fill(Note::Below, &[&below]));
    }
    let key = |run| screen.keymap.key_for(&[Context::Output, Context::Global], run);
    if screen.focus == Pane::Output {
        if furthest > 0
            && let (Some(left), Some(right)) = (key(Action::Left), key(Action::Right))
        {
            parts.push(screen.locale.fill(Note::Columns, &[&left, &right]));
        }
        if !step.displays.is_empty()
            && let Some(key) = key(Action::Keep)
        {
            parts.push(screen.locale.fill(Note::Keep, &[&key]));
        }
    }
    parts.join(" · ")
}
