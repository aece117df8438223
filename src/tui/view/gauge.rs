//! The gauges in one line: measured numbers only, `–` where none is known; the least important go first.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::engine::{ModelStatus, State};
use crate::tui::screen::Screen;
use crate::tui::theme::Theme;
use crate::tui::widget::glyphs::Glyphs;
use crate::tui::widget::{meter, text};

/// Cells of the line of recent rates.
const SPARK: usize = 8;
const GAP: usize = 2;

/// A gauge: number first, then what it is.
struct Gauge {
    number: String,
    name: &'static str,
    /// 0 stays longest.
    rank: u8,
}

/// The line as text; it is drawn again only when this changes.
#[must_use]
pub fn text(state: &State, width: u16) -> String {
    let shown = fitting(gauges(state), usize::from(width));
    shown.iter().map(|gauge| format!("{} {}", gauge.number, gauge.name)).collect()
}

/// Draws the line.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    state: &State,
    screen: &Screen,
    theme: &Theme,
) {
    let width = usize::from(area.width);
    let history: Vec<f64> = state.meter().history.iter().copied().collect();
    let shown = fitting(gauges(state), width);
    let used: usize = shown.iter().map(|gauge| wide(gauge) + GAP).sum();
    let spark = history.len() > 1 && used + SPARK + GAP <= width;
    let mut spans = Vec::new();
    for (n, gauge) in shown.iter().enumerate() {
        if n > 0 {
            spans.push(Span::raw(" ".repeat(GAP)));
        }
        spans.push(Span::styled(gauge.number.clone(), theme.ui.text));
        spans.push(Span::styled(format!(" {}", gauge.name), theme.ui.muted));
        if n == 0 && spark {
            let most = history.iter().copied().fold(0.0, f64::max);
            spans.push(Span::raw(" "));
            spans.push(sparkline(&history, most, theme, screen.glyphs));
        }
    }
    frame.render_widget(Paragraph::new(Line::from(spans)), area);
}

fn sparkline(history: &[f64], most: f64, theme: &Theme, glyphs: Glyphs) -> Span<'static> {
    meter::sparkline(history, most, SPARK.min(history.len()), theme, glyphs)
}

fn wide(gauge: &Gauge) -> usize {
    text::width(&gauge.number) + 1 + text::width(gauge.name)
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

fn gauges(state: &State) -> Vec<Gauge> {
    let (meter, machine) = (state.meter(), state.hardware());
    let last = meter.last.as_ref();
    let rate = |rate: Option<f64>| match rate {
        Some(rate) if rate >= 100.0 => format!("{rate:.0}"),
        Some(rate) if rate > 0.0 => format!("{rate:.1}"),
        _ => "–".into(),
    };
    let limit = match state.model() {
        ModelStatus::Ready(info) if info.context_limit > 0 => info.context_limit.to_string(),
        _ => "–".into(),
    };
    let first = last.map(|last| last.ttft_ms).filter(|ms| *ms > 0.0);
    let measured = machine.memory_total > 0;
    let cpu = if measured { format!("{:.0}%", machine.cpu_percent) } else { "–".into() };
    let memory =
        if measured { pair(machine.memory_used, machine.memory_total) } else { "–".into() };
    let mut gauges = vec![
        Gauge { number: rate(last.map(|last| last.decode_tps)), name: "tok/s", rank: 0 },
        Gauge { number: rate(last.map(|last| last.prefill_tps)), name: "tok/s read", rank: 3 },
        Gauge {
            number: first.map_or_else(|| "–".into(), super::step_line::duration),
            name: "to first",
            rank: 4,
        },
        Gauge { number: format!("{}/{limit}", meter.context_used), name: "context", rank: 1 },
        Gauge { number: cpu, name: "cpu", rank: 2 },
        Gauge { number: memory, name: "memory", rank: 2 },
    ];
    if let Some((used, most)) = machine.cgroup {
        gauges.push(Gauge { number: pair(used, most), name: "group", rank: 5 });
    }
    if let Some(model) = machine.model_memory {
        gauges.push(Gauge { number: format!("{} GB", gigabytes(model)), name: "model", rank: 4 });
    }
    gauges
}

fn pair(used: u64, total: u64) -> String {
    format!("{}/{} GB", gigabytes(used), gigabytes(total))
}

/// Tenths of a decimal gigabyte, rounded.
pub(super) fn gigabytes(bytes: u64) -> String {
    let tenths = (bytes + 50_000_000) / 100_000_000;
    format!("{}.{}", tenths / 10, tenths % 10)
}
