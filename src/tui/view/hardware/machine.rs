//! Processor and memory.

use ratatui::style::Style;
use ratatui::text::Line;

use super::cores;
use super::pen::Pen;
use crate::engine::{Gauges, HardwareSample, Heat, Past, Quota, State, Swap};
use crate::tui::theme::Theme;
use crate::tui::view::gauge::gigabytes;
use crate::tui::widget::glyphs::Glyphs;
use crate::tui::widget::plot;

pub(super) fn rows(state: &State, pen: Pen<'_>) -> Vec<Line<'static>> {
    let sample = state.hardware();
    if sample.memory_total == 0 {
        let title = pen.heading("machine", &[]);
        return vec![title, pen.says("", "not read yet")];
    }
    let mut rows = processor(state.gauges(), sample, pen);
    rows.extend(memory(state.gauges(), sample, pen));
    rows
}

fn processor(gauges: &Gauges, sample: &HardwareSample, pen: Pen<'_>) -> Vec<Line<'static>> {
    let all = sample.per_core.len();
    let ours = sample.per_core.iter().filter(|core| core.ours).count();
    let mut facts = vec![match (ours, all) {
        (1, 1) => "1 core".into(),
        (ours, all) if ours == all => format!("{all} cores"),
        (ours, all) => format!("{ours} of {all} cores are ours"),
    }];
    facts.extend(sample.quota.map(quota));
    let mut rows = vec![pen.heading("processor", &facts)];
    let number = format!("{:.0}%", sample.cpu_percent);
    rows.extend(past(gauges, "in use", &number, |past| past.cpu, pen));
    rows.extend(cores::rows(&sample.per_core, pen));
    let load = sample.load.map_or_else(|| "load n/a".into(), |load| format!("load {load:.1}"));
    let model = sample.model_cpu.map(|cpu| format!("the model takes {:.1} cores", cpu / 100.0));
    let words = [Some(load), Some(heat(sample.heat, pen.glyphs)), model];
    rows.push(pen.tells("", &words.into_iter().flatten().collect::<Vec<_>>()));
    rows.push(pen.says("build", &build(sample)));
    rows
}

fn quota(quota: Quota) -> String {
    let held = match quota.throttled {
        Some(share) if share >= 1.0 => format!(", short {share:.0}% of the time"),
        _ => String::new(),
    };
    format!("quota {:.1}{held}", quota.cores)
}

fn heat(heat: Option<Heat>, glyphs: Glyphs) -> String {
    let unit = glyphs.pick("°C", "C");
    match heat {
        None => "temperature n/a".into(),
        Some(Heat { celsius, limit, throttled }) => {
            let limit = limit.map_or_else(String::new, |limit| format!(" of {limit:.0}"));
            let slowed = if throttled == Some(true) { ", slowed down" } else { "" };
            format!("{celsius:.0}{limit} {unit}{slowed}")
        }
    }
}

/// What the build uses of what the processor has.
fn build(sample: &HardwareSample) -> String {
    let names = |compiled: bool| {
        let fitting = sample.simd.iter().filter(|one| one.available && one.compiled == compiled);
        fitting.map(|one| one.name.as_str()).collect::<Vec<_>>().join(" ")
    };
    let (used, idle) = (names(true), names(false));
    match (used.as_str(), idle.as_str()) {
        ("", "") => "no instruction set that matters is known here".into(),
        (used, "") => format!("uses {used}"),
        ("", idle) => format!("uses none of {idle}, which the processor has"),
        (used, idle) => format!("uses {used}; the processor also has {idle}"),
    }
}

fn memory(gauges: &Gauges, sample: &HardwareSample, pen: Pen<'_>) -> Vec<Line<'static>> {
    let pressure = sample.pressure.filter(|share| *share >= 1.0);
    let pressure = pressure.map(|share| format!("waited for {share:.0}% of the time"));
    let facts: Vec<_> = pressure.into_iter().collect();
    let mut rows = vec![pen.heading("memory", &facts)];
    let last = gauges.past.back().map_or(0.0, |past| past.memory);
    rows.extend(past(gauges, "in use", &format!("{last:.0}%"), |past| past.memory, pen));
    rows.push(share("machine", (sample.memory_used, sample.memory_total), pen));
    if let Some(group) = sample.cgroup {
        rows.push(share("container", group, pen));
    }
    if let Some(model) = sample.model_memory {
        let most =
            sample.cgroup.map_or(sample.memory_total, |(_, most)| most.min(sample.memory_total));
        let number = format!("{} GB", gigabytes(model));
        rows.push(pen.bar("model", &number, pen.theme.ui.text, ratio(model, most)));
    }
    rows.push(swap(sample.swap, pen));
    rows
}

pub(super) fn share(name: &str, (used, most): (u64, u64), pen: Pen<'_>) -> Line<'static> {
    let ratio = ratio(used, most);
    let (mark, style) = grade(ratio, pen.theme);
    let number = format!("{} of {} GB{mark}", gigabytes(used), gigabytes(most));
    pen.bar(name, &number, style, ratio)
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
        return pen.says("swap", "none");
    };
    let rate = read.zip(written).map(|(read, written)| (read + written) / 1_000_000);
    let (now, style) = match rate {
        Some(0) => ("", pen.theme.ui.text),
        Some(_) => (" !", pen.theme.ui.danger),
        None => (", rate n/a", pen.theme.ui.text),
    };
    let number = match rate {
        Some(rate) if rate > 0 => format!("{} GB, {rate} MB/s{now}", gigabytes(used)),
        _ => format!("{} of {} GB{now}", gigabytes(used), gigabytes(total)),
    };
    pen.bar("swap", &number, style, ratio(used, total))
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
    pen.plot(name, number, "of 100%, last 5 min", (&columns, 100.0))
}

#[expect(clippy::cast_precision_loss, reason = "a share of bytes")]
fn ratio(part: u64, all: u64) -> f64 {
    if all == 0 { 0.0 } else { part as f64 / all as f64 }
}
