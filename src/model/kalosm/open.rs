//! Opens a file of weights: judged first, then measured against the memory, then loaded.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use candle_core::Device;
use kalosm::language::{FileSource, Llama, LlamaSource};

use super::super::gguf::{Header, Summary, preflight};
use super::super::protocol::Load;
use super::super::template::{Parts, Template};
use super::super::window::window;
use super::backend::Kalosm;
use super::feed::Feed;
use super::vocabulary::Vocabulary;
use crate::engine::ModelInfo;
use crate::hardware::Machine;

/// Names of tokens that end a reply, whatever their file says of them.
const ENDS: [&str; 7] = [
    "<|im_end|>",
    "<|endoftext|>",
    "<|eot_id|>",
    "<|end_of_text|>",
    "<|end|>",
    "<\u{ff5c}end\u{2581}of\u{2581}sentence\u{ff5c}>",
    "</s>",
];

impl Kalosm {
    /// Loads the weights of a file.
    pub(in crate::model) fn open(load: &Load, path: &Path) -> Result<Self, String> {
        let begun = Instant::now();
        let summary = preflight(path).map_err(|refusal| refusal.to_string())?;
        for warning in &summary.warnings {
            tracing::warn!("{}: {warning}", path.display());
        }
        let context = window(&summary, load.context, Machine::available_memory())?;
        let header = Header::open(path).map_err(|error| error.to_string())?;
        let template = template(&header, &summary)?;
        limit_threads(load.threads);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .map_err(|error| format!("the engine could not start: {error}"))?;
        let llama = runtime.block_on(build(path, &summary))?;
        let vocabulary = vocabulary(&llama, &header, &summary);
        let feed = Feed::new(runtime, llama).map_err(|failure| failure.to_string())?;
        let info = ModelInfo {
            server: None,
            name: load.name.clone(),
            engine: "kalosm".into(),
            architecture: summary.architecture,
            quantisation: summary.quantisation,
            parameters: summary.parameters,
            context_limit: context,
            device: device().into(),
            load_ms: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
        };
        Ok(Self::new(info, template, Arc::new(vocabulary), feed))
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

fn template(header: &Header, summary: &Summary) -> Result<Template, String> {
    let named = |key| header.token_named(key).unwrap_or_default().to_owned();
    let parts = Parts {
        source: summary.chat_template.clone(),
        bos: named("tokenizer.ggml.bos_token_id"),
        eos: named("tokenizer.ggml.eos_token_id"),
        controls: header.control_tokens().into_iter().map(str::to_owned).collect(),
        adds_bos: summary.adds_bos,
    };
    Template::new(parts).map_err(|error| error.to_string())
}

fn vocabulary(llama: &Llama, header: &Header, summary: &Summary) -> Vocabulary {
    let tokenizer = llama.tokenizer().clone();
    let mut ends = header.control_ids();
    ends.extend(ENDS.iter().filter_map(|name| tokenizer.token_to_id(name)));
    ends.extend(u32::try_from(summary.eos));
    Vocabulary::new(tokenizer, summary.tokenizer == "gpt2", ends)
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

/// What Candle's kernels were compiled for; other features of the machine lie idle.
fn device() -> &'static str {
    if cfg!(target_feature = "avx2") {
        "CPU (AVX2)"
    } else if cfg!(target_feature = "avx") {
        "CPU (AVX)"
    } else if cfg!(target_feature = "neon") {
        "CPU (NEON)"
    } else {
        "CPU (no SIMD)"
    }
}
