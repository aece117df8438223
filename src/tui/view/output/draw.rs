//! The pane of a step's output: its title, the rows in sight, and what it lacks to be complete.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::ending::{self, Layout};
use super::page;
use crate::engine::{State, Step};
use crate::tui::Action;
use crate::tui::gallery::Want;
use crate::tui::keymap::Context;
use crate::tui::screen::{Pane, Screen};
use crate::tui::scroll::{Scroll, Wish};
use crate::tui::terminal::graphics::Placed;
use crate::tui::theme::Theme;
use crate::tui::view::pane::{self, Mood};
use crate::tui::view::status;
use crate::words::{Note, Stand, Title};

/// What drawing the pane found out.
#[derive(Debug, Default)]
pub(in crate::tui::view) struct Drawn {
    pub(in crate::tui::view) scroll: Scroll,
    /// The column that tables begin with.
    pub(in crate::tui::view) aside: usize,
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
    let focused = screen.focus == Pane::Output;
    let (looks, locale) = ((theme, screen.glyphs), screen.locale);
    let Some(step) = status::shown_step(state, screen) else {
        pane::frame(frame, area, locale.text(Title::OutputPane), "", Mood::Calm, focused, looks);
        let scroll = Scroll { wish: Wish::Stay, ..screen.output };
        return Drawn { scroll, ..Drawn::default() };
    };
    let width = usize::from(area.width.saturating_sub(2).max(1));
    let height = usize::from(area.height.saturating_sub(2));
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
    let title = locale.fill(Title::Output, &[&step.id.0, &stand]);
    let note = note(page.below, furthest, step, screen);
    let inner = pane::frame(frame, area, &title, &note, Mood::Calm, focused, looks);
    pane::rows(frame, inner, page.rows.iter());
    let pictures = page.pictures.into_iter().filter_map(|(row, cells, wire)| {
        let y = inner.y.checked_add(u16::try_from(row).ok()?)?;
        Some(Placed { area: Rect::new(inner.x, y, cells.0, cells.1).intersection(inner), wire })
    });
    Drawn {
        scroll: page.scroll,
        aside: screen.aside.min(furthest),
        wants,
        pictures: pictures.collect(),
    }
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
