//! The course of a comparison: everyone is loaded, then each is measured in turn, run by run.

use super::Args;
use super::contender::{Contender, Round};
use super::findings::{Findings, Runs};
use crate::config::Paths;
use crate::engine::Stats;
use crate::model::speeds::{FileId, LEAST_TOKENS, Sample, Speeds};
use crate::model::{Task, Wanted, Way};

/// One who is measured, and the same model with its backend alone where that is asked for.
struct Lane {
    own: Contender,
    bare: Option<Contender>,
    runs: Runs,
}

/// Measures every model on every engine.
pub(super) async fn run(args: &Args, paths: &Paths) -> anyhow::Result<Vec<Findings>> {
    let best = vec![String::new()];
    let models = if args.model.is_empty() { &best } else { &args.model };
    let faster = vec![Wanted::Auto];
    let engines = if args.engine.is_empty() { &faster } else { &args.engine };
    let mut lanes = Vec::new();
    for model in models {
        for engine in engines {
            let own = Contender::start(args, model, *engine, paths).await?;
            let bare = if args.baseline || args.repair {
                Some(Contender::start(args, model, *engine, paths).await?)
            } else {
                None
            };
            lanes.push(Lane { own, bare, runs: Runs::default() });
        }
    }
    for run in 0..args.runs {
        // Which goes first alternates, so that a machine that warms up favours neither.
        if run % 2 == 0 {
            for lane in &mut lanes {
                lane.go(args, run).await?;
            }
        } else {
            for lane in lanes.iter_mut().rev() {
                lane.go(args, run).await?;
            }
        }
    }
    let mut found = Vec::new();
    for lane in lanes {
        let findings = Findings::new(&lane.own, lane.runs);
        remember(&lane.own, &findings, args, paths);
        found.push(findings);
    }
    Ok(found)
}

/// Lets the list of models know how fast this one was.
fn remember(contender: &Contender, found: &Findings, args: &Args, paths: &Paths) {
    if found.generated_tokens < LEAST_TOKENS {
        return;
    }
    let Some(id) = contender.file.as_deref().and_then(FileId::of) else { return };
    let sample = Sample {
        prefill: (found.prefill_tps > 0.0).then_some(found.prefill_tps),
        decode: found.decode_tps,
    };
    let engine = &contender.info.engine;
    if let Err(error) = Speeds::record(&paths.state, &id, engine, sample, args.threads) {
        tracing::warn!("the speed of {} is not remembered: {error}", contender.info.name);
    }
}

impl Lane {
    async fn go(&mut self, args: &Args, run: u32) -> anyhow::Result<()> {
        let (prompt_tokens, tokens) = (args.prompt_tokens, args.tokens);
        let text = |way| Round { prompt_tokens, tokens, task: Task::Text, way };
        let own_first = run.is_multiple_of(2);
        if own_first {
            self.runs.own.push(self.own.measure(text(Way::Own)).await?);
        }
        if args.baseline
            && let Some(bare) = &mut self.bare
        {
            self.runs.bare.push(bare.measure(text(Way::Bare)).await?);
        }
        if !own_first {
            self.runs.own.push(self.own.measure(text(Way::Own)).await?);
        }
        if args.repair {
            let (own, bare) = self.repair().await?;
            self.runs.repair.push(own);
            self.runs.repair_bare.extend(bare);
        }
        Ok(())
    }

    /// Both write the same reply: it is the likeliest one, so the backend alone gets as many tokens.
    async fn repair(&mut self) -> anyhow::Result<(Stats, Option<Stats>)> {
        /// More than the code has.
        const MOST: u32 = 700;
        let round = |tokens, way| Round { prompt_tokens: 0, tokens, task: Task::Repair, way };
        let own = self.own.measure(round(MOST, Way::Own)).await?;
        let bare = match &mut self.bare {
            Some(bare) => Some(bare.measure(round(own.generated_tokens.max(2), Way::Bare)).await?),
            None => None,
        };
        Ok((own, bare))
    }
}
