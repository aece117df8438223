//! Reads graphics processors on a thread of its own, because drivers may take seconds; one that sleeps is left alone.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use tokio::sync::watch;

use super::gpu::{Gpu, Power, gpus};
use super::nvidia::Nvidia;
use super::roots::{Roots, entries, number, text};
use crate::engine::{GpuSample, GpuState};

const PERIOD: Duration = Duration::from_secs(2);
/// For one that would go to sleep if nobody asked: often enough to be told, too rarely to keep it awake.
const SELDOM: Duration = Duration::from_mins(1);

/// The thread that reads; ends when dropped.
#[derive(Debug)]
pub(super) struct GpuWatch {
    read: watch::Receiver<Vec<GpuSample>>,
    _alive: mpsc::SyncSender<()>,
}

impl GpuWatch {
    /// Begins to read; `None` where there is no graphics processor.
    pub(super) fn start(roots: &Roots, model: watch::Receiver<Option<u32>>) -> Option<Self> {
        let gpus = gpus(roots);
        if gpus.is_empty() {
            return None;
        }
        let (told, read) = watch::channel(gpus.iter().map(unread).collect());
        let (alive, ended) = mpsc::sync_channel::<()>(0);
        let thread = std::thread::Builder::new().name("graphics".into());
        let mut reader = Reader::new(gpus);
        let work = move || {
            loop {
                let samples = reader.read(*model.borrow());
                let next = reader.rest(&samples);
                if told.send(samples).is_err() {
                    return;
                }
                if !matches!(ended.recv_timeout(next), Err(RecvTimeoutError::Timeout)) {
                    return;
                }
            }
        };
        thread.spawn(work).ok()?;
        Some(Self { read, _alive: alive })
    }

    /// What was read last.
    pub(super) fn last(&self) -> Vec<GpuSample> {
        self.read.borrow().clone()
    }
}

/// Reads graphics processors, each by the way of its driver.
#[derive(Debug)]
pub struct Reader {
    gpus: Vec<Gpu>,
    nvidia: Nvidia,
}

impl Reader {
    /// A reader that has asked no driver yet.
    #[must_use]
    pub fn new(gpus: Vec<Gpu>) -> Self {
        Self { gpus, nvidia: Nvidia::default() }
    }

    /// Each of them now, with the memory that the model process holds on it.
    pub fn read(&mut self, model: Option<u32>) -> Vec<GpuSample> {
        // The library looks at all of them to find one: a single sleeper keeps it shut.
        let nvidia = self.gpus.iter().filter(|gpu| gpu.vendor == "NVIDIA");
        let awake = nvidia.clone().all(|gpu| gpu.power() == Power::Active);
        let rests = nvidia.clone().any(Gpu::may_sleep);
        let samples: Vec<_> = self
            .gpus
            .iter()
            .map(|gpu| match (gpu.power(), gpu.vendor) {
                (Power::Asleep, _) => GpuSample { state: GpuState::Asleep, ..unread(gpu) },
                (Power::Unknown, _) => cannot(gpu, "the kernel does not say whether it sleeps"),
                (Power::Active, "AMD") => amd(gpu),
                (Power::Active, "NVIDIA") if awake => self.nvidia.read(gpu, model),
                (Power::Active, "NVIDIA") => cannot(gpu, "another one sleeps, and would be woken"),
                (Power::Active, _) => cannot(gpu, "its driver tells no numbers"),
            })
            .collect();
        // An open library keeps the device awake; while the model uses it, it is awake anyway.
        if !awake || (rests && !is_used(&samples)) {
            self.nvidia.close();
        }
        samples
    }

    fn rest(&self, samples: &[GpuSample]) -> Duration {
        let asked = samples.iter().any(|sample| sample.state == GpuState::Awake);
        let rests = self.gpus.iter().any(Gpu::may_sleep);
        if asked && rests && !is_used(samples) { SELDOM } else { PERIOD }
    }
}

fn is_used(samples: &[GpuSample]) -> bool {
    samples.iter().any(|sample| sample.model_memory.is_some())
}

pub(super) fn unread(gpu: &Gpu) -> GpuSample {
    GpuSample { name: gpu.title(), ..GpuSample::default() }
}

pub(super) fn cannot(gpu: &Gpu, why: &str) -> GpuSample {
    GpuSample { state: GpuState::Unreadable(why.into()), ..unread(gpu) }
}

/// The driver of AMD tells everything in files.
fn amd(gpu: &Gpu) -> GpuSample {
    let file = |name: &str| gpu.folder.join(name);
    let used = number(&file("mem_info_vram_used"));
    let all = number(&file("mem_info_vram_total")).filter(|all| *all > 0);
    let chip = entries(&file("hwmon")).into_iter().next();
    let sensor = |name: &str| number::<f32>(&chip.as_ref()?.join(name));
    let power = sensor("power1_average").or_else(|| sensor("power1_input"));
    let sample = GpuSample {
        name: text(&file("product_name"))
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| gpu.title()),
        state: GpuState::Awake,
        busy: number::<f32>(&file("gpu_busy_percent")).filter(|busy| (0.0..=100.0).contains(busy)),
        memory: used.zip(all),
        celsius: sensor("temp1_input").map(|millis| millis / 1000.0),
        watts: power.map(|micros| micros / 1e6),
        model_memory: None,
    };
    if sample.busy.is_none() && sample.memory.is_none() && sample.celsius.is_none() {
        return cannot(gpu, "its driver tells no numbers");
    }
    sample
}
