//! The machine's gauges: readings, what is kept of them, and what they advise.

mod advice;
mod readings;
mod sample;

pub use advice::{Advice, Cause, advice};
pub(in crate::engine) use readings::sampled;
pub use readings::{Gauges, Past};
pub use sample::{Core, GpuSample, GpuState, HardwareSample, Heat, Quota, Simd, Swap};
