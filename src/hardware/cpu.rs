//! Instruction sets that matter to the engine: what the processor has, what this binary was built with.

use serde::Serialize;

/// One instruction set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CpuFeatures {
    /// As compilers call it.
    pub name: &'static str,
    /// The processor has it.
    pub available: bool,
    /// This binary was compiled to use it.
    pub compiled: bool,
}

/// The instruction sets that make the engine fast on this kind of processor, most important first.
#[cfg(target_arch = "x86_64")]
#[must_use]
pub fn cpu_features() -> Vec<CpuFeatures> {
    macro_rules! features {
        ($($name:tt),*) => {
            vec![$(CpuFeatures {
                name: $name,
                available: std::arch::is_x86_feature_detected!($name),
                compiled: cfg!(target_feature = $name),
            }),*]
        };
    }
    features!("avx", "avx2", "fma", "f16c", "avx512f")
}

/// The instruction sets that make the engine fast on this kind of processor, most important first.
#[cfg(target_arch = "aarch64")]
#[must_use]
pub fn cpu_features() -> Vec<CpuFeatures> {
    macro_rules! features {
        ($($name:tt),*) => {
            vec![$(CpuFeatures {
                name: $name,
                available: std::arch::is_aarch64_feature_detected!($name),
                compiled: cfg!(target_feature = $name),
            }),*]
        };
    }
    features!("neon", "dotprod", "i8mm", "fp16")
}

/// The instruction sets that make the engine fast on this kind of processor: none is known.
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
#[must_use]
pub fn cpu_features() -> Vec<CpuFeatures> {
    Vec::new()
}
