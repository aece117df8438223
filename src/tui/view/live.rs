//! How the running step is doing, in the place of the model's gauges; the least important goes first.

use std::time::Duration;

use super::gauge::{Gauge, gigabytes};
use crate::engine::{Motion, Phase, State, Watch};
use crate::tui::screen::Screen;
use crate::words::Gauge as Name;

/// Silence is told from here on.
const SILENT: Duration = Duration::from_secs(2);

/// What its runner last saw of the step that runs, and when that came; `None` before it told anything.
fn watched(state: &State, screen: &Screen) -> Option<(Watch, Duration)> {
    let Phase::Running(running) = state.phase() else { return None };
    let watch = running.watch?;
    let since = match screen.watch {
        Some((known, at)) if known == watch && watch.motion == Motion::Going => {
            if running.input.is_some() { Duration::ZERO } else { screen.now.saturating_sub(at) }
        }
        _ => Duration::ZERO,
    };
    Some((watch, since))
}

/// How long the step has run, without the time it stood still.
pub(super) fn elapsed(state: &State, screen: &Screen) -> Option<Duration> {
    watched(state, screen).map(|(watch, since)| Duration::from_millis(watch.elapsed_ms) + since)
}

/// Whether the step stands still.
pub(super) fn is_paused(state: &State) -> bool {
    matches!(state.phase(), Phase::Running(running)
        if running.watch.is_some_and(|watch| watch.motion == Motion::Paused))
}

/// The gauges of the step that runs.
pub(super) fn gauges(state: &State, screen: &Screen) -> Option<Vec<Gauge>> {
    let (watch, since) = watched(state, screen)?;
    let gauge = |name, number: String, unit, rank| Gauge {
        name: screen.locale.text(name),
        number,
        unit,
        rank,
    };
    let mut gauges = Vec::new();
    if let Some(line) = watch.line {
        gauges.push(gauge(Name::AtLine, line.to_string(), "", 2));
    }
    if let Some(limit) = watch.limit_ms {
        let ran = Duration::from_millis(watch.elapsed_ms) + since;
        let left = Duration::from_millis(limit).saturating_sub(ran).as_secs();
        gauges.push(gauge(Name::LimitIn, format!("{left:>3}"), " s", 1));
    }
    let (used, unit) = memory(watch);
    gauges.push(gauge(Name::Mem, used, unit, 2));
    // A whole core more or less matters; a flickering digit only costs bytes.
    let cpu = (watch.cpu_percent / 5.0).round() * 5.0;
    gauges.push(gauge(Name::Cpu, format!("{cpu:>3.0}"), "%", 3));
    if watch.processes > 1 {
        gauges.push(gauge(Name::Processes, watch.processes.to_string(), "", 4));
    }
    let silent = Duration::from_millis(watch.silent_ms) + since;
    if silent > SILENT && watch.motion == Motion::Going {
        gauges.push(gauge(Name::Silent, silent.as_secs().to_string(), " s", 0));
    }
    Some(gauges)
}

/// What it uses of what it may.
fn memory(watch: Watch) -> (String, &'static str) {
    let megabytes = |bytes: u64| (bytes + 500_000) / 1_000_000;
    match watch.memory_limit {
        Some(limit) if limit >= 1_000_000_000 => {
            (format!("{}/{}", gigabytes(watch.memory), gigabytes(limit)), " GB")
        }
        Some(limit) => (format!("{}/{}", megabytes(watch.memory), megabytes(limit)), " MB"),
        None => (megabytes(watch.memory).to_string(), " MB"),
    }
}
