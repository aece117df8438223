//! What the kernels hold: a list of names, and one of them in full; what the last step changed has a sign.

use ratatui::Frame;
use ratatui::layout::{Margin, Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};

use super::composer::{self, Mask};
use super::pane::{self, Mood};
use super::status;
use crate::engine::{State, Variable};
use crate::tui::explorer::{Explorer, is_busy, kernels};
use crate::tui::screen::Screen;
use crate::tui::scroll::Scroll;
use crate::tui::theme::Theme;
use crate::tui::widget::{text, wrap};
use crate::words::{Locale, Note, Title, Vars};

/// From this width on the size of a value has a column.
const WIDE: usize = 66;
/// What a changed name bears.
const CHANGED: &str = "*";

/// Draws the view over everything but the footer; the position of an unfolded text, and the cursor of the filter.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    full: Rect,
    view: &Explorer,
    state: &State,
    screen: &Screen,
    theme: &Theme,
) -> (Option<Scroll>, Option<Position>) {
    let area = Rect { height: full.height.saturating_sub(1), ..full };
    let area = area.inner(Margin::new(if full.width < 100 { 0 } else { full.width / 24 }, 0));
    frame.render_widget(Clear, area);
    match &view.unfolded {
        Some((name, scroll)) => {
            (Some(unfolded(frame, area, (view, name, *scroll), state, screen, theme)), None)
        }
        None => (None, list(frame, area, view, state, screen, theme)),
    }
}

fn list(
    frame: &mut Frame<'_>,
    area: Rect,
    view: &Explorer,
    state: &State,
    screen: &Screen,
    theme: &Theme,
) -> Option<Position> {
    let shown = view.shown(state);
    let place = view.place(&shown);
    let room = usize::from(area.height.saturating_sub(5));
    let first = place.saturating_sub(room / 2).min(shown.len().saturating_sub(room));
    let more = state.variables(view.lang).map_or(0, |held| held.more);
    let below = shown.len().saturating_sub(first + room);
    let locale = screen.locale;
    let note = match (below, more) {
        (0, 0) => String::new(),
        (0, more) => locale.fill(Note::NotListed, &[&more]),
        (below, 0) => pane::below(below, locale),
        (below, more) => locale.fill(Note::BelowNotListed, &[&below, &more]),
    };
    let looks = (theme, screen.glyphs);
    let inner =
        pane::frame(frame, area, locale.text(Title::Variables), &note, Mood::Calm, true, looks);
    let width = usize::from(inner.width);
    let page = &shown[first..(first + room).min(shown.len())];
    let columns = Columns::of(page, width);
    let mut lines = vec![head(view, state, width, theme), says(view, state, &shown, locale, theme)];
    lines.push(columns.titles(locale, theme));
    for (n, one) in page.iter().enumerate() {
        lines.push(columns.row(one, first + n == place, theme));
    }
    pane::rows(frame, inner, lines.iter());
    if !view.typing {
        return None;
    }
    let row = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1).min(1), ..inner };
    frame.render_widget(Clear, row);
    frame.render_widget(Paragraph::new(Line::styled("/", theme.ui.accent)), row);
    let field = Rect { x: row.x + 1, width: row.width.saturating_sub(1), ..row };
    composer::line(frame, field, &view.filter, Mask::Shown, theme)
}

/// The kernels that run, and the program behind this one.
fn head(view: &Explorer, state: &State, width: usize, theme: &Theme) -> Line<'static> {
    let mut spans = Vec::new();
    for lang in kernels(state) {
        let here = lang == view.lang;
        let name = if here { format!("[{}]", lang.name()) } else { format!(" {} ", lang.name()) };
        let style = if here { theme.ui.title.add_modifier(Modifier::BOLD) } else { theme.ui.muted };
        spans.push(Span::styled(name, style));
    }
    let used: usize = spans.iter().map(|span| text::width(&span.content)).sum();
    if let Some(program) = status::program(state, view.lang) {
        let program = format!("  {}", text::sanitize(&program));
        let program = text::clip(&program, width.saturating_sub(used)).into_owned();
        spans.push(Span::styled(program, theme.ui.muted));
    }
    Line::from(spans)
}

/// How fresh the list is, what it is limited to, and how much there is.
fn says(
    view: &Explorer,
    state: &State,
    shown: &[&Variable],
    locale: Locale,
    theme: &Theme,
) -> Line<'static> {
    if is_busy(state, view.lang) {
        return Line::styled(locale.text(Vars::AsBefore), theme.ui.warning);
    }
    if !view.filter.text().is_empty() {
        let text = locale.fill(Vars::OfThem, &[&view.filter.text(), &shown.len()]);
        return Line::styled(text, theme.ui.accent);
    }
    let Some(held) = state.variables(view.lang) else {
        return Line::styled(locale.text(Vars::NotTold), theme.ui.muted);
    };
    let changed = held.variables.iter().filter(|one| one.changed).count();
    let text = match (held.variables.len() as u64 + held.more, changed) {
        (0, _) => locale.text(Vars::None).to_owned(),
        (all, 0) => locale.fill(Vars::NoneChanged, &[&all]),
        (all, changed) => locale.fill(Vars::Changed, &[&all, &changed, &CHANGED]),
    };
    Line::styled(text, theme.ui.muted)
}

/// How wide each column is.
struct Columns {
    name: usize,
    kind: usize,
    shape: usize,
    size: usize,
    value: usize,
}

impl Columns {
    /// As wide as what is on the page, within reason.
    fn of(page: &[&Variable], width: usize) -> Self {
        let widest = |field: &dyn Fn(&Variable) -> usize, least: usize, most: usize| {
            page.iter().map(|one| field(one)).max().unwrap_or(0).clamp(least, most.max(least))
        };
        let name = widest(&|one| text::width(&one.name), 4, width / 4);
        let kind = widest(&|one| text::width(&one.kind), 4, width / 6);
        let shape = widest(&|one| one.shape.as_deref().map_or(0, text::width), 6, width / 6);
        let size = if width < WIDE { 0 } else { 8 };
        // Two cells for the signs, and two between columns.
        let used = 4 + name + 2 + kind + 2 + shape + 2 + if size > 0 { size + 2 } else { 0 };
        Self { name, kind, shape, size, value: width.saturating_sub(used) }
    }

    fn titles(&self, locale: Locale, theme: &Theme) -> Line<'static> {
        let titles = [Vars::Name, Vars::Type, Vars::Length, Vars::Size, Vars::Value];
        let titles = titles.map(|title| locale.text(title).to_owned());
        Line::styled(format!("    {}", self.text(&titles)), theme.ui.faint)
    }

    fn row(&self, one: &Variable, selected: bool, theme: &Theme) -> Line<'static> {
        let value = one.value.clone().unwrap_or_default();
        let size = one.bytes.map(bytes).unwrap_or_default();
        let shape = one.shape.clone().unwrap_or_default();
        let fields = [one.name.clone(), one.kind.clone(), shape, size, value];
        let row = self.text(&fields);
        let cursor = if selected { "> " } else { "  " };
        let mark = if one.changed { CHANGED } else { " " };
        if selected {
            return Line::styled(format!("{cursor}{mark} {row}"), theme.ui.selection);
        }
        let name = row
            .char_indices()
            .nth(self.name.min(row.chars().count()))
            .map_or(row.len(), |(at, _)| at);
        let (name, rest) = row.split_at(name);
        let look: Style = if one.changed { theme.ui.accent } else { theme.ui.text };
        Line::from(vec![
            Span::styled(format!("{cursor}{mark} "), theme.ui.accent),
            Span::styled(name.to_owned(), look),
            Span::styled(rest.to_owned(), theme.ui.muted),
        ])
    }

    /// Texts beside each other, each within its column.
    fn text(&self, fields: &[String; 5]) -> String {
        let [name, kind, shape, size, value] =
            fields.each_ref().map(|field| text::sanitize(field).replace('\n', " "));
        let size = match self.size {
            0 => String::new(),
            room => format!("{}  ", right(&size, room)),
        };
        let value = text::clip(&value, self.value);
        format!(
            "{}  {}  {}  {size}{value}",
            left(&name, self.name),
            left(&kind, self.kind),
            right(&shape, self.shape)
        )
    }
}

fn left(what: &str, width: usize) -> String {
    let what = text::clip(what, width);
    format!("{what}{}", " ".repeat(width.saturating_sub(text::width(&what))))
}

fn right(what: &str, width: usize) -> String {
    let what = text::clip(what, width);
    format!("{}{what}", " ".repeat(width.saturating_sub(text::width(&what))))
}

/// `72 B`, `8.0 kB`, `41.9 MB`.
fn bytes(bytes: u64) -> String {
    let scaled = |unit: u64| {
        let tenths = (bytes + unit / 20) / (unit / 10);
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    match bytes {
        0..1000 => format!("{bytes} B"),
        1000..1_000_000 => format!("{} kB", scaled(1000)),
        1_000_000..1_000_000_000 => format!("{} MB", scaled(1_000_000)),
        _ => format!("{} GB", scaled(1_000_000_000)),
    }
}

fn unfolded(
    frame: &mut Frame<'_>,
    area: Rect,
    (view, name, scroll): (&Explorer, &str, Scroll),
    state: &State,
    screen: &Screen,
    theme: &Theme,
) -> Scroll {
    let width = usize::from(area.width.saturating_sub(2).max(1));
    let height = usize::from(area.height.saturating_sub(2));
    let shown = state.shown_variable().filter(|one| one.lang == view.lang && one.name == name);
    let body = shown.map_or_else(|| screen.locale.text(Vars::Asked), |one| &one.text);
    let mut lines = Vec::new();
    for (n, line) in text::sanitize(body).lines().enumerate() {
        let style = if n == 0 { theme.ui.muted } else { theme.ui.text };
        lines.extend(wrap::wrap(&Line::styled(line.to_owned(), style), width, &[]));
    }
    let (settled, first) = scroll.settle(lines.len(), height);
    let rest = lines.len().saturating_sub(first + height);
    let note = pane::below(rest, screen.locale);
    let title = screen.locale.fill(Title::Variable, &[&view.lang.name(), &text::sanitize(name)]);
    let looks = (theme, screen.glyphs);
    let inner = pane::frame(frame, area, &title, &note, Mood::Calm, true, looks);
    pane::rows(frame, inner, lines.iter().skip(first));
    settled
}
