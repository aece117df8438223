//! Opens a file of weights: judged first, then measured against the memory, then loaded.

use std::num::NonZeroU32;
use std::path::Path;
use std::time::Instant;

use llama_cpp_2::context::params::{KvCacheType, LlamaContextParams};
use llama_cpp_2::llama_backend::LlamaBackend;
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::model::params::LlamaModelParams;
use llama_cpp_2::{
    LlamaBackendDeviceType, LogOptions, list_llama_ggml_backend_devices, send_logs_to_tracing,
};

use super::super::gguf::Summary;
use super::super::open::{Plan, processor};
use super::super::protocol::{KvCache, Load};
use super::super::runner::Runner;
use super::backend::{Llama, Parts};
use super::draft::Costs;
use super::feed::{BATCH, Feed};
use super::vocabulary::Vocabulary;
use crate::engine::ModelInfo;

/// Tokens between two looks at the stop flag: on a processor a second of work or so.
const PIECE: usize = 128;

impl Llama {
    /// Loads the weights of a file.
    pub(in crate::model) fn open(load: &Load, path: &Path) -> Result<Self, String> {
        let begun = Instant::now();
        let Plan { summary, template, marks, ends, context } =
            Plan::make(load, path, Runner::LlamaCpp)?;
        send_logs_to_tracing(LogOptions::default());
        // Both live as long as the process, which holds one model in all its life.
        let backend: &'static LlamaBackend = Box::leak(Box::new(start()?));
        let parameters = LlamaModelParams::default();
        let model = LlamaModel::load_from_file(backend, path, &parameters).map_err(|_| {
            if path.to_str().is_none() {
                return format!("`{}` is not UTF-8 text: rename it", path.display());
            }
            format!(
                "llama.cpp could not load `{}`: it may be damaged, or newer than this build; the log says more",
                path.display()
            )
        })?;
        let model: &'static LlamaModel = Box::leak(Box::new(model));
        let batch = u32::try_from(BATCH).unwrap_or(u32::MAX);
        let threads = i32::try_from(threads(load.threads)).unwrap_or(i32::MAX);
        let kind = match load.kv_cache {
            KvCache::F16 => KvCacheType::F16,
            KvCache::Q8 => KvCacheType::Q8_0,
        };
        let parameters = LlamaContextParams::default()
            .with_n_ctx(NonZeroU32::new(context))
            .with_n_batch(batch)
            .with_n_ubatch(batch)
            .with_n_threads(threads)
            .with_n_threads_batch(threads)
            .with_type_k(kind)
            .with_type_v(kind);
        let held = model.new_context(backend, parameters).map_err(|error| {
            format!(
                "there is no room for a context window of {context} tokens: {error}; ask for fewer"
            )
        })?;
        let graphics = graphics();
        let costs = if graphics.is_some() { Costs::Graphics } else { Costs::Processor };
        let piece = if graphics.is_some() { BATCH } else { PIECE };
        let info = info(load, summary, context, graphics, begun);
        let vocabulary = Vocabulary::new(model, &ends);
        let guesses = !model.is_recurrent() && !model.is_hybrid();
        let feed = Feed::new(held);
        Ok(Self::new(Parts { info, template, marks, vocabulary, feed, piece, costs, guesses }))
    }
}

fn start() -> Result<LlamaBackend, String> {
    LlamaBackend::init().map_err(|error| format!("llama.cpp could not start: {error}"))
}

fn info(
    load: &Load,
    summary: Summary,
    context: u32,
    graphics: Option<String>,
    begun: Instant,
) -> ModelInfo {
    ModelInfo {
        name: load.name.clone(),
        engine: Runner::LlamaCpp.name().into(),
        architecture: summary.architecture,
        quantisation: summary.quantisation,
        parameters: summary.parameters,
        context_limit: context,
        server: None,
        device: graphics.unwrap_or_else(|| processor().into()),
        load_ms: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
    }
}

/// The graphics processor that computes, where this build can use one.
fn graphics() -> Option<String> {
    use LlamaBackendDeviceType::{Gpu, IntegratedGpu};
    let devices = list_llama_ggml_backend_devices().into_iter();
    let mut found = devices.filter(|device| matches!(device.device_type, Gpu | IntegratedGpu));
    found.next().map(|device| format!("GPU ({})", device.description))
}

/// Two threads of one core share what computes: more threads than cores only wait for each other.
fn threads(asked: u32) -> usize {
    if asked > 0 {
        return asked as usize;
    }
    let allowed = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    sysinfo::System::physical_core_count().map_or(allowed, |cores| allowed.min(cores)).max(1)
}
