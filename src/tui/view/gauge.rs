//! The gauges in one line: measured numbers only, `–` where none is known; the least important go first.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::{hardware, live};
use crate::engine::{ModelStatus, State, Stats};
use crate::tui::screen::{Overlay, Screen};
use crate::tui::theme::Theme;
use crate::tui::widget::glyphs::Glyphs;
use crate::tui::widget::{meter, text};
use crate::words::Gauge as Name;

/// Cells of the line of recent rates.
const SPARK: usize = 8;
const GAP: usize = 2;

/// A gauge: what it is, its number, and its unit; the number keeps its place while it grows.
pub(super) struct Gauge {
    pub(super) name: &'static str,
    pub(super) number: String,
    pub(super) unit: &'static str,
    /// 0 stays longest.
    pub(super) rank: u8,
}

/// All that follows the gauges, as text; a reading is drawn only when this changes.
#[must_use]
pub fn text(state: &State, screen: &Screen, theme: &Theme) -> String {
    let shown = fitting(gauges(state, screen), usize::from(screen.size.width));
    let parts: Vec<_> = shown.iter().map(|gauge| [gauge.name, &gauge.number].concat()).collect();
    let paused = if live::is_paused(state) { "paused" } else { "" };
    let over = match screen.overlay {
        Overlay::Hardware(_) => hardware::text(state, screen, theme),
        _ => String::new(),
    };
    parts.concat() + paused + screen.advice.as_deref().unwrap_or_default() + &over
}

/// Draws the line.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    state: &State,
    screen: &Screen,
    theme: &Theme,
) {
    let history = screen.rate.history();
    let shown = fitting(gauges(state, screen), usize::from(area.width));
    let mut spans = Vec::new();
    for (n, gauge) in shown.iter().enumerate() {
        if n > 0 {
            spans.push(Span::raw(" ".repeat(GAP)));
        }
        if gauge.name == RATES {
            spans.extend(sparkline(&history, theme, screen.glyphs));
            continue;
        }
        spans.push(Span::styled(format!("{} ", gauge.name), theme.ui.muted));
        spans.push(Span::styled(gauge.number.clone(), theme.ui.text));
        spans.push(Span::styled(gauge.unit, theme.ui.muted));
    }
    frame.render_widget(Paragraph::new(Line::from(spans)), area);
}

/// The newest rate at the right; what is not known yet stays blank behind it.
fn sparkline(history: &[f64], theme: &Theme, glyphs: Glyphs) -> [Span<'static>; 2] {
    let recent = &history[history.len().saturating_sub(SPARK)..];
    let most = recent.iter().copied().fold(0.0, f64::max);
    let blank = Span::raw(" ".repeat(SPARK - recent.len()));
    [meter::sparkline(recent, most, recent.len(), theme, glyphs), blank]
}

fn wide(gauge: &Gauge) -> usize {
    let gap = usize::from(!gauge.name.is_empty());
    text::width(gauge.name) + gap + text::width(&gauge.number) + text::width(gauge.unit)
}

fn fitting(mut gauges: Vec<Gauge>, width: usize) -> Vec<Gauge> {
    while gauges.iter().map(|gauge| wide(gauge) + GAP).sum::<usize>().saturating_sub(GAP) > width {
        let least = gauges.iter().enumerate().max_by_key(|(n, gauge)| (gauge.rank, *n));
        match least {
            Some((least, _)) => drop(gauges.remove(least)),
            None => break,
        }
    }
    gauges
}

/// The name of the line of recent rates.
const RATES: &str = "";

fn gauges(state: &State, screen: &Screen) -> Vec<Gauge> {
    live::gauges(state, screen).unwrap_or_else(|| of_model(state, screen))
}

fn of_model(state: &State, screen: &Screen) -> Vec<Gauge> {
    let gauge =
        |name, number, unit, rank| Gauge { name: screen.locale.text(name), number, unit, rank };
    let machine = state.hardware();
    let last = state.meter().last.as_ref();
    let decode = screen.rate.now().or_else(|| last.map(|last| last.decode_tps));
    let first = last.map(|last| last.ttft_ms).filter(|ms| *ms > 0.0);
    let first = first.map_or_else(|| "–".into(), super::step_line::duration);
    let mut gauges = vec![
        gauge(Name::Write, format!("{:>4}", rate(decode)), " tok/s", 0),
        gauge(Name::Read, format!("{:>4}", rate(last.map(|last| last.prefill_tps))), " tok/s", 2),
        gauge(Name::First, format!("{first:>6}"), "", 5),
        gauge(Name::Context, context(state), "", 1),
    ];
    if let Some(last) = last.filter(|last| last.prompt_tokens > 0) {
        gauges.insert(3, gauge(Name::Cached, cached(last), "", 4));
    }
    if !screen.rate.history().is_empty() {
        let rates = Gauge { name: RATES, number: " ".repeat(SPARK), unit: "", rank: 6 };
        gauges.insert(1, rates);
    }
    if machine.memory_total > 0 {
        gauges.push(gauge(Name::Cpu, format!("{:>3.0}", machine.cpu_percent), "%", 3));
        gauges.push(gauge(Name::Mem, pair(machine.memory_used, machine.memory_total), "", 3));
    } else {
        gauges.push(gauge(Name::Cpu, "  –".into(), " ", 3));
        gauges.push(gauge(Name::Mem, "–".into(), "", 3));
    }
    if let Some((used, most)) = machine.cgroup {
        gauges.push(gauge(Name::Group, pair(used, most), "", 8));
    }
    if let Some(model) = machine.model_memory {
        gauges.push(gauge(Name::Model, gigabytes(model), " GB", 7));
    }
    gauges
}

pub(super) fn rate(rate: Option<f64>) -> String {
    match rate {
        Some(rate) if rate >= 100.0 => format!("{rate:.0}"),
        Some(rate) if rate > 0.0 => format!("{rate:.1}"),
        _ => "–".into(),
    }
}

/// Tokens of the last prompt that needed not be read again, of all that it had.
fn cached(last: &Stats) -> String {
    format!("{}/{}", last.cached_tokens, last.prompt_tokens)
}

/// Tokens in use of those that the window has.
fn context(state: &State) -> String {
    let used = state.meter().context_used;
    match state.model() {
        // Before a server has counted, nobody has.
        ModelStatus::Ready(info) if info.server.is_some() && used == 0 => "–".into(),
        ModelStatus::Ready(info) if info.context_limit > 0 => {
            let limit = info.context_limit.to_string();
            format!("{used:>width$}/{limit}", width = limit.len())
        }
        _ => "–".into(),
    }
}

fn pair(used: u64, total: u64) -> String {
    format!("{}/{} GB", gigabytes(used), gigabytes(total))
}

/// Tenths of a decimal gigabyte, rounded.
pub(super) fn gigabytes(bytes: u64) -> String {
    let tenths = (bytes + 50_000_000) / 100_000_000;
    format!("{}.{}", tenths / 10, tenths % 10)
}
