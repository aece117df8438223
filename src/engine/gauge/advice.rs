//! Why replies are slow or memory is short, and what would help: one sentence, only where it is evident.

use super::sample::{HardwareSample, Heat, Quota};
use crate::engine::{ModelInfo, ModelStatus, Phase, State, Stats};

/// What stands in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Memory is read back from disk.
    Swapping,
    /// Hardly any memory is left.
    MemoryShort,
    /// The control group's processor time runs out.
    Quota,
    /// The processor slows itself down.
    Heat,
    /// Others use the cores.
    Others,
    /// The build does not use what the processor has.
    Build,
    /// The engine computes this quantisation slowly.
    Quantisation,
    /// The prompt has grown long.
    LongContext,
    /// The model is large for the machine.
    LargeModel,
}

/// What a person who knows would say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// What stands in the way.
    pub cause: Cause,
    /// The cause and what would help, in one sentence.
    pub text: String,
    /// Whether it is felt now.
    pub urgent: bool,
}

/// Swapping less than this, in bytes a second, goes unnoticed.
const SWAPS: u64 = 1_000_000;
/// Less memory than this share of it is hardly any, in percent.
const LITTLE: u64 = 6;
/// Periods that ran out of processor time, in percent.
const RAN_OUT: f32 = 25.0;
/// Degrees below its limit from where on a processor is hot.
const NEAR: f32 = 3.0;
/// A share of the cores of others that is felt.
const FELT: f32 = 0.3;
/// Tokens per second below which a reply is slower than it is read.
const SLOW: f64 = 6.0;
/// A first token later than this, in milliseconds, is late.
const LATE: f64 = 10_000.0;
/// Prompt tokens to compute from where on a late answer is due to them.
const LONG: u32 = 1_500;
/// Instruction sets without which local engines are much slower.
const MATTER: [&str; 5] = ["avx2", "fma", "f16c", "neon", "dotprod"];
/// Quantisations for which Kalosm has no SIMD code.
const SCALAR: [&str; 3] = ["Q4_1", "Q5_0", "Q5_1"];
/// Finer than needed: half the size answers nearly as well.
const FINE: [&str; 6] = ["F32", "F16", "BF16", "Q8_0", "Q6_K", "Q5_K_M"];

/// What is evident now, the gravest first.
#[must_use]
pub fn advice(state: &State) -> Option<Advice> {
    swapping(state)
        .or_else(|| memory_short(state))
        .or_else(|| quota(state))
        .or_else(|| heat(state))
        .or_else(|| others(state))
        .or_else(|| build(state))
        .or_else(|| quantisation(state))
        .or_else(|| long_context(state))
        .or_else(|| large_model(state))
}

fn swapping(state: &State) -> Option<Advice> {
    let sample = state.hardware();
    let swap = sample.swap?;
    // What is only written out may never be missed; what is read back is waited for.
    let rate = swap.read.filter(|read| *read >= SWAPS)?;
    let text = format!(
        "The machine swaps ({} MB/s), which slows everything: {}.",
        rate / 1_000_000,
        relief(state)
    );
    Some(Advice { cause: Cause::Swapping, text, urgent: true })
}

fn memory_short(state: &State) -> Option<Advice> {
    let (used, most, group) = state.hardware().tightest_memory()?;
    let left = most.saturating_sub(used);
    if left.saturating_mul(100) > most.saturating_mul(LITTLE) {
        return None;
    }
    let whose = if group { "The memory of this container" } else { "Memory" };
    let (used, most) = (gigabytes(used), gigabytes(most));
    let text = format!("{whose} is nearly full ({used} of {most} GB): {}.", relief(state));
    Some(Advice { cause: Cause::MemoryShort, text, urgent: true })
}

/// What would free the most memory.
fn relief(state: &State) -> &'static str {
    let sample = state.hardware();
    let model = sample.model_memory.unwrap_or(0);
    let step = match state.phase() {
        Phase::Running(running) => running.watch.map_or(0, |watch| watch.memory),
        _ => 0,
    };
    let used = sample.tightest_memory().map_or(0, |(used, ..)| used);
    let info = ready(state);
    if step > model && step > used / 4 {
        "the running step holds the most, stop it or let it read less at once"
    } else if model <= used / 4 {
        "end other programs"
    } else if info.is_some_and(is_fine) {
        "a coarser quantisation such as Q4_K_M, or a smaller model, needs less"
    } else if info.is_some_and(|info| info.context_limit > 8_192) {
        "a smaller model, or a shorter generation.context, needs less"
    } else {
        "use a smaller model, or end other programs"
    }
}

fn quota(state: &State) -> Option<Advice> {
    let Quota { cores, throttled } = at_work(state)?.quota?;
    throttled.filter(|share| *share >= RAN_OUT)?;
    let text = format!(
        "This container may use {cores:.1} cores only, and the model waits for them: raise its limit, or use a smaller model."
    );
    Some(Advice { cause: Cause::Quota, text, urgent: is_slow(state) })
}

fn heat(state: &State) -> Option<Advice> {
    let Heat { celsius, limit, throttled } = at_work(state)?.heat?;
    let hot = limit.is_some_and(|limit| celsius >= limit - NEAR);
    if throttled.unwrap_or(hot) {
        let text = format!(
            "The processor is hot ({celsius:.0} °C) and slows itself down: give it air, or use a smaller model."
        );
        return Some(Advice { cause: Cause::Heat, text, urgent: is_slow(state) });
    }
    None
}

/// Cores are wanted, none is free, and the model has only some of them.
fn others(state: &State) -> Option<Advice> {
    let sample = at_work(state)?;
    let (all, busy) = sample.own_cores();
    let others = busy - sample.model_cpu? / 100.0;
    if all < 1.0 || all - busy > all * 0.15 || others < all * FELT {
        return None;
    }
    let left = state.leftovers.values().flatten().next();
    let what = left.map_or_else(
        || "end them, or wait for them".to_owned(),
        |left| format!("a step left `{}` running, which may be it", short(&left.command)),
    );
    let text = format!(
        "Other programs take {others:.1} of the {all:.0} cores while the model works: {what}."
    );
    Some(Advice { cause: Cause::Others, text, urgent: true })
}

fn build(state: &State) -> Option<Advice> {
    let info = ready(state).filter(|info| info.engine == "kalosm")?;
    let unused: Vec<_> = state
        .hardware()
        .simd
        .iter()
        .filter(|one| one.available && !one.compiled && MATTER.contains(&one.name.as_str()))
        .map(|one| one.name.to_uppercase())
        .collect();
    if unused.is_empty() {
        return None;
    }
    let text = format!(
        "{} is slow here because this build does not use {}: build it with RUSTFLAGS=\"-C target-cpu=native\".",
        info.engine,
        unused.join(" and ")
    );
    Some(Advice { cause: Cause::Build, text, urgent: is_slow(state) })
}

fn quantisation(state: &State) -> Option<Advice> {
    let info = ready(state).filter(|info| info.engine == "kalosm")?;
    let scalar = SCALAR.iter().find(|name| info.quantisation.starts_with(**name))?;
    let text = format!(
        "kalosm computes {scalar} weights one by one: a Q4_0, Q4_K_M or Q8_0 file of this model is faster."
    );
    Some(Advice { cause: Cause::Quantisation, text, urgent: is_slow(state) })
}

fn long_context(state: &State) -> Option<Advice> {
    ready(state)?;
    let last = state.meter().last?;
    let computed = last.prompt_tokens.saturating_sub(last.cached_tokens);
    if last.ttft_ms >= LATE && computed >= LONG {
        let text = format!(
            "The last answer began after {:.0} s because {computed} tokens had to be read: a new session, or less in the prompt, begins sooner.",
            last.ttft_ms / 1000.0
        );
        return Some(Advice { cause: Cause::LongContext, text, urgent: true });
    }
    let best = state.meter().replies.iter().map(|reply| reply.decode_tps).fold(0.0, f64::max);
    let sagged = last.decode_tps > 0.0 && last.decode_tps < best * 0.6;
    if sagged && last.prompt_tokens >= LONG && is_slow(state) {
        let text = format!(
            "Replies have slowed from {best:.1} to {:.1} tok/s as the session grew to {} tokens: a new one is faster.",
            last.decode_tps, last.prompt_tokens
        );
        return Some(Advice { cause: Cause::LongContext, text, urgent: true });
    }
    None
}

fn large_model(state: &State) -> Option<Advice> {
    let info = ready(state)?;
    let last = state.meter().last.filter(is_slow_reply)?;
    let why = format!("{:.1} tok/s is what {} reaches here", last.decode_tps, info.name);
    let text = if is_fine(info) {
        format!(
            "{why} in {}: a coarser quantisation such as Q4_K_M is faster, and so is a smaller model.",
            info.quantisation
        )
    } else {
        format!("{why}: a smaller model is faster.")
    };
    Some(Advice { cause: Cause::LargeModel, text, urgent: true })
}

/// The model, where it runs on this machine.
fn ready(state: &State) -> Option<&ModelInfo> {
    match state.model() {
        ModelStatus::Ready(info) if is_local(info) => Some(info),
        _ => None,
    }
}

fn is_local(info: &ModelInfo) -> bool {
    info.parameters > 0
}

fn is_fine(info: &ModelInfo) -> bool {
    FINE.iter().any(|name| info.quantisation.starts_with(name))
}

/// The machine, while a model on it reads or writes.
fn at_work(state: &State) -> Option<&HardwareSample> {
    matches!(state.phase(), Phase::Thinking(_)).then(|| ready(state)).flatten()?;
    Some(state.hardware())
}

fn is_slow(state: &State) -> bool {
    state.meter().last.is_some_and(|last| is_slow_reply(&last) || last.ttft_ms >= LATE)
}

fn is_slow_reply(last: &Stats) -> bool {
    last.decode_tps > 0.0 && last.decode_tps < SLOW
}

fn short(command: &str) -> String {
    const MOST: usize = 32;
    if command.chars().count() <= MOST {
        return command.to_owned();
    }
    command.chars().take(MOST - 1).chain(['…']).collect()
}

/// Tenths of a decimal gigabyte, rounded.
fn gigabytes(bytes: u64) -> String {
    let tenths = (bytes + 50_000_000) / 100_000_000;
    format!("{}.{}", tenths / 10, tenths % 10)
}
