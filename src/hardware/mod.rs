//! What the machine offers, and the gauge's samples of it.

mod cgroup;
mod cpu;
mod gpu;
mod machine;
mod sampler;

pub use cgroup::Cgroup;
pub use cpu::{CpuFeatures, cpu_features};
pub use gpu::{Gpu, gpus};
pub use machine::Machine;
pub use sampler::{Gauge, sample};
