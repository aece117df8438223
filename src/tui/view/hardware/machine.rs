//! Processor and memory.

use ratatui::style::Style;
use ratatui::text::Line;

use super::cores;
use super::pen::Pen;
use crate::engine::{Gauges, HardwareSample, Heat, Past, Quota, State, Swap};
use crate::tui::theme::Theme;
use crate::tui::view::gauge::gigabytes;
use crate::tui::widget::plot;
use crate::words::{Machine, Part};

pub(super) fn rows(state: &State, pen: Pen<'_>) -> Vec<Line<'static>> {
    let sample = state.hardware();
    if sample.memory_total == 0 {
        let title = pen.heading(pen.text(Part::Machine), &[]);
        return vec![title, pen.says("", pen.text(Machine::NotRead))];
    }
    let mut rows = processor(state.gauges(), sample, pen);
    rows.extend(memory(state.gauges(), sample, pen));
    rows
}

fn processor(gauges: &Gauges, sample: &HardwareSample, pen: Pen<'_>) -> Vec<Line<'static>> {
    let all = sample.per_core.len();
    let ours = sample.per_core.iter().filter(|core| core.ours).count();
    let mut facts = vec![match (ours, all) {
        (1, 1) => pen.text(Machine::OneCore).into(),
        (ours, all) if ours == all => pen.fill(Machine::AllCores, &[&all]),
        (ours, all) => pen.fill(Machine::OurCores, &[&ours, &all]),
    }];
    facts.extend(sample.quota.map(|held| quota(held, pen)));
    let mut rows = vec![pen.heading(pen.text(Part::Processor), &facts)];
    let number = format!("{:.0}%", sample.cpu_percent);
    rows.extend(past(gauges, pen.text(Part::InUse), &number, |past| past.cpu, pen));
    rows.extend(cores::rows(&sample.per_core, pen));
    let load = sample.load.map_or_else(
        || pen.text(Machine::LoadUnknown).into(),
        |load| pen.fill(Machine::Load, &[&format!("{load:.1}")]),
    );
    let model = sample.model_cpu.map(|cpu| format!("{:.1}", cpu / 100.0));
    let model = model.map(|cores| pen.fill(Machine::ModelTakes, &[&cores]));
    let words = [Some(load), Some(heat(sample.heat, pen)), model];
    rows.push(pen.tells("", &words.into_iter().flatten().collect::<Vec<_>>()));
    rows.push(pen.says(pen.text(Part::Build), &build(sample, pen)));
    rows
}

fn quota(quota: Quota, pen: Pen<'_>) -> String {
    let cores = format!("{:.1}", quota.cores);
    match quota.throttled {
        Some(share) if share >= 1.0 => {
            pen.fill(Machine::QuotaShort, &[&cores, &format!("{share:.0}")])
        }
        _ => pen.fill(Machine::Quota, &[&cores]),
    }
}

fn heat(heat: Option<Heat>, pen: Pen<'_>) -> String {
    let unit = pen.glyphs.pick("°C", "C");
    match heat {
        None => pen.text(Machine::HeatUnknown).into(),
        Some(Heat { celsius, limit, throttled }) => {
            let celsius = format!("{celsius:.0}");
            let heat = match limit.map(|limit| format!("{limit:.0}")) {
                Some(limit) => pen.fill(Machine::HeatOf, &[&celsius, &limit, &unit]),
                None => format!("{celsius} {unit}"),
            };
            if throttled == Some(true) { pen.fill(Machine::Slowed, &[&heat]) } else { heat }
        }
    }
}

/// What the build uses of what the processor has.
fn build(sample: &HardwareSample, pen: Pen<'_>) -> String {
    let names = |compiled: bool| {
        let fitting = sample.simd.iter().filter(|one| one.available && one.compiled == compiled);
        fitting.map(|one| one.name.as_str()).collect::<Vec<_>>().join(" ")
    };
    let (used, idle) = (names(true), names(false));
    match (used.as_str(), idle.as_str()) {
        ("", "") => pen.text(Machine::NoSet).into(),
        (used, "") => pen.fill(Machine::Uses, &[&used]),
        ("", idle) => pen.fill(Machine::UsesNone, &[&idle]),
        (used, idle) => pen.fill(Machine::UsesSome, &[&used, &idle]),
    }
}

fn memory(gauges: &Gauges, sample: &HardwareSample, pen: Pen<'_>) -> Vec<Line<'static>> {
    let pressure = sample.pressure.filter(|share| *share >= 1.0);
    let pressure = pressure.map(|share| pen.fill(Machine::Waited, &[&format!("{share:.0}")]));
    let facts: Vec<_> = pressure.into_iter().collect();
    let mut rows = vec![pen.heading(pen.text(Part::Memory), &facts)];
    let last = gauges.past.back().map_or(0.0, |past| past.memory);
    rows.extend(past(
        gauges,
        pen.text(Part::InUse),
        &format!("{last:.0}%"),
        |past| past.memory,
        pen,
    ));
    rows.push(share(Part::Machine, (sample.memory_used, sample.memory_total), pen));
    if let Some(group) = sample.cgroup {
        rows.push(share(Part::Container, group, pen));
    }
    if let Some(model) = sample.model_memory {
        let most =
            sample.cgroup.map_or(sample.memory_total, |(_, most)| most.min(sample.memory_total));
        let number = format!("{} GB", gigabytes(model));
        rows.push(pen.bar(pen.text(Part::Model), &number, pen.theme.ui.text, ratio(model, most)));
    }
    rows.push(swap(sample.swap, pen));
    rows
}

pub(super) fn share(name: Part, (used, most): (u64, u64), pen: Pen<'_>) -> Line<'static> {
    let ratio = ratio(used, most);
    let (mark, style) = grade(ratio, pen.theme);
    let number = pen.fill(Machine::Gigabytes, &[&gigabytes(used), &gigabytes(most)]) + mark;
    pen.bar(pen.text(name), &number, style, ratio)
}

/// How near the end it is, told without colour, too.
fn grade(ratio: f64, theme: &Theme) -> (&'static str, Style) {
    match ratio {
        ratio if ratio >= 0.94 => (" !", theme.ui.danger),
        ratio if ratio >= 0.85 => ("", theme.ui.warning),
        _ => ("", theme.ui.text),
    }
}

fn swap(swap: Option<Swap>, pen: Pen<'_>) -> Line<'static> {
    let Some(Swap { used, total, read, written }) = swap else {
        return pen.says(pen.text(Part::Swap), pen.text(Machine::NoSwap));
    };
    let rate = read.zip(written).map(|(read, written)| (read + written) / 1_000_000);
    let (now, style) = match rate {
        Some(0) | None => ("", pen.theme.ui.text),
        Some(_) => (" !", pen.theme.ui.danger),
    };
    let held = pen.fill(Machine::Gigabytes, &[&gigabytes(used), &gigabytes(total)]);
    let number = match rate {
        Some(rate) if rate > 0 => pen.fill(Machine::Swapping, &[&gigabytes(used), &rate]) + now,
        Some(_) => held,
        None => pen.fill(Machine::RateUnknown, &[&held]),
    };
    pen.bar(pen.text(Part::Swap), &number, style, ratio(used, total))
}

/// A share over the last minutes.
fn past(
    gauges: &Gauges,
    name: &str,
    number: &str,
    of: impl Fn(&Past) -> f32,
    pen: Pen<'_>,
) -> Vec<Line<'static>> {
    let values: Vec<f64> = gauges.past.iter().map(|past| f64::from(of(past))).collect();
    let before = gauges.told - values.len();
    let columns = plot::grouped(&values, before, Gauges::KEPT, pen.rest());
    pen.plot(name, number, pen.text(Machine::LastMinutes), (&columns, 100.0))
}

#[expect(clippy::cast_precision_loss, reason = "a share of bytes")]
fn ratio(part: u64, all: u64) -> f64 {
    if all == 0 { 0.0 } else { part as f64 / all as f64 }
}
