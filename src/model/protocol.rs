//! The frames between the program and its model process.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::runner::Wanted;
use crate::config;
use crate::engine::{Level, Message, ModelInfo, Outgoing, Prompt, RequestId, Stats, StopCause};

/// What the program asks of the model process.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToModel {
    /// Read the weights; asked once, first.
    Load(Load),
    /// Answer a prompt.
    Generate { request: RequestId, prompt: Prompt },
    /// The prompt of a request that asked may leave the machine.
    Permit { request: RequestId },
    /// Stop a request, begun or not.
    Cancel { request: RequestId },
    /// Compute a prompt that may soon be asked, so that its request finds it in the cache; its last message goes
    /// on. Whatever is asked next ends it.
    Prepare { prompt: Prompt },
    /// Compute a prompt and a reply, to be timed; ended by `Done`.
    Measure { request: RequestId, prompt_tokens: u32, tokens: u32, task: Task, way: Way },
}

/// What to load, and how to run it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Load {
    /// What the weights are read from, or the replies.
    pub source: Source,
    /// As the user knows the model.
    pub name: String,
    /// Tokens of the context window; 0 chooses by model and memory.
    pub context: u32,
    /// Threads that compute; 0 takes every core.
    pub threads: u32,
    /// What runs weights.
    pub engine: Wanted,
    /// How keys and values are kept, where the engine can choose.
    pub kv_cache: KvCache,
}

/// How the KV cache keeps its values.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum KvCache {
    /// 16 bits each.
    #[default]
    #[serde(rename = "f16")]
    F16,
    /// 8 bits and a bit: half the memory, a little less exact.
    #[serde(rename = "q8")]
    Q8,
}

/// Where replies come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A GGUF file.
    Weights(PathBuf),
    /// A file of replies.
    Script(PathBuf),
    /// A model of this name on a server.
    Remote { model: String, server: config::Remote },
}

/// What is computed to be timed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// Plain text of the exact size that is asked for; the reply never ends by itself.
    Text,
    /// A turn in which code is repaired; its prompt has its own size.
    Repair,
}

/// How a measurement runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// As every reply does.
    Own,
    /// The backend alone: what the program's own part is compared with.
    Bare,
}

/// What the model process tells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FromModel {
    /// The weights are being read.
    Loading,
    /// Prompts can be answered.
    Loaded(ModelInfo),
    /// They cannot; the process ends.
    LoadFailed { message: String },
    /// A prompt would leave the machine: it waits for `Permit` or `Cancel`.
    Asks { request: RequestId, outgoing: Outgoing, messages: Vec<Message> },
    /// Something the user should know, in one sentence.
    Noticed { level: Level, text: String },
    /// That much of the new part of a prompt has been computed; the cache held the rest.
    Prefill { request: RequestId, done: u32, total: u32, cached: u32 },
    /// That much of a prompt that may soon be asked has been computed; the cache held the rest.
    Prepared { done: u32, total: u32, cached: u32 },
    /// The reply goes on; so many tokens were sampled for it.
    Text { request: RequestId, text: String, tokens: u32 },
    /// The reply is over.
    Done { request: RequestId, stop: StopCause, stats: Stats },
    /// The prompt leaves no room for a reply: tokens of each message, or estimates of them, and the most
    /// they may have.
    Refused { request: RequestId, counts: Vec<u32>, limit: u32, estimated: bool },
    /// The request failed.
    Failed { request: RequestId, message: String },
}
