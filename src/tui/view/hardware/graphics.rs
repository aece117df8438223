//! Graphics processors.

use ratatui::text::Line;

use super::pen::Pen;
use crate::engine::{GpuSample, GpuState, State};
use crate::tui::view::gauge::gigabytes;
use crate::words::{Machine, Part};

/// More of them stand in one line each.
const FEW: usize = 2;

pub(super) fn rows(state: &State, pen: Pen<'_>) -> Vec<Line<'static>> {
    let gpus = &state.hardware().gpus;
    if gpus.is_empty() {
        return Vec::new();
    }
    let mut rows = Vec::new();
    for gpu in gpus {
        rows.push(pen.heading(pen.text(Part::Graphics), std::slice::from_ref(&gpu.name)));
        rows.extend(one(gpu, gpus.len() <= FEW, pen));
    }
    rows
}

fn one(gpu: &GpuSample, full: bool, pen: Pen<'_>) -> Vec<Line<'static>> {
    match &gpu.state {
        GpuState::Asleep => return vec![pen.says("", pen.text(Machine::Asleep))],
        GpuState::Unread => return vec![pen.says("", pen.text(Machine::NotRead))],
        GpuState::Unreadable(why) => {
            return vec![pen.says("", &pen.fill(Machine::UnknownWhy, &[why]))];
        }
        GpuState::Awake => {}
    }
    let number = |unknown: Machine, value: Option<f32>, unit: &str| {
        value.map_or_else(|| pen.text(unknown).into(), |value| format!("{value:.0} {unit}"))
    };
    let degrees = pen.glyphs.pick("°C", "C");
    let model = match gpu.model_memory {
        Some(bytes) => pen.fill(Machine::ModelHolds, &[&gigabytes(bytes)]),
        None => pen.text(Machine::ModelElsewhere).into(),
    };
    let facts = vec![
        number(Machine::HeatUnknown, gpu.celsius, degrees),
        number(Machine::NoPower, gpu.watts, "W"),
        model,
    ];
    let memory = gpu.memory.filter(|(_, all)| *all > 0);
    let mut rows = Vec::new();
    if full {
        let text = pen.theme.ui.text;
        rows.push(match gpu.busy {
            Some(busy) => pen.bar(
                pen.text(Part::InUse),
                &format!("{busy:.0}%"),
                text,
                f64::from(busy) / 100.0,
            ),
            None => pen.says(pen.text(Part::InUse), pen.text(Machine::Unknown)),
        });
        rows.push(match memory {
            Some((used, all)) => super::machine::share(Part::Memory, (used, all), pen),
            None => pen.says(pen.text(Part::Memory), pen.text(Machine::Unknown)),
        });
        rows.push(pen.tells("", &facts));
    } else {
        let busy = number(Machine::NoUse, gpu.busy, "%");
        let memory = memory.map_or_else(
            || pen.text(Machine::MemoryUnknown).into(),
            |(used, all)| pen.fill(Machine::Gigabytes, &[&gigabytes(used), &gigabytes(all)]),
        );
        rows.push(pen.tells("", &[vec![busy, memory], facts].concat()));
    }
    rows
}
