//! The options with their defaults; `default.toml` documents each of them for people.

use serde::{Deserialize, Serialize};

use crate::engine::Policy;
use crate::model::{KvCache, Wanted};

/// All settings of the program, defaults filled in.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Catalogue name, path of a `.gguf`, `openai:NAME`, or `scripted:FILE`; empty means the best one installed.
    pub model: String,
    /// When the workspace runs steps without being asked; `run` has its own flag.
    pub approve: Policy,
    /// Where models are looked for.
    pub models: Models,
    /// How replies are generated.
    pub generation: Generation,
    /// What a turn and a step may use.
    pub limits: Limits,
    /// How kernels are run.
    pub kernel: Kernel,
    /// The server of models named `openai:NAME`.
    pub remote: Remote,
    /// How the workspace looks and behaves.
    pub ui: Ui,
}

/// Where models are looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Models {
    /// Folders with `.gguf` files, beside those of other programs.
    pub folders: Vec<String>,
}

/// How replies are generated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Generation {
    /// 0 takes the likeliest token.
    pub temperature: f32,
    /// Nucleus sampling.
    pub top_p: f32,
    /// Most tokens of one reply.
    pub max_tokens: u32,
    /// Tokens of the context window; 0 chooses by model and memory.
    pub context: u32,
    /// Threads that compute; 0 takes every core.
    pub threads: u32,
    /// `auto`, `kalosm` or `llama.cpp`.
    pub engine: Wanted,
    /// How llama.cpp keeps keys and values: `f16` or `q8`.
    pub kv_cache: KvCache,
}

/// What a turn and a step may use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Steps of one turn.
    pub max_steps: u32,
    /// Seconds that second opinions of one turn may take; 0 asks for none.
    pub opinions_s: u32,
    /// Seconds a step may run; 0 means no limit.
    pub step_timeout_s: u64,
    /// Memory of a step and its children in MiB; 0 means no limit.
    pub step_memory_mb: u64,
    /// Processes of a step and its children beyond which they are killed.
    pub step_processes: u64,
    /// How far steps stand back behind the model and other programs, from 0 to 19.
    pub step_nice: u8,
}

/// How kernels are run.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Kernel {
    /// The Python to use; empty means `$VIRTUAL_ENV`, `.venv`, `$CONDA_PREFIX`, then `python3`.
    pub python: String,
}

/// An OpenAI-compatible server; it is asked only by a model named `openai:NAME`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Remote {
    /// Where it answers, up to and with `/v1`.
    pub base_url: String,
    /// The `api-version` of an Azure deployment; empty for every other server.
    pub api_version: String,
    /// The environment variable that holds the key; empty for the usual one of OpenAI and Azure.
    pub key_env: String,
    /// A file that holds the key and that nobody else can read; empty for none.
    pub key_file: String,
    /// Tokens of its context window; 0 asks the server.
    pub context: u32,
    /// Whether secrets are replaced by placeholders before they leave the machine.
    pub mask: bool,
    /// Seconds to connect.
    pub connect_s: u64,
    /// Seconds of silence after which the user is told.
    pub silence_s: u64,
    /// Seconds of silence after which the request is given up.
    pub timeout_s: u64,
}

/// How the workspace looks and behaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Ui {
    /// `auto`, or the name of a theme.
    pub theme: String,
    /// `auto`, `truecolor`, `256`, `16` or `none`.
    pub color: String,
    /// Most frames drawn per second; 0 chooses by the line.
    pub max_fps: u32,
    /// `auto`, `halfblocks`, `kitty`, `sixel`, `iterm2` or `off`.
    pub images: String,
    /// `auto`, `en`, `es` or `ja`.
    pub language: String,
    /// Whether the conversation goes line by line, without a full screen.
    pub plain: bool,
    /// `auto`, `bell`, `osc9` or `off`.
    pub notify: String,
    /// Most KiB a second written for what streams in; 0 chooses by the line.
    pub max_kib_s: u32,
    /// Whether the terminal is asked to tell apart keys that share a code.
    pub kitty_keys: bool,
}

impl Default for Generation {
    fn default() -> Self {
        Self {
            temperature: 0.0,
            top_p: 0.95,
            max_tokens: 1024,
            context: 0,
            threads: 0,
            engine: Wanted::Auto,
            kv_cache: KvCache::F16,
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_steps: 10,
            opinions_s: 30,
            step_timeout_s: 600,
            step_memory_mb: 0,
            step_processes: 1000,
            step_nice: 10,
        }
    }
}

impl Default for Remote {
    fn default() -> Self {
        Self {
            base_url: "http://127.0.0.1:8080/v1".into(),
            api_version: String::new(),
            key_env: String::new(),
            key_file: String::new(),
            context: 0,
            mask: true,
            connect_s: 10,
            silence_s: 60,
            timeout_s: 600,
        }
    }
}

impl Default for Ui {
    fn default() -> Self {
        Self {
            theme: "auto".into(),
            color: "auto".into(),
            max_fps: 0,
            images: "auto".into(),
            language: "auto".into(),
            plain: false,
            notify: "auto".into(),
            max_kib_s: 0,
            kitty_keys: true,
        }
    }
}

impl Config {
    /// The first value that cannot be: its key and what it must be.
    pub(super) fn fault(&self) -> Option<(&'static str, &'static str)> {
        let Self { generation, limits, ui, remote, .. } = self;
        if let Some(fault) = remote.fault() {
            return Some(fault);
        }
        if !(0.0..=5.0).contains(&generation.temperature) {
            Some(("generation.temperature", "must be between 0 and 5"))
        } else if !(generation.top_p > 0.0 && generation.top_p <= 1.0) {
            Some(("generation.top_p", "must be above 0 and at most 1"))
        } else if generation.max_tokens == 0 {
            Some(("generation.max_tokens", "must be at least 1"))
        } else if (1..256).contains(&generation.context) {
            Some(("generation.context", "must be 0 (chosen by model and memory) or at least 256"))
        } else if limits.max_steps == 0 {
            Some((
                "limits.max_steps",
                "must be at least 1; to run no step at all, use approve = \"none\"",
            ))
        } else if limits.step_processes == 0 {
            Some(("limits.step_processes", "must be at least 1, as the kernel counts too"))
        } else if limits.step_nice > 19 {
            Some(("limits.step_nice", "must be between 0 (as other programs) and 19"))
        } else if !["auto", "truecolor", "256", "16", "none"].contains(&ui.color.as_str()) {
            Some(("ui.color", "must be auto, truecolor, 256, 16 or none"))
        } else if ui.max_fps > 120 {
            Some(("ui.max_fps", "must be at most 120; 0 chooses by the line"))
        } else if !["auto", "halfblocks", "kitty", "sixel", "iterm2", "off"]
            .contains(&ui.images.as_str())
        {
            Some(("ui.images", "must be auto, halfblocks, kitty, sixel, iterm2 or off"))
        } else if !["auto", "en", "es", "ja"].contains(&ui.language.as_str()) {
            Some(("ui.language", "must be auto, en, es or ja"))
        } else if !["auto", "bell", "osc9", "off"].contains(&ui.notify.as_str()) {
            Some(("ui.notify", "must be auto, bell, osc9 or off"))
        } else {
            None
        }
    }
}

impl Remote {
    fn fault(&self) -> Option<(&'static str, &'static str)> {
        if !self.base_url.starts_with("http://") && !self.base_url.starts_with("https://") {
            Some(("remote.base_url", "must begin with http:// or https://"))
        } else if (1..256).contains(&self.context) {
            Some(("remote.context", "must be 0 (asks the server) or at least 256"))
        } else if self.connect_s == 0 {
            Some(("remote.connect_s", "must be at least 1"))
        } else if self.silence_s == 0 {
            Some(("remote.silence_s", "must be at least 1"))
        } else if self.timeout_s == 0 {
            Some(("remote.timeout_s", "must be at least 1"))
        } else {
            None
        }
    }
}
