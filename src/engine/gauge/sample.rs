//! The machine as the gauge shows it; what cannot be read is `None`, never 0.

use serde::{Deserialize, Serialize};

/// One reading of the machine; sizes in bytes, processor use in percent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HardwareSample {
    /// All cores together, 0 to 100.
    pub cpu_percent: f32,
    /// Cores that this process may use at once.
    pub cores: u32,
    /// Memory in use on the machine.
    pub memory_used: u64,
    /// Memory of the machine.
    pub memory_total: u64,
    /// Used and most memory of the control group, where one is set.
    pub cgroup: Option<(u64, u64)>,
    /// Resident memory of the model process.
    pub model_memory: Option<u64>,
    /// Every core of the machine, in the machine's order.
    pub per_core: Vec<Core>,
    /// The processor time that the control group allows, where it limits any.
    pub quota: Option<Quota>,
    /// Processes that ran or waited to run, over the last minute.
    pub load: Option<f32>,
    /// Processor use of the model process; 100 is one core.
    pub model_cpu: Option<f32>,
    /// Swap space, where there is any.
    pub swap: Option<Swap>,
    /// Share of the last ten seconds in which something waited for memory, 0 to 100.
    pub pressure: Option<f32>,
    /// How hot the processor is.
    pub heat: Option<Heat>,
    /// Graphics processors.
    pub gpus: Vec<GpuSample>,
    /// Instruction sets that make local engines fast, most important first.
    pub simd: Vec<Simd>,
}

/// One core.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Core {
    /// Its use, 0 to 100.
    pub percent: f32,
    /// Whether this process may run on it.
    pub ours: bool,
}

/// The processor time that a control group allows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Quota {
    /// So many cores' worth.
    pub cores: f32,
    /// Share of the periods since the last reading in which it ran out, 0 to 100.
    pub throttled: Option<f32>,
}

/// Swap space.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Swap {
    /// In use.
    pub used: u64,
    /// All of it.
    pub total: u64,
    /// Bytes a second read back since the last reading.
    pub read: Option<u64>,
    /// Bytes a second written out since the last reading.
    pub written: Option<u64>,
}

/// How hot the processor is, in degrees Celsius.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Heat {
    /// Now.
    pub celsius: f32,
    /// From here on it protects itself.
    pub limit: Option<f32>,
    /// Whether it has slowed itself down since the last reading, where it tells.
    pub throttled: Option<bool>,
}

/// A graphics processor.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GpuSample {
    /// Its name, or vendor and device number.
    pub name: String,
    /// Whether it was read.
    pub state: GpuState,
    /// Its use, 0 to 100.
    pub busy: Option<f32>,
    /// Used and all memory.
    pub memory: Option<(u64, u64)>,
    /// Its temperature, in degrees Celsius.
    pub celsius: Option<f32>,
    /// Its power draw.
    pub watts: Option<f32>,
    /// Memory that the model process holds on it.
    pub model_memory: Option<u64>,
}

/// Whether a graphics processor was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GpuState {
    /// It was.
    Awake,
    /// It sleeps, and reading it would wake it.
    Asleep,
    /// It is not known yet.
    #[default]
    Unread,
    /// It cannot be; the text says why.
    Unreadable(String),
}

/// An instruction set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Simd {
    /// As compilers call it.
    pub name: String,
    /// The processor has it.
    pub available: bool,
    /// This binary was compiled to use it.
    pub compiled: bool,
}

impl HardwareSample {
    /// Cores on which this process may run, by affinity, and how many of them are busy.
    #[must_use]
    pub fn own_cores(&self) -> (f32, f32) {
        self.per_core
            .iter()
            .filter(|core| core.ours)
            .fold((0.0, 0.0), |(all, busy), core| (all + 1.0, busy + core.percent / 100.0))
    }

    /// The memory that is shortest: used, most, and whether that is the control group's.
    #[must_use]
    pub fn tightest_memory(&self) -> Option<(u64, u64, bool)> {
        let machine =
            (self.memory_total > 0).then_some((self.memory_used, self.memory_total, false));
        let group =
            self.cgroup.filter(|(_, most)| *most > 0).map(|(used, most)| (used, most, true));
        let room = |(used, most, _): &(u64, u64, bool)| most.saturating_sub(*used);
        [machine, group].into_iter().flatten().min_by_key(room)
    }
}
