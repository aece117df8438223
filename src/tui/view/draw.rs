//! One frame, from back to front.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::{
    advice, chat, code, composer, consent, console, facts, footer, found, gauge, hardware, help,
    leaving, listed, models, output, palette, pane, parts, picker, popup, reason, side, tell,
    too_small, variables,
};
use crate::engine::State;
use crate::tui::gallery::Want;
use crate::tui::layout::{self, Areas};
use crate::tui::picking::Part;
use crate::tui::review::CodeSeen;
use crate::tui::screen::{Overlay, Pane, Screen};
use crate::tui::scroll::{Place, Scroll};
use crate::tui::terminal::graphics::{Placed, Spread};
use crate::tui::theme::Theme;
use crate::tui::widget::glyphs::Glyphs;
use crate::tui::widget::text;

/// What a frame found out by drawing: positions that are settled now, and what code was in sight.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// The chat's position.
    pub chat: Option<Scroll>,
    /// The place of its first row.
    pub chat_top: Place,
    /// What can be copied or folded, while one of it is chosen.
    pub parts: Vec<Part>,
    /// The code pane's position.
    pub code_scroll: Option<Scroll>,
    /// The output pane's position.
    pub output: Option<Scroll>,
    /// The column that tables of the output begin with.
    pub aside: Option<usize>,
    /// What steps showed and was not ready to be drawn.
    pub wants: Vec<Want>,
    /// Pictures that the terminal shows itself.
    pub pictures: Vec<Placed>,
    /// The position of the help, or of what else lies over the panes.
    pub help: Option<Scroll>,
    /// The position in what the model is told.
    pub told: Option<Scroll>,
    /// Whether all of what lies over the panes was in sight, to its end.
    pub whole: bool,
    /// Whether the place that the panel led to was found.
    pub sought: bool,
    /// The code of a step that was in sight, uncovered.
    pub code: Option<CodeSeen>,
}

/// Draws everything.
pub fn draw(frame: &mut Frame<'_>, state: &State, screen: &Screen, theme: &Theme) -> Seen {
    let full = frame.area();
    // What is sought and not in sight now is not looked for later either.
    let mut seen = Seen { sought: screen.left.seek.is_some(), ..Seen::default() };
    if layout::is_too_small(full.as_size()) {
        too_small::draw(frame, screen.locale, theme);
        return seen;
    }
    let areas = layout::areas(full.as_size(), screen);
    let mut cursor = areas.left.and_then(|area| side::draw(frame, area, state, screen, theme));
    if let Some(area) = areas.chat {
        in_chat(frame, area, (state, screen), theme, (&mut seen, &mut cursor));
    }
    if let Some(area) = areas.code {
        let drawn = code::draw(frame, area, state, screen, theme);
        (seen.code_scroll, seen.code) = (drawn.scroll, drawn.seen);
        cursor = drawn.cursor.or(cursor);
        choices(frame, area, Pane::Code, (&[], screen), theme, &mut cursor);
    }
    if let Some(area) = areas.output {
        let at_terminal = screen.console.as_ref().filter(|_| screen.browsed.is_none());
        if let Some(shown) = at_terminal {
            cursor = console::draw(frame, area, shown, screen, theme).or(cursor);
        } else {
            let drawn = output::draw(frame, area, state, screen, theme);
            (seen.output, seen.aside) = (Some(drawn.scroll), Some(drawn.aside));
            (seen.wants, seen.pictures) = (drawn.wants, drawn.pictures);
            choices(frame, area, Pane::Output, (&drawn.parts, screen), theme, &mut cursor);
            seen.parts.extend(drawn.parts);
        }
    }
    areas.tabs.inspect(|area| pane::tabs(frame, *area, screen, theme));
    if let Some(area) = areas.answer {
        cursor = composer::answer(frame, area, state, screen, theme).or(cursor);
    }
    if let Some(area) = areas.composer {
        cursor = composer::draw(frame, area, state, screen, theme).or(cursor);
        if listed::mention::draw(frame, area, screen, theme) {
            seen.code = None;
        }
    }
    foot(frame, &areas, state, screen, theme);
    offer(frame, areas.composer, screen, theme, &mut seen);
    let over = overlay(frame, full, (state, screen), theme, &mut seen);
    if covers(&screen.overlay) {
        cursor = over;
        mend_wide(frame);
        hide_pictures(&mut seen);
    }
    if let Some(open) = &screen.palette {
        calm(frame);
        cover(&mut seen);
        cursor = palette::draw(frame, full, open, state, screen, theme);
        mend_wide(frame);
    }
    if screen.glyphs == Glyphs::Ascii {
        in_ascii(frame);
    }
    if let Some(position) = cursor {
        frame.set_cursor_position(position);
    }
    seen
}

/// The lines below the composer.
fn foot(frame: &mut Frame<'_>, areas: &Areas, state: &State, screen: &Screen, theme: &Theme) {
    if let Some(area) = areas.advice {
        advice::draw(frame, area, state, screen, theme);
    }
    if let Some(area) = areas.gauge {
        gauge::draw(frame, area, state, screen, theme);
    }
    if let Some(area) = areas.footer {
        footer::draw(frame, area, state, screen, theme);
    }
}

/// Completions over the composer.
fn offer(
    frame: &mut Frame<'_>,
    composer: Option<Rect>,
    screen: &Screen,
    theme: &Theme,
    seen: &mut Seen,
) {
    if composer.is_some_and(|area| popup::draw(frame, area, screen, theme)) {
        cover(seen);
    }
    // What lies over them is small: the frames of the panes stay in sight.
    let small =
        matches!(screen.overlay, Overlay::Asks(_) | Overlay::Facts(..) | Overlay::Themes(_));
    if small || screen.palette.is_some() {
        calm(frame);
    }
}

/// What is covered was not seen.
fn cover(seen: &mut Seen) {
    (seen.code, seen.told, seen.whole) = (None, None, false);
    hide_pictures(seen);
}

/// A picture over cells would lie over what now stands there.
fn hide_pictures(seen: &mut Seen) {
    seen.pictures.retain(|placed| placed.wire.spread == Spread::InCells);
}

fn in_chat(
    frame: &mut Frame<'_>,
    area: Rect,
    (state, screen): (&State, &Screen),
    theme: &Theme,
    (seen, cursor): (&mut Seen, &mut Option<Position>),
) {
    let drawn = chat::draw(frame, area, state, screen, theme);
    (seen.chat, seen.chat_top) = (Some(drawn.scroll), drawn.top);
    seen.parts = drawn.parts;
    choices(frame, area, Pane::Chat, (&seen.parts, screen), theme, cursor);
}

/// What a pane shows while something is looked for or chosen in it.
fn choices(
    frame: &mut Frame<'_>,
    area: Rect,
    pane: Pane,
    (parts, screen): (&[Part], &Screen),
    theme: &Theme,
    cursor: &mut Option<Position>,
) {
    parts::letters(frame, layout::inside(area, pane, screen), parts, pane, screen, theme);
    if screen.search.as_ref().is_some_and(|search| search.pane == pane) {
        *cursor = found::line(frame, area, screen, theme).or(*cursor);
    }
}

/// Whether the panes below have no cursor.
fn covers(overlay: &Overlay) -> bool {
    !matches!(overlay, Overlay::None | Overlay::Edit { .. })
}

/// What lies over the panes, and its cursor; code below it was not seen.
fn overlay(
    frame: &mut Frame<'_>,
    full: Rect,
    (state, screen): (&State, &Screen),
    theme: &Theme,
    seen: &mut Seen,
) -> Option<Position> {
    if !matches!(screen.overlay, Overlay::None | Overlay::Edit { .. } | Overlay::Reason { .. }) {
        seen.code = None;
    }
    match &screen.overlay {
        Overlay::None | Overlay::Edit { .. } => None,
        Overlay::Help(scroll) => {
            let (settled, cursor) = help::draw(frame, full, *scroll, screen, theme);
            seen.help = Some(settled);
            cursor
        }
        Overlay::Reason { line, .. } => reason::draw(frame, full, line, screen.locale, theme),
        Overlay::Recall(list) => listed::recall::draw(frame, full, list, screen, theme),
        Overlay::Models(panel) => models::draw(frame, full, panel, state, screen, theme),
        Overlay::Telling(told) => {
            let (scroll, cursor) = tell::draw(frame, full, told, state, screen, theme);
            seen.told = Some(scroll);
            cursor
        }
        Overlay::Consent(sending) => {
            seen.told = consent::draw(frame, full, sending, state, screen, theme);
            None
        }
        Overlay::Variables(view) => {
            let (scroll, cursor) = variables::draw(frame, full, view, state, screen, theme);
            seen.help = scroll;
            cursor
        }
        Overlay::Hardware(scroll) => {
            seen.help = Some(hardware::draw(frame, full, *scroll, state, screen, theme));
            None
        }
        Overlay::Preview(preview) => {
            side::preview(frame, full, preview, state, screen, theme, seen);
            None
        }
        Overlay::Replacing(changes) => {
            let (settled, whole) = side::replacing(frame, full, changes, screen, theme);
            (seen.help, seen.whole) = (Some(settled), whole);
            None
        }
        Overlay::Leaving(scroll) => {
            let settled = leaving::draw(frame, full, *scroll, state, screen, theme);
            seen.help = Some(settled);
            None
        }
        Overlay::Asks(asked) => {
            facts::ask(frame, full, asked, screen, theme);
            None
        }
        Overlay::Facts(page, scroll) => {
            let settled = facts::draw(frame, full, (*page, *scroll), state, screen, theme);
            seen.help = Some(settled);
            None
        }
        Overlay::Themes(list) => {
            picker::draw(frame, full, list, screen, theme);
            None
        }
    }
}

/// A wide character whose second half was drawn over would hide what now stands there.
fn mend_wide(frame: &mut Frame<'_>) {
    let buffer = frame.buffer_mut();
    let width = usize::from(buffer.area.width).max(1);
    for at in 0..buffer.content.len().saturating_sub(1) {
        let wide = !buffer.content[at].symbol().is_ascii()
            && text::width(buffer.content[at].symbol()) > 1
            && at % width + 1 < width;
        if wide && buffer.content[at + 1].symbol() != " " {
            buffer.content[at].set_symbol(" ");
        }
    }
}

/// Only one frame looks as if it had the focus: those below lose their weight.
fn calm(frame: &mut Frame<'_>) {
    for cell in &mut frame.buffer_mut().content {
        let thin = match cell.symbol() {
            "┏" => "┌",
            "┓" => "┐",
            "┗" => "└",
            "┛" => "┘",
            "━" => "─",
            "┃" => "│",
            _ => continue,
        };
        cell.set_symbol(thin);
    }
}

/// Drawn signs that a seven-bit terminal cannot show, wherever they came from.
fn in_ascii(frame: &mut Frame<'_>) {
    for cell in &mut frame.buffer_mut().content {
        let plain = match cell.symbol() {
            "·" | "–" | "—" => "-",
            "…" => "~",
            "×" => "x",
            "›" | "▸" => ">",
            _ => continue,
        };
        cell.set_symbol(plain);
    }
}
