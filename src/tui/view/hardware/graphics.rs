//! Graphics processors.

use ratatui::text::Line;

use super::pen::Pen;
use crate::engine::{GpuSample, GpuState, State};
use crate::tui::view::gauge::gigabytes;

/// More of them stand in one line each.
const FEW: usize = 2;

pub(super) fn rows(state: &State, pen: Pen<'_>) -> Vec<Line<'static>> {
    let gpus = &state.hardware().gpus;
    if gpus.is_empty() {
        return Vec::new();
    }
    let mut rows = Vec::new();
    for gpu in gpus {
        rows.push(pen.heading("graphics", std::slice::from_ref(&gpu.name)));
        rows.extend(one(gpu, gpus.len() <= FEW, pen));
    }
    rows
}

fn one(gpu: &GpuSample, full: bool, pen: Pen<'_>) -> Vec<Line<'static>> {
    match &gpu.state {
        GpuState::Asleep => return vec![pen.says("", "asleep, not woken")],
        GpuState::Unread => return vec![pen.says("", "not read yet")],
        GpuState::Unreadable(why) => return vec![pen.says("", &format!("n/a: {why}"))],
        GpuState::Awake => {}
    }
    let number = |name: &str, value: Option<f32>, unit: &str| {
        value.map_or_else(|| format!("{name} n/a"), |value| format!("{value:.0} {unit}"))
    };
    let degrees = pen.glyphs.pick("°C", "C");
    let model = match gpu.model_memory {
        Some(bytes) => format!("the model holds {} GB", gigabytes(bytes)),
        None => "the model is not on it".into(),
    };
    let facts =
        vec![number("temperature", gpu.celsius, degrees), number("power", gpu.watts, "W"), model];
    let memory = gpu.memory.filter(|(_, all)| *all > 0);
    let mut rows = Vec::new();
    if full {
        let text = pen.theme.ui.text;
        rows.push(match gpu.busy {
            Some(busy) => pen.bar("in use", &format!("{busy:.0}%"), text, f64::from(busy) / 100.0),
            None => pen.says("in use", "n/a"),
        });
        rows.push(match memory {
            Some((used, all)) => super::machine::share("memory", (used, all), pen),
            None => pen.says("memory", "n/a"),
        });
        rows.push(pen.tells("", &facts));
    } else {
        let busy = number("use", gpu.busy, "%");
        let memory = memory.map_or_else(
            || "memory n/a".into(),
            |(used, all)| format!("{} of {} GB", gigabytes(used), gigabytes(all)),
        );
        rows.push(pen.tells("", &[vec![busy, memory], facts].concat()));
    }
    rows
}
