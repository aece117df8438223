//! Processor, memory and graphics.

use super::Check;
use crate::cli::models::megabytes;
use crate::engine::{GpuSample, GpuState, HardwareSample};
use crate::hardware::{Gauge, GpuReader, Machine};

/// Memory below which the smallest useful model does not run.
const LITTLE: u64 = 2_000_000_000;

pub(super) fn checks(machine: &Machine) -> Vec<Check> {
    let mut gauge_of = Gauge::new();
    // Rates are told by the second of two readings.
    gauge_of.read(None);
    let sample = gauge_of.read(None);
    let gpus = GpuReader::new(machine.gpus.clone()).read(None);
    vec![processor(machine), memory(machine), graphics(&gpus), gauge(&sample)]
}

fn processor(machine: &Machine) -> Check {
    let list = |keep: &dyn Fn(&crate::hardware::CpuFeatures) -> bool| {
        let names: Vec<_> = machine.features.iter().filter(|f| keep(f)).map(|f| f.name).collect();
        if names.is_empty() { "none".to_owned() } else { names.join(" ") }
    };
    let has = list(&|feature| feature.available);
    let uses = list(&|feature| feature.available && feature.compiled);
    let name = if machine.cpu.is_empty() { std::env::consts::ARCH } else { &machine.cpu };
    let text = format!("{name}, {} cores; has {has}; this build uses {uses}", machine.cores);
    let absent = list(&|feature| feature.compiled && !feature.available);
    if absent != "none" {
        return Check::missing(
            "processor",
            text,
            format!(
                "this build needs {absent}, which this processor lacks: build it on this machine"
            ),
        );
    }
    let slow = machine.features.iter().any(|feature| {
        matches!(feature.name, "avx2" | "fma" | "neon") && feature.available && !feature.compiled
    });
    if slow {
        return Check::warn(
            "processor",
            text,
            "a slow build, by half or more: rebuild with RUSTFLAGS=\"-C target-cpu=native\"",
        );
    }
    Check::ok("processor", text)
}

fn memory(machine: &Machine) -> Check {
    let mut text = format!(
        "{} of {} free",
        megabytes(machine.memory_available),
        megabytes(machine.memory_total)
    );
    if let Some((used, limit)) = machine.cgroup {
        let (limit, used) = (megabytes(limit), megabytes(used));
        text = format!("{text}; the control group allows {limit}, {used} in use");
    }
    if machine.memory_available < LITTLE {
        return Check::warn(
            "memory",
            text,
            "too little for a useful local model: end other programs, or raise the limit",
        );
    }
    Check::ok("memory", text)
}

/// Graphics processors as the gauge reads them; one that sleeps is not woken for this.
fn graphics(samples: &[GpuSample]) -> Check {
    let one = |gpu: &GpuSample| {
        let stand = match &gpu.state {
            GpuState::Awake => numbers(gpu),
            GpuState::Asleep => "asleep, not woken".into(),
            GpuState::Unread => "not read".into(),
            GpuState::Unreadable(why) => format!("n/a: {why}"),
        };
        format!("{} ({stand})", gpu.name)
    };
    let all: Vec<_> = samples.iter().map(one).collect();
    if all.is_empty() {
        return Check::ok("graphics", "no graphics processor; models run on the processor");
    }
    Check::ok("graphics", format!("{}; not used: models run on the processor", all.join(", ")))
}

fn numbers(gpu: &GpuSample) -> String {
    let number = |name: &str, value: Option<f32>, unit: &str| {
        value.map_or_else(|| format!("{name} n/a"), |value| format!("{value:.0} {unit}"))
    };
    let memory = gpu.memory.map_or_else(
        || "memory n/a".into(),
        |(used, all)| format!("{} of {} used", megabytes(used), megabytes(all)),
    );
    [
        number("use", gpu.busy, "% busy"),
        memory,
        number("temperature", gpu.celsius, "°C"),
        number("power", gpu.watts, "W"),
    ]
    .join(", ")
}

/// What the gauge can read here, and what it cannot.
fn gauge(sample: &HardwareSample) -> Check {
    let (own, _) = sample.own_cores();
    let swap = match sample.swap {
        Some(swap) => {
            let rate = if swap.read.is_some() { "" } else { ", whether it is in use now n/a" };
            format!("swap {}{rate}", megabytes(swap.total))
        }
        None => "no swap".into(),
    };
    let facts = [
        format!("{own:.0} of {} cores are ours", sample.per_core.len()),
        known(
            "processor quota",
            sample.quota.map(|quota| format!("{:.1} cores", quota.cores)),
            "none",
        ),
        known("load", sample.load.map(|load| format!("{load:.1}")), "n/a"),
        swap,
        known("memory pressure", sample.pressure.map(|share| format!("{share:.0} %")), "n/a"),
        known("temperature", sample.heat.map(|heat| format!("{:.0} °C", heat.celsius)), "n/a"),
    ];
    Check::ok("gauge", facts.join("; "))
}

fn known(name: &str, value: Option<String>, otherwise: &str) -> String {
    format!("{name} {}", value.unwrap_or_else(|| otherwise.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_graphics_processor_that_sleeps_is_told_to_sleep() {
        let gpu = |state| GpuSample { name: "NVIDIA".into(), state, ..GpuSample::default() };
        let told = |state| format!("{:?}", graphics(&[gpu(state)]));
        assert!(told(GpuState::Asleep).contains("NVIDIA (asleep, not woken)"));
        assert!(told(GpuState::Awake).contains("use n/a, memory n/a, temperature n/a, power n/a"));
    }
}
