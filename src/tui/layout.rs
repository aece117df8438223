//! Which part of the screen shows what, by size and focus; pure, so that the view and the keys agree.

use ratatui::layout::{Constraint, Layout, Margin, Rect, Size};

use super::screen::{Pane, Screen};

/// From here on chat, code and output stand side by side.
const WIDEST: u16 = 160;
/// From here on chat stands beside code and output.
const WIDE: u16 = 110;
/// Below, one pane at a time.
const NARROW: u16 = 80;
/// From here on code and output stand above each other where the chat is above both.
const TALL: u16 = 40;
/// Lower than this shows one pane at a time.
const LOW: u16 = 16;
/// From here on there is a row to spare for advice.
const ADVISED: u16 = 20;
/// The least and the most columns of the panel at the left.
const PANEL: (u16, u16) = (28, 36);
/// Rows of the lowest pane: one, and its border.
const BORDERED: u16 = 3;
/// Smaller than this shows one sentence only.
const TINY: Size = Size { width: 20, height: 5 };

/// Where everything is; what does not fit has no place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Areas {
    /// The panel beside the panes, or over them.
    pub left: Option<Rect>,
    /// The conversation.
    pub chat: Option<Rect>,
    /// The code of a step.
    pub code: Option<Rect>,
    /// What a step printed.
    pub output: Option<Rect>,
    /// Names of panes, where not all are shown.
    pub tabs: Option<Rect>,
    /// The line that a running program asks for.
    pub answer: Option<Rect>,
    /// The prompt being typed.
    pub composer: Option<Rect>,
    /// What keeps the model from being faster.
    pub advice: Option<Rect>,
    /// The gauges.
    pub gauge: Option<Rect>,
    /// The state word and the keys valid now.
    pub footer: Option<Rect>,
}

/// Whether nothing useful fits.
#[must_use]
pub fn is_too_small(size: Size) -> bool {
    size.width < TINY.width || size.height < TINY.height
}

/// Whether the pane on the whole screen has no frame, so that the terminal's own selection takes clean text.
#[must_use]
pub fn is_bare(screen: &Screen) -> bool {
    screen.zoomed && screen.console.is_none() && screen.size.height >= 10
}

/// The place for a pane's text within its area.
#[must_use]
pub fn inside(area: Rect, pane: Pane, screen: &Screen) -> Rect {
    if !is_bare(screen) {
        return area.inner(Margin::new(1, 1));
    }
    let searched = screen.search.as_ref().is_some_and(|search| search.pane == pane);
    Rect { height: area.height.saturating_sub(u16::from(searched)), ..area }
}

/// Divides a screen of `size`.
#[must_use]
pub fn areas(size: Size, screen: &Screen) -> Areas {
    if is_too_small(size) {
        return Areas::default();
    }
    let [main, answer, composer, advice, gauge, footer] = rows(size, screen);
    let mut areas = Areas {
        answer: screen.answer.is_some().then_some(answer),
        composer: Some(composer),
        advice: (advice.height > 0).then_some(advice),
        gauge: (gauge.height > 0).then_some(gauge),
        footer: Some(footer),
        ..Areas::default()
    };
    let main = beside(&mut areas, main, size, screen);
    divide(&mut areas, main, Size::new(main.width, size.height), screen);
    over(&mut areas, main, screen);
    areas
}

/// From the panes down to the footer.
fn rows(size: Size, screen: &Screen) -> [Rect; 6] {
    let low = size.height < LOW;
    let typed = if low { 1 } else { screen.composer_rows(size.width) };
    let rows = [
        Constraint::Fill(1),
        Constraint::Length(if screen.answer.is_some() { 2 } else { 0 }),
        Constraint::Length(if low { typed } else { typed + 1 }),
        Constraint::Length(u16::from(screen.advice.is_some() && size.height >= ADVISED)),
        Constraint::Length(u16::from(size.height >= 10)),
        Constraint::Length(1),
    ];
    let full = Rect::new(0, 0, size.width, size.height);
    Layout::vertical(rows).areas(full)
}

/// The room of the panes, without the panel where that stands beside them.
#[must_use]
pub fn canvas(size: Size, screen: &Screen) -> Rect {
    let [main, ..] = rows(size, screen);
    beside(&mut Areas::default(), main, size, screen)
}

/// Whether the panel at the left has a place of its own.
#[must_use]
pub fn panel_stands(size: Size, screen: &Screen) -> bool {
    screen.left.open && !screen.zoomed && size.width >= WIDE && size.height >= LOW
}

/// Gives the panel its place on a wide screen; what is left is for the panes.
fn beside(areas: &mut Areas, main: Rect, size: Size, screen: &Screen) -> Rect {
    if !panel_stands(size, screen) {
        return main;
    }
    let width = (size.width / 4).clamp(PANEL.0, PANEL.1);
    let [left, rest] =
        Layout::horizontal([Constraint::Length(width), Constraint::Fill(1)]).areas(main);
    areas.left = Some(left);
    rest
}

/// Lays the panel over the panes while it has the focus; code that waits stays in sight where both fit.
fn over(areas: &mut Areas, main: Rect, screen: &Screen) {
    if areas.left.is_some() || !screen.left.open || screen.focus != Pane::Left {
        return;
    }
    if screen.review.is_some() && areas.chat.is_some() && areas.code.is_some() {
        areas.left = areas.chat.take();
        return;
    }
    (areas.chat, areas.code, areas.output, areas.tabs) = (None, None, None, None);
    areas.left = Some(main);
}

fn divide(areas: &mut Areas, main: Rect, size: Size, screen: &Screen) {
    if screen.zoomed || size.width < NARROW || size.height < LOW {
        // A pane without a row inside of its border would show nothing.
        let named = u16::from(main.height > BORDERED);
        let [tabs, pane] =
            Layout::vertical([Constraint::Length(named), Constraint::Fill(1)]).areas(main);
        areas.tabs = (named > 0).then_some(tabs);
        *slot(areas, screen.front) = Some(pane);
    } else if size.width >= WIDEST && screen.console.is_none() {
        let thirds = [Constraint::Percentage(34), Constraint::Percentage(33), Constraint::Fill(1)];
        let [chat, code, output] = Layout::horizontal(thirds).areas(main);
        (areas.chat, areas.code, areas.output) = (Some(chat), Some(code), Some(output));
    } else if size.width >= WIDE {
        let [chat, beside] =
            Layout::horizontal([Constraint::Percentage(45), Constraint::Fill(1)]).areas(main);
        areas.chat = Some(chat);
        stack(areas, beside, screen);
    } else {
        let share = if screen.console.is_some() { 25 } else { 45 };
        let [chat, rest] =
            Layout::vertical([Constraint::Percentage(share), Constraint::Fill(1)]).areas(main);
        areas.chat = Some(chat);
        if size.height >= TALL {
            stack(areas, rest, screen);
        } else {
            let [tabs, pane] =
                Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]).areas(rest);
            areas.tabs = Some(tabs);
            *slot(areas, screen.side) = Some(pane);
        }
    }
}

/// Code over output; the one that matters now gets more.
fn stack(areas: &mut Areas, area: Rect, screen: &Screen) {
    let share = match screen.side {
        // A program that is typed at wants all the room it can get.
        _ if screen.console.is_some() => 25,
        Pane::Code => 60,
        _ => 45,
    };
    let [code, output] =
        Layout::vertical([Constraint::Percentage(share), Constraint::Fill(1)]).areas(area);
    areas.code = Some(code);
    areas.output = Some(output);
}

fn slot(areas: &mut Areas, pane: Pane) -> &mut Option<Rect> {
    match pane {
        Pane::Code => &mut areas.code,
        Pane::Output => &mut areas.output,
        Pane::Chat | Pane::Composer | Pane::Answer | Pane::Left => &mut areas.chat,
    }
}
