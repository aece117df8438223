//! One model on one engine, in a process of its own.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use tokio::net::UnixStream;

use super::Args;
use crate::config::{self, Overrides, Paths};
use crate::engine::{ModelInfo, RequestId, Stats};
use crate::model::catalogue::{Resolved, resolve};
use crate::model::{FromModel, KvCache, Load, Source, Task, ToModel, Wanted, Way, faster};
use crate::process::{self, Child};

/// A loaded model.
pub(super) struct Contender {
    pub(super) info: ModelInfo,
    child: Child,
    socket: UnixStream,
    asked: u64,
    /// Its weights, where it has any.
    pub(super) file: Option<PathBuf>,
}

/// What to measure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Round {
    pub(super) prompt_tokens: u32,
    pub(super) tokens: u32,
    pub(super) task: Task,
    pub(super) way: Way,
}

/// Tokens that a repair's prompt and the rest of a window need.
const REPAIR: u32 = 1536;

impl Contender {
    /// Starts a model process and waits until it has loaded.
    pub(super) async fn start(
        args: &Args,
        model: &str,
        engine: Wanted,
        paths: &Paths,
    ) -> anyhow::Result<Self> {
        let (source, name) = match resolve(model, paths)? {
            Resolved::Weights { name, path } => (Source::Weights(path), name),
            Resolved::Scripted { path } => (Source::Script(path), model.to_owned()),
            Resolved::Remote { name } => {
                let loaded = config::load(paths, &std::env::current_dir()?, Overrides::default())?;
                let server = loaded.config.remote;
                (Source::Remote { model: name.clone(), server }, name)
            }
        };
        let (child, mut socket) =
            Child::spawn(&["__model"]).context("the model process could not be started")?;
        let context = args.prompt_tokens.saturating_add(args.tokens);
        let context = if args.repair { context.max(REPAIR) } else { context };
        let threads = args.threads;
        let file = match &source {
            Source::Weights(path) => Some(path.clone()),
            Source::Script(_) | Source::Remote { .. } => None,
        };
        let engine =
            file.as_deref().map_or(engine, |file| faster(engine, file, args.threads, &paths.state));
        let load = Load { source, name, context, threads, engine, kv_cache: KvCache::F16 };
        process::send(&mut socket, &ToModel::Load(load)).await?;
        loop {
            match process::receive(&mut socket).await? {
                Some(FromModel::Loaded(info)) => {
                    return Ok(Self { info, child, socket, asked: 0, file });
                }
                Some(FromModel::LoadFailed { message }) => bail!(message),
                Some(_) => {}
                None => bail!("the model process ended while it loaded {model}"),
            }
        }
    }

    /// Measures once.
    pub(super) async fn measure(&mut self, round: Round) -> anyhow::Result<Stats> {
        self.asked += 1;
        let request = RequestId(self.asked);
        let Round { prompt_tokens, tokens, task, way } = round;
        let measure = ToModel::Measure { request, prompt_tokens, tokens, task, way };
        process::send(&mut self.socket, &measure).await?;
        loop {
            match process::receive(&mut self.socket).await? {
                Some(FromModel::Done { stats, .. }) => return Ok(stats),
                Some(FromModel::Failed { message, .. }) => bail!(message),
                Some(_) => {}
                None => bail!("the model process ended while it was measured"),
            }
        }
    }

    /// The most memory that its process ever held; only Linux tells.
    pub(super) fn peak_memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.pid()?)).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
        Some(kibibytes * 1024)
    }
}
