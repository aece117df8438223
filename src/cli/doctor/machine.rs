//! Processor, memory and graphics.

use super::Check;
use crate::cli::models::megabytes;
use crate::hardware::Machine;

/// Memory below which the smallest useful model does not run.
const LITTLE: u64 = 2_000_000_000;

pub(super) fn checks(machine: &Machine) -> Vec<Check> {
    vec![processor(machine), memory(machine), gpu(machine)]
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

fn gpu(machine: &Machine) -> Check {
    let names: Vec<_> = machine
        .gpus
        .iter()
        .map(|gpu| {
            let driver = gpu.driver.as_deref().unwrap_or("none");
            format!("{} {} (driver {driver})", gpu.vendor, gpu.id)
        })
        .collect();
    if names.is_empty() {
        return Check::ok("graphics", "no graphics processor; models run on the processor");
    }
    Check::ok("graphics", format!("{}; not used: models run on the processor", names.join(", ")))
}
