//! The gauge's source: one sample a second, each well under a millisecond.

use std::time::Duration;

use sysinfo::{MemoryRefreshKind, Pid, ProcessRefreshKind, ProcessesToUpdate, System};
use tokio::sync::mpsc::Sender;
use tokio::sync::watch::Receiver;
use tokio::time::MissedTickBehavior;

use super::{Cgroup, machine};
use crate::engine::{Event, HardwareSample};

const PERIOD: Duration = Duration::from_secs(1);

/// Sends [`Event::HardwareSampled`] once a second until nobody listens; follows the model process.
pub async fn sample(outbox: Sender<Event>, model_pid: Receiver<Option<u32>>) {
    let mut gauge = Gauge::new();
    let mut ticks = tokio::time::interval_at(tokio::time::Instant::now() + PERIOD, PERIOD);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            () = outbox.closed() => return,
        }
        let pid = *model_pid.borrow();
        let sample = gauge.read(pid);
        if outbox.send(Event::HardwareSampled { sample }).await.is_err() {
            return;
        }
    }
}

/// Reads the machine's gauges; load is counted since the last reading.
#[derive(Debug)]
pub struct Gauge {
    system: System,
    cgroup: Option<Cgroup>,
    cores: u32,
}

impl Gauge {
    /// A gauge whose first reading counts load from now on; wait 200 ms before it.
    #[must_use]
    pub fn new() -> Self {
        let mut system = System::new();
        system.refresh_cpu_usage();
        Self { system, cgroup: Cgroup::of_process(), cores: machine::cores() }
    }

    /// The machine now, with the resident memory of one process.
    pub fn read(&mut self, model_pid: Option<u32>) -> HardwareSample {
        self.system.refresh_cpu_usage();
        self.system.refresh_memory_specifics(MemoryRefreshKind::nothing().with_ram());
        let cpu = self.system.global_cpu_usage();
        let total = self.system.total_memory();
        HardwareSample {
            cpu_percent: if cpu.is_finite() { cpu.clamp(0.0, 100.0) } else { 0.0 },
            cores: self.cores,
            memory_used: total.saturating_sub(self.system.available_memory()),
            memory_total: total,
            cgroup: self.cgroup.as_ref().and_then(Cgroup::usage),
            model_memory: model_pid.and_then(|pid| self.resident(pid)),
        }
    }

    fn resident(&mut self, pid: u32) -> Option<u64> {
        let pid = Pid::from_u32(pid);
        let kind = ProcessRefreshKind::nothing().with_memory().without_tasks();
        self.system.refresh_processes_specifics(ProcessesToUpdate::Some(&[pid]), true, kind);
        self.system.process(pid).map(sysinfo::Process::memory)
    }
}

impl Default for Gauge {
    fn default() -> Self {
        Self::new()
    }
}
