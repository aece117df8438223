//! The gauge's source: one sample a second, each well under a millisecond.

use std::time::{Duration, Instant};

use sysinfo::{Cpu, MemoryRefreshKind, Pid, ProcessRefreshKind, ProcessesToUpdate, System};
use tokio::sync::mpsc::Sender;
use tokio::sync::watch::Receiver;
use tokio::time::MissedTickBehavior;

use super::graphics::GpuWatch;
use super::{Cgroup, CpuQuota, Paging, Roots, Thermometer, cpu_features, machine};
use crate::engine::{Core, Event, HardwareSample, Simd, Swap};

const PERIOD: Duration = Duration::from_secs(1);

/// Sends [`Event::HardwareSampled`] once a second until nobody listens; follows the model process.
pub async fn sample(outbox: Sender<Event>, model_pid: Receiver<Option<u32>>) {
    let mut gauge = Gauge::new();
    let graphics = GpuWatch::start(&Roots::default(), model_pid.clone());
    let mut ticks = tokio::time::interval_at(tokio::time::Instant::now() + PERIOD, PERIOD);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            () = outbox.closed() => return,
        }
        let pid = *model_pid.borrow();
        let mut sample = gauge.read(pid);
        sample.gpus = graphics.as_ref().map(GpuWatch::last).unwrap_or_default();
        if outbox.send(Event::HardwareSampled { sample }).await.is_err() {
            return;
        }
    }
}

/// Reads the machine's gauges but for graphics; load is counted since the last reading.
#[derive(Debug)]
pub struct Gauge {
    system: System,
    cgroup: Option<Cgroup>,
    quota: Option<CpuQuota>,
    heat: Option<Thermometer>,
    paging: Paging,
    cores: u32,
    simd: Vec<Simd>,
}

impl Gauge {
    /// A gauge whose first reading counts load from now on; wait 200 ms before it.
    #[must_use]
    pub fn new() -> Self {
        Self::within(&Roots::default())
    }

    /// As [`Gauge::new`], where the kernel tells of all but load and memory elsewhere.
    #[must_use]
    pub fn within(roots: &Roots) -> Self {
        let mut system = System::new();
        system.refresh_cpu_usage();
        let features = cpu_features().into_iter().map(|feature| Simd {
            name: feature.name.into(),
            available: feature.available,
            compiled: feature.compiled,
        });
        Self {
            system,
            cgroup: Cgroup::within(roots),
            quota: CpuQuota::of_process(roots),
            heat: Thermometer::find(roots),
            paging: Paging::new(roots),
            cores: machine::cores(),
            simd: features.collect(),
        }
    }

    /// The machine now, with what one process takes of it.
    pub fn read(&mut self, model_pid: Option<u32>) -> HardwareSample {
        self.system.refresh_cpu_usage();
        self.system.refresh_memory_specifics(MemoryRefreshKind::everything());
        let total = self.system.total_memory();
        let (model_memory, model_cpu) = model_pid.and_then(|pid| self.process(pid)).unzip();
        HardwareSample {
            cpu_percent: percent(self.system.global_cpu_usage()),
            cores: self.cores,
            memory_used: total.saturating_sub(self.system.available_memory()),
            memory_total: total,
            cgroup: self.cgroup.as_ref().and_then(Cgroup::usage),
            model_memory,
            per_core: self.per_core(),
            quota: self.quota.as_mut().and_then(CpuQuota::read),
            load: load(),
            model_cpu,
            swap: self.swap(),
            pressure: self.paging.pressure(),
            heat: self.heat.as_mut().and_then(Thermometer::read),
            gpus: Vec::new(),
            simd: self.simd.clone(),
        }
    }

    fn per_core(&self) -> Vec<Core> {
        let ours = allowed();
        // Cores that are switched off have no place in the list, so that the name counts.
        let number = |name: &str| name.strip_prefix("cpu").and_then(|n| n.parse().ok());
        let core = |cpu: &Cpu| Core {
            percent: percent(cpu.cpu_usage()),
            ours: number(cpu.name()).is_none_or(&ours),
        };
        self.system.cpus().iter().map(core).collect()
    }

    fn swap(&mut self) -> Option<Swap> {
        let total = self.system.total_swap();
        if total == 0 {
            return None;
        }
        let (read, written) = self.paging.rates(Instant::now()).unzip();
        Some(Swap { used: self.system.used_swap(), total, read, written })
    }

    /// Resident memory and processor use of a process.
    fn process(&mut self, pid: u32) -> Option<(u64, f32)> {
        let pid = Pid::from_u32(pid);
        let kind = ProcessRefreshKind::nothing().with_memory().with_cpu().without_tasks();
        self.system.refresh_processes_specifics(ProcessesToUpdate::Some(&[pid]), true, kind);
        let process = self.system.process(pid)?;
        Some((process.memory(), process.cpu_usage().max(0.0)))
    }
}

impl Default for Gauge {
    fn default() -> Self {
        Self::new()
    }
}

fn percent(value: f32) -> f32 {
    if value.is_finite() { value.clamp(0.0, 100.0) } else { 0.0 }
}

/// Whether this process may run on a core.
#[cfg(target_os = "linux")]
fn allowed() -> impl Fn(usize) -> bool {
    let set = rustix::thread::sched_getaffinity(None).ok();
    move |core| set.is_none_or(|set| core >= rustix::thread::CpuSet::MAX_CPU || set.is_set(core))
}

/// Elsewhere affinity is only a hint.
#[cfg(not(target_os = "linux"))]
fn allowed() -> impl Fn(usize) -> bool {
    |_| true
}

#[expect(clippy::cast_possible_truncation, reason = "a load is a small number")]
fn load() -> Option<f32> {
    cfg!(unix).then(|| System::load_average().one as f32).filter(|load| load.is_finite())
}
