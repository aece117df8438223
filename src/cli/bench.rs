//! `ci-tui bench`: how fast a model is on this machine, counted and timed in the model process.

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use serde::Serialize;
use tokio::net::UnixStream;

use crate::config::{self, Overrides, Paths};
use crate::engine::{ModelInfo, RequestId, Stats};
use crate::model::catalogue::{Resolved, resolve};
use crate::model::{FromModel, Load, Source, ToModel, Way};
use crate::process::{self, Child};

/// Options of `ci-tui bench`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Catalogue name or path of a `.gguf`; the best one installed where none is named.
    #[arg(short, long, default_value = "")]
    model: String,
    /// Tokens of the prompt.
    #[arg(long, default_value_t = 512, value_parser = clap::value_parser!(u32).range(1..))]
    prompt_tokens: u32,
    /// Tokens of the reply.
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u32).range(2..))]
    tokens: u32,
    /// How often to measure; the median is told.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
    /// Threads that compute; 0 takes every core.
    #[arg(long, default_value_t = 0)]
    threads: u32,
    /// Measure the backend alone as well, run by run, and tell the ratios.
    #[arg(long)]
    baseline: bool,
    /// One JSON object instead of text.
    #[arg(long)]
    json: bool,
}

/// What a measurement found; rates in tokens per second.
#[derive(Debug, Serialize)]
struct Findings {
    model: ModelInfo,
    load_s: f64,
    prompt_tokens: u32,
    generated_tokens: u32,
    ttft_ms: f64,
    prefill_tps: f64,
    decode_tps: f64,
    peak_memory_bytes: Option<u64>,
    runs: Vec<Stats>,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<Baseline>,
}

/// The backend alone, and ours divided by it.
#[derive(Debug, Serialize)]
struct Baseline {
    prefill_tps: f64,
    decode_tps: f64,
    prefill_ratio: f64,
    decode_ratio: f64,
    runs: Vec<Stats>,
}

/// A model process of its own.
struct Bench {
    child: Child,
    socket: UnixStream,
    info: ModelInfo,
    asked: u64,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let findings = runtime.block_on(measure(args))?;
    let mut out = std::io::stdout().lock();
    if args.json {
        serde_json::to_writer(&mut out, &findings)?;
        writeln!(out)?;
    } else {
        write!(out, "{}", findings.text())?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn measure(args: &Args) -> anyhow::Result<Findings> {
    let mut own = Bench::start(args).await?;
    let mut bare = if args.baseline { Some(Bench::start(args).await?) } else { None };
    let (mut owns, mut bares) = (Vec::new(), Vec::new());
    for run in 0..args.runs {
        // Which goes first alternates, so that a machine that warms up favours neither.
        if run % 2 == 0 {
            owns.push(own.ask(args, Way::Own).await?);
        }
        if let Some(bare) = &mut bare {
            bares.push(bare.ask(args, Way::Bare).await?);
        }
        if run % 2 == 1 {
            owns.push(own.ask(args, Way::Own).await?);
        }
    }
    let (prefill, decode) = (median(&owns, |s| s.prefill_tps), median(&owns, |s| s.decode_tps));
    let baseline = (!bares.is_empty()).then(|| {
        let bare_prefill = median(&bares, |s| s.prefill_tps);
        let bare_decode = median(&bares, |s| s.decode_tps);
        Baseline {
            prefill_tps: bare_prefill,
            decode_tps: bare_decode,
            prefill_ratio: prefill / bare_prefill,
            decode_ratio: decode / bare_decode,
            runs: bares,
        }
    });
    let peak = own.child.pid().and_then(peak_memory);
    let last = owns.last().copied().unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of a load fit a float")]
    let load_s = own.info.load_ms as f64 / 1000.0;
    Ok(Findings {
        model: own.info,
        load_s,
        prompt_tokens: last.prompt_tokens,
        generated_tokens: last.generated_tokens,
        ttft_ms: median(&owns, |s| s.ttft_ms),
        prefill_tps: prefill,
        decode_tps: decode,
        peak_memory_bytes: peak,
        runs: owns,
        baseline,
    })
}

impl Bench {
    async fn start(args: &Args) -> anyhow::Result<Self> {
        let (source, name) = match resolve(&args.model, &Paths::of_user())? {
            Resolved::Weights { name, path } => (Source::Weights(path), name),
            Resolved::Scripted { path } => (Source::Script(path), args.model.clone()),
            Resolved::Remote { name } => {
                let paths = Paths::of_user();
                let loaded = config::load(&paths, &std::env::current_dir()?, Overrides::default())?;
                let server = loaded.config.remote;
                (Source::Remote { model: name.clone(), server }, name)
            }
        };
        let (child, mut socket) =
            Child::spawn(&["__model"]).context("the model process could not be started")?;
        let context = args.prompt_tokens.saturating_add(args.tokens);
        let load = Load { source, name, context, threads: args.threads };
        process::send(&mut socket, &ToModel::Load(load)).await?;
        loop {
            match process::receive(&mut socket).await? {
                Some(FromModel::Loaded(info)) => return Ok(Self { child, socket, info, asked: 0 }),
                Some(FromModel::LoadFailed { message }) => bail!(message),
                Some(_) => {}
                None => bail!("the model process ended while it loaded"),
            }
        }
    }

    async fn ask(&mut self, args: &Args, way: Way) -> anyhow::Result<Stats> {
        self.asked += 1;
        let request = RequestId(self.asked);
        let (prompt_tokens, tokens) = (args.prompt_tokens, args.tokens);
        let measure = ToModel::Measure { request, prompt_tokens, tokens, way };
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
}

impl Findings {
    fn text(&self) -> String {
        let model = &self.model;
        let about = [model.quantisation.as_str(), &model.device];
        let about: Vec<_> = about.into_iter().filter(|word| !word.is_empty()).collect();
        let mut lines = vec![
            format!("model             {} ({})", model.name, about.join(", ")),
            format!("load              {:.2} s", self.load_s),
            format!("first token       {:.0} ms", self.ttft_ms),
            format!(
                "prefill           {:.1} tokens/s ({} tokens)",
                self.prefill_tps, self.prompt_tokens
            ),
            format!(
                "decode            {:.1} tokens/s ({} tokens)",
                self.decode_tps, self.generated_tokens
            ),
        ];
        if let Some(bytes) = self.peak_memory_bytes {
            lines.push(format!("peak memory       {} MiB", bytes >> 20));
        }
        if let Some(bare) = &self.baseline {
            lines.push(format!(
                "backend alone     prefill {:.1}, decode {:.1} tokens/s",
                bare.prefill_tps, bare.decode_tps
            ));
            lines.push(format!(
                "ours / alone      prefill {:.3}, decode {:.3}",
                bare.prefill_ratio, bare.decode_ratio
            ));
        }
        lines.join("\n") + "\n"
    }
}

fn median(runs: &[Stats], figure: impl Fn(&Stats) -> f64) -> f64 {
    let mut figures: Vec<_> = runs.iter().map(figure).collect();
    figures.sort_by(f64::total_cmp);
    let middle = figures.len() / 2;
    match figures.len() {
        0 => 0.0,
        length if length % 2 == 1 => figures[middle],
        _ => f64::midpoint(figures[middle - 1], figures[middle]),
    }
}

/// The most memory that a process ever held; only Linux tells.
fn peak_memory(pid: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}
