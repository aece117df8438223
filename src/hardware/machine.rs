//! Facts about the machine that do not change while the program runs, and the free memory.

use serde::Serialize;
use sysinfo::{MemoryRefreshKind, System};

use super::{Cgroup, CpuFeatures, Gpu, Roots, cpu_features, gpus};

/// What the machine offers; sizes in bytes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Machine {
    /// Cores that this process may use, by affinity and quota.
    pub cores: u32,
    /// The processor's name.
    pub cpu: String,
    /// Instruction sets that matter.
    pub features: Vec<CpuFeatures>,
    /// Memory of the machine.
    pub memory_total: u64,
    /// Memory that a new process can take: free on the machine, and within the control group.
    pub memory_available: u64,
    /// Used and most memory of the control group, where one limits.
    pub cgroup: Option<(u64, u64)>,
    /// Graphics processors.
    pub gpus: Vec<Gpu>,
}

impl Machine {
    /// Looks at the machine; takes a few milliseconds.
    #[must_use]
    pub fn detect() -> Self {
        let mut system = System::new();
        system.refresh_memory_specifics(MemoryRefreshKind::nothing().with_ram());
        system.refresh_cpu_specifics(sysinfo::CpuRefreshKind::nothing());
        let cgroup = Cgroup::of_process().and_then(|group| group.usage());
        Self {
            cores: cores(),
            cpu: system.cpus().first().map(|cpu| cpu.brand().trim().to_owned()).unwrap_or_default(),
            features: cpu_features(),
            memory_total: system.total_memory(),
            memory_available: within(system.available_memory(), cgroup),
            cgroup,
            gpus: gpus(&Roots::default()),
        }
    }

    /// Memory that a new process can take now.
    #[must_use]
    pub fn available_memory() -> u64 {
        let mut system = System::new();
        system.refresh_memory_specifics(MemoryRefreshKind::nothing().with_ram());
        let cgroup = Cgroup::of_process().and_then(|group| group.usage());
        within(system.available_memory(), cgroup)
    }

    /// Instruction sets that the processor has and this binary does not use.
    #[must_use]
    pub fn unused_features(&self) -> Vec<&'static str> {
        self.features.iter().filter(|f| f.available && !f.compiled).map(|f| f.name).collect()
    }
}

/// Cores that this process may use.
pub(super) fn cores() -> u32 {
    std::thread::available_parallelism().map_or(1, |n| u32::try_from(n.get()).unwrap_or(u32::MAX))
}

fn within(available: u64, cgroup: Option<(u64, u64)>) -> u64 {
    cgroup.map_or(available, |(used, limit)| available.min(limit.saturating_sub(used)))
}
