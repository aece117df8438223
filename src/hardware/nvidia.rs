//! Graphics processors of NVIDIA through the driver's own library, opened while the program runs and only when asked.

use super::gpu::Gpu;
use crate::engine::GpuSample;
#[cfg(target_os = "linux")]
pub(super) use linux::Nvidia;

#[cfg(target_os = "linux")]
mod linux {
    use nvml_wrapper::enum_wrappers::device::TemperatureSensor;
    use nvml_wrapper::enums::device::UsedGpuMemory;
    use nvml_wrapper::error::NvmlError;
    use nvml_wrapper::{Device, Nvml};

    use super::{Gpu, GpuSample};
    use crate::engine::GpuState;
    use crate::hardware::graphics::cannot;

    /// Of a driver without files for developers only the second name is there.
    const LIBRARIES: [&str; 2] = ["libnvidia-ml.so.1", "libnvidia-ml.so"];

    /// The library, once it was needed.
    #[derive(Debug, Default)]
    pub(crate) struct Nvidia {
        library: Option<Nvml>,
        /// Why it cannot be opened; a driver is not installed while we run.
        refused: Option<String>,
    }

    impl Nvidia {
        /// One of them now; it must be awake.
        pub(crate) fn read(&mut self, gpu: &Gpu, model: Option<u32>) -> GpuSample {
            if let Some(why) = &self.refused {
                return cannot(gpu, why);
            }
            match self.open().and_then(|library| sample(library, gpu, model)) {
                Ok(sample) => sample,
                Err(error @ (NvmlError::LibloadingError(_) | NvmlError::DriverNotLoaded)) => {
                    let why = match error {
                        NvmlError::DriverNotLoaded => "its driver is not loaded",
                        _ => "the driver's library libnvidia-ml.so.1 is not here",
                    };
                    self.refused = Some(why.into());
                    cannot(gpu, why)
                }
                Err(error) => cannot(gpu, &format!("its driver says: {error}")),
            }
        }

        /// Lets go of the library, and with it of every device.
        pub(crate) fn close(&mut self) {
            self.library = None;
        }

        fn open(&mut self) -> Result<&Nvml, NvmlError> {
            let library = match self.library.take() {
                Some(library) => library,
                None => open()?,
            };
            Ok(self.library.insert(library))
        }
    }

    fn open() -> Result<Nvml, NvmlError> {
        let [first, second] = LIBRARIES.map(|name| Nvml::builder().lib_path(name.as_ref()).init());
        first.or(second)
    }

    fn sample(library: &Nvml, gpu: &Gpu, model: Option<u32>) -> Result<GpuSample, NvmlError> {
        let device = library.device_by_pci_bus_id(gpu.slot())?;
        let memory = device.memory_info().ok();
        Ok(GpuSample {
            name: device.name().unwrap_or_else(|_| gpu.title()),
            state: GpuState::Awake,
            busy: device.utilization_rates().ok().map(|rates| small(rates.gpu)),
            memory: memory.map(|memory| (memory.used, memory.total)),
            celsius: device.temperature(TemperatureSensor::Gpu).ok().map(small),
            watts: device.power_usage().ok().map(|milli| small(milli) / 1000.0),
            model_memory: model.and_then(|pid| held_by(&device, pid)),
        })
    }

    fn held_by(device: &Device<'_>, pid: u32) -> Option<u64> {
        let processes = device.running_compute_processes().ok()?;
        let own = processes.into_iter().find(|process| process.pid == pid)?;
        match own.used_gpu_memory {
            UsedGpuMemory::Used(bytes) => Some(bytes),
            UsedGpuMemory::Unavailable => None,
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "percent, degrees and watts are small")]
    fn small(number: u32) -> f32 {
        number as f32
    }
}

/// Elsewhere nothing is read.
#[cfg(not(target_os = "linux"))]
#[derive(Debug, Default)]
pub(super) struct Nvidia;

#[cfg(not(target_os = "linux"))]
impl Nvidia {
    /// One of them; nothing is known of it here.
    pub(super) fn read(&mut self, gpu: &Gpu, _: Option<u32>) -> GpuSample {
        super::graphics::cannot(gpu, "it is read on Linux only")
    }

    /// Nothing is open.
    pub(super) fn close(&mut self) {}
}
