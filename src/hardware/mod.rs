//! What the machine offers, and the gauge's samples of it.

mod cgroup;
mod cpu;
mod gpu;
mod graphics;
mod heat;
mod machine;
mod nvidia;
mod paging;
mod quota;
mod roots;
mod sampler;

pub use cgroup::Cgroup;
pub use cpu::{CpuFeatures, cpu_features};
pub use gpu::{Gpu, Power, gpus};
pub use graphics::Reader as GpuReader;
pub use heat::Thermometer;
pub use machine::Machine;
pub use paging::Paging;
pub use quota::CpuQuota;
pub use roots::Roots;
pub use sampler::{Gauge, sample};
