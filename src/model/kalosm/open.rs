//! Opens a file of weights: judged first, then measured against the memory, then loaded.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use candle_core::Device;
use kalosm::language::{FileSource, Llama, LlamaSource};

use super::super::gguf::Summary;
use super::super::open::{Plan, processor};
use super::super::protocol::Load;
use super::super::runner::Runner;
use super::backend::Kalosm;
use super::feed::Feed;
use super::vocabulary::Vocabulary;
use crate::engine::ModelInfo;

impl Kalosm {
    /// Loads the weights of a file.
    pub(in crate::model) fn open(load: &Load, path: &Path) -> Result<Self, String> {
        let begun = Instant::now();
        let Plan { summary, template, marks, ends, context } =
            Plan::make(load, path, Runner::Kalosm)?;
        limit_threads(load.threads);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .map_err(|error| format!("the engine could not start: {error}"))?;
        let llama = runtime.block_on(build(path, &summary))?;
        let byte_level = summary.tokenizer == "gpt2";
        let vocabulary = Vocabulary::new(llama.tokenizer().clone(), byte_level, ends);
        let feed = Feed::new(runtime, llama).map_err(|failure| failure.to_string())?;
        let info = ModelInfo {
            server: None,
            name: load.name.clone(),
            engine: Runner::Kalosm.name().into(),
            architecture: summary.architecture,
            quantisation: summary.quantisation,
            parameters: summary.parameters,
            context_limit: context,
            device: processor().into(),
            load_ms: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
        };
        Ok(Self::new(info, template, marks, Arc::new(vocabulary), feed))
    }
}

async fn build(path: &Path, summary: &Summary) -> Result<Llama, String> {
    let mut source = LlamaSource::new(FileSource::local(path.to_owned()));
    let beside = path.with_file_name("tokenizer.json");
    if summary.tokenizer != "gpt2" {
        source = source.with_tokenizer(FileSource::local(beside));
    }
    let builder = Llama::builder().with_source(source).with_device(Device::Cpu);
    builder.build_with_loading_handler(|_| {}).await.map_err(|error| {
        let text = error.to_string();
        let first = text.lines().next().unwrap_or_default();
        format!("`{}` could not be loaded: {first}", path.display())
    })
}

/// Rayon's own choice, all cores, stands where nothing is asked for.
fn limit_threads(threads: u32) {
    if threads > 0 {
        let threads = usize::try_from(threads).unwrap_or(usize::MAX);
        let built = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
        if let Err(error) = built {
            tracing::warn!("the number of threads stays as it is: {error}");
        }
    }
}
