//! The table of models: as many columns as there is room for, the one under the cursor marked.

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::engine::State;
use crate::model::catalogue::Fit;
use crate::model::stock::{Model, Place, Rate, words};
use crate::tui::screen::Screen;
use crate::tui::theme::Theme;
use crate::tui::update::is_in_use;
use crate::tui::widget::text;
use crate::words::{Column as Title, Locale};

/// A name longer than this is cut.
const NAME: usize = 26;

/// A column: its title, the rank by which it goes, and whether it is set against its right edge.
struct Column {
    title: Title,
    rank: u8,
    right: bool,
    cell: fn(&Model) -> String,
}

const COLUMNS: [Column; 12] = [
    Column { title: Title::Params, rank: 4, right: true, cell: words::parameters },
    Column { title: Title::Quant, rank: 5, right: false, cell: |model| model.quantisation.clone() },
    Column { title: Title::Size, rank: 2, right: true, cell: size },
    Column { title: Title::Memory, rank: 3, right: true, cell: memory },
    Column { title: Title::Short, rank: 9, right: true, cell: |model| at(model, 8192) },
    Column { title: Title::Long, rank: 8, right: true, cell: |model| at(model, 32_768) },
    Column { title: Title::Fit, rank: 1, right: false, cell: |_| String::new() },
    Column { title: Title::Rate, rank: 1, right: true, cell: words::rate },
    Column { title: Title::Context, rank: 7, right: true, cell: words::context },
    Column { title: Title::Engine, rank: 6, right: false, cell: engine },
    Column { title: Title::Licence, rank: 10, right: false, cell: words::licence },
    Column { title: Title::Where, rank: 0, right: false, cell: |_| String::new() },
];

/// The first row that is shown of a table so high, and how many stand below.
pub(super) fn window(shown: usize, place: usize, height: u16) -> (usize, usize) {
    let room = usize::from(height).saturating_sub(1);
    let first = place.saturating_sub(room / 2).min(shown.saturating_sub(room));
    (first, shown.saturating_sub(first + room))
}

/// The rows of a table of this size, titles first.
pub(super) fn lines(
    shown: &[&Model],
    place: usize,
    (width, height): (u16, u16),
    (state, screen): (&State, &Screen),
    theme: &Theme,
) -> Vec<Line<'static>> {
    let width = usize::from(width);
    let (first, below) = window(shown.len(), place, height);
    let page = &shown[first..shown.len() - below];
    let name = page.iter().map(|model| text::width(&model.name)).max().unwrap_or(0).clamp(4, NAME);
    let locale = screen.locale;
    let cells = |model: &Model| -> Vec<String> {
        let cell = |column: &Column| match column.title {
            Title::Where => lies(model, state, screen),
            Title::Fit => verdict(model, locale),
            _ => text::sanitize(&(column.cell)(model)).replace('\n', " "),
        };
        COLUMNS.iter().map(cell).collect()
    };
    // Widths are those of all rows, so that scrolling moves nothing sideways.
    let all: Vec<_> = shown.iter().map(|model| cells(model)).collect();
    let widths: Vec<usize> = (0..COLUMNS.len())
        .map(|n| all.iter().map(|row| text::width(&row[n])).max().unwrap_or(0))
        .zip(COLUMNS.iter().map(|column| text::width(locale.text(column.title))))
        .map(|(cells, title)| cells.clamp(title, 22))
        .collect();
    let (kept, gap) = fitting(&widths, name + 2, width);
    let mut lines = vec![titles(&kept, &widths, name, gap, locale, theme)];
    for (n, model) in page.iter().enumerate() {
        let selected = first + n == place;
        let row = Row { model, selected, name, gap, here: is_in_use(state, model) };
        lines.push(row.line(&kept, &widths, &all[first + n], theme));
    }
    lines
}

/// The columns that fit, and the gap between them.
fn fitting(widths: &[usize], taken: usize, width: usize) -> (Vec<usize>, usize) {
    let mut kept: Vec<usize> = (0..COLUMNS.len()).collect();
    loop {
        let wide: usize = kept.iter().map(|n| widths[*n]).sum::<usize>() + taken;
        for gap in [2, 1] {
            if wide + kept.len() * gap <= width {
                return (kept, gap);
            }
        }
        let last = kept.iter().enumerate().max_by_key(|(_, n)| COLUMNS[**n].rank);
        match last.map(|(at, n)| (at, COLUMNS[*n].rank)) {
            Some((at, rank)) if rank > 0 => drop(kept.remove(at)),
            _ => return (kept, 1),
        }
    }
}

fn titles(
    kept: &[usize],
    widths: &[usize],
    name: usize,
    gap: usize,
    locale: Locale,
    theme: &Theme,
) -> Line<'static> {
    let mut line = format!("  {}", padded(locale.text(Title::Name), name, false));
    for n in kept {
        line.push_str(&" ".repeat(gap));
        line.push_str(&padded(locale.text(COLUMNS[*n].title), widths[*n], COLUMNS[*n].right));
    }
    Line::styled(line, theme.ui.faint)
}

struct Row<'a> {
    model: &'a Model,
    selected: bool,
    name: usize,
    gap: usize,
    /// Whether it answers now.
    here: bool,
}

impl Row<'_> {
    fn line(
        &self,
        kept: &[usize],
        widths: &[usize],
        cells: &[String],
        theme: &Theme,
    ) -> Line<'static> {
        let model = self.model;
        let fit = model.usual_need().map(|need| need.fit);
        let usable = model.is_runnable() && fit != Some(Fit::WontFit);
        let plain = if usable { theme.ui.text } else { theme.ui.muted };
        let look = |style: Style| if self.selected { theme.ui.selection } else { style };
        let mark = if self.selected { ">" } else { " " };
        let star = if model.recommended { "*" } else { " " };
        let name = text::sanitize(&model.name).replace('\n', " ");
        let mut bold = look(plain);
        if model.is_here() {
            bold = bold.add_modifier(Modifier::BOLD);
        }
        let mut spans = vec![
            Span::styled(mark, look(theme.ui.accent)),
            Span::styled(star, look(theme.ui.accent)),
            Span::styled(padded(&name, self.name, false), bold),
        ];
        for n in kept {
            let column = &COLUMNS[*n];
            let style = match column.title {
                Title::Fit => verdict_look(model, fit, theme),
                Title::Rate if matches!(model.rate, Rate::Measured { .. }) => theme.ui.accent,
                Title::Where if self.here || model.is_here() => theme.ui.accent,
                Title::Where => theme.ui.muted,
                _ => plain,
            };
            let cell = padded(&cells[*n], widths[*n], column.right);
            spans.push(Span::styled(format!("{}{cell}", " ".repeat(self.gap)), look(style)));
        }
        Line::from(spans)
    }
}

fn verdict_look(model: &Model, fit: Option<Fit>, theme: &Theme) -> Style {
    match fit {
        _ if !model.is_runnable() => theme.ui.muted,
        Some(Fit::Fits) => theme.ui.success,
        Some(Fit::Tight) => theme.ui.warning,
        Some(Fit::WontFit) => theme.ui.danger,
        None => theme.ui.muted,
    }
}

/// The verdict for the usual context, and for larger ones where it differs.
fn verdict(model: &Model, locale: Locale) -> String {
    if !model.is_runnable() {
        return locale.text(Title::NoEngine).into();
    }
    let engine = model.engine();
    let mut needs = model.needs.iter().filter(|need| Some(need.engine) == engine);
    let Some(first) = needs.next() else { return "–".into() };
    let fit = locale.text(label(first.fit));
    match needs.find(|need| need.fit != first.fit) {
        Some(later) if later.fit == Fit::WontFit => format!("{fit} <{}K", later.context / 1024),
        _ => fit.into(),
    }
}

/// The verdict in words.
pub(super) fn label(fit: Fit) -> Title {
    match fit {
        Fit::Fits => Title::Fits,
        Fit::Tight => Title::Tight,
        Fit::WontFit => Title::WontFit,
    }
}

fn size(model: &Model) -> String {
    let about = if model.size.is_estimate() { "~" } else { "" };
    format!("{about}{}", short(model.size.bytes()))
}

fn memory(model: &Model) -> String {
    let known = model.usual_need().filter(|_| model.shape.is_known());
    known.map_or_else(|| "–".into(), |need| short(need.bytes))
}

fn at(model: &Model, context: u32) -> String {
    let known = model.need(context).filter(|_| model.shape.is_known());
    known.map_or_else(|| "–".into(), |need| short(need.bytes))
}

fn engine(model: &Model) -> String {
    model.engine().map_or_else(String::new, |engine| engine.to_string())
}

/// `491M`, `1.1G`, `18.6G`.
fn short(bytes: u64) -> String {
    if bytes == 0 {
        return "–".into();
    }
    if bytes < 999_500_000 {
        return format!("{}M", (bytes + 500_000) / 1_000_000);
    }
    let tenths = (bytes + 50_000_000) / 100_000_000;
    format!("{}.{}G", tenths / 10, tenths % 10)
}

/// Where it lies, or how its download stands.
fn lies(model: &Model, state: &State, screen: &Screen) -> String {
    let download = screen.download.as_ref().filter(|download| download.name == model.name);
    match (download, &model.place) {
        (Some(download), _) if download.paused => {
            screen.locale.fill(Title::Paused, &[&download.percent()])
        }
        (Some(download), _) => format!("{} %", download.percent()),
        (None, Place::Absent) => "–".into(),
        (None, Place::Partial(bytes)) => {
            let share = bytes.saturating_mul(100) / model.size.bytes().max(1);
            screen.locale.fill(Title::PartHere, &[&share])
        }
        (None, _) if is_in_use(state, model) => screen.locale.text(Title::InUse).into(),
        (None, Place::Ours(_)) => screen.locale.text(Title::Here).into(),
        (None, Place::Theirs(program, _)) => program.to_string(),
    }
}

fn padded(cell: &str, width: usize, right: bool) -> String {
    let cell = text::clip(cell, width);
    let pad = " ".repeat(width.saturating_sub(text::width(&cell)));
    if right { format!("{pad}{cell}") } else { format!("{cell}{pad}") }
}
