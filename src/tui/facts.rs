//! Pages of facts about the conversation, read from the state while they are looked at.

use crate::engine::{KernelStatus, ModelStatus, Policy, State};
use crate::words::{FactText, Locale};

/// Which page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facts {
    /// What the conversation takes of the context window.
    Tokens,
    /// Machine, model, kernels and places.
    Session,
}

impl Facts {
    /// Its headline.
    #[must_use]
    pub fn title(self) -> FactText {
        match self {
            Self::Tokens => FactText::Tokens,
            Self::Session => FactText::Info,
        }
    }

    /// Its lines: what, and how it stands with that.
    #[must_use]
    pub fn lines(self, state: &State, locale: Locale) -> Vec<(&'static str, String)> {
        match self {
            Self::Tokens => tokens(state, locale),
            Self::Session => session(state, locale),
        }
    }
}

fn tokens(state: &State, locale: Locale) -> Vec<(&'static str, String)> {
    let text = |fact| locale.text(fact);
    let meter = state.meter();
    let limit = match state.model() {
        ModelStatus::Ready(info) => info.context_limit,
        _ => 0,
    };
    let used = meter.context_used;
    let mut lines = Vec::new();
    if limit == 0 {
        lines.push((text(FactText::Window), text(FactText::Unknown).to_owned()));
        lines.push((text(FactText::InUse), used.to_string()));
    } else {
        let share = u64::from(used) * 100 / u64::from(limit);
        lines.push((text(FactText::Window), limit.to_string()));
        lines.push((text(FactText::InUse), format!("{used} · {share} %")));
        lines.push((text(FactText::Left), limit.saturating_sub(used).to_string()));
    }
    let Some(last) = &meter.last else {
        lines.push((text(FactText::Last), text(FactText::NoReply).to_owned()));
        return lines;
    };
    let counts: [&dyn std::fmt::Display; 3] =
        [&last.prompt_tokens, &last.cached_tokens, &last.generated_tokens];
    lines.push((text(FactText::Last), locale.fill(FactText::LastValue, &counts)));
    let rates = [last.prefill_tps, last.decode_tps, last.ttft_ms / 1000.0];
    // A script has no speed.
    let shown = |rate| if rate > 0.0 { format!("{rate:.1}") } else { "–".to_owned() };
    let [read, write, first] = rates.map(shown);
    lines
        .push((text(FactText::Speed), locale.fill(FactText::SpeedValue, &[&read, &write, &first])));
    let written: u64 = meter.replies.iter().map(|reply| u64::from(reply.generated_tokens)).sum();
    let read: u64 = meter
        .replies
        .iter()
        .map(|reply| u64::from(reply.prompt_tokens.saturating_sub(reply.cached_tokens)))
        .sum();
    let counts: [&dyn std::fmt::Display; 3] = [&meter.replies.len(), &written, &read];
    lines.push((text(FactText::Session), locale.fill(FactText::SessionValue, &counts)));
    let money = match state.model() {
        ModelStatus::Ready(info) if info.engine == "remote" => {
            locale.fill(FactText::Remote, &[&info.device])
        }
        _ => text(FactText::Free).to_owned(),
    };
    lines.push((text(FactText::Money), money));
    lines
}

fn session(state: &State, locale: Locale) -> Vec<(&'static str, String)> {
    let text = |fact| locale.text(fact);
    let settings = state.settings();
    let model = match state.model() {
        ModelStatus::None => text(FactText::NoModel).to_owned(),
        ModelStatus::Loading { model } => format!("{model} …"),
        ModelStatus::Ready(info) => {
            let facts = [&info.name, &info.engine, &info.quantisation, &info.device];
            let facts = facts.into_iter().filter(|fact| !fact.is_empty());
            facts.cloned().collect::<Vec<_>>().join(" · ")
        }
        ModelStatus::Failed { message } | ModelStatus::Died { message } => message.clone(),
    };
    let mut lines = vec![(text(FactText::Model), model)];
    if state.kernels().is_empty() {
        lines.push((text(FactText::Kernel), text(FactText::NotStarted).to_owned()));
    }
    for (lang, status) in state.kernels() {
        let how = match status {
            KernelStatus::Ready { program, version } => format!("{version} · {program}"),
            KernelStatus::Failed { message } | KernelStatus::Died { message } => message.clone(),
        };
        lines.push((text(FactText::Kernel), format!("{} {how}", lang.name())));
    }
    let policy = match settings.policy {
        Policy::Ask => FactText::PolicyAsk,
        Policy::All => FactText::PolicyAll,
        Policy::None => FactText::PolicyNone,
    };
    lines.push((text(FactText::Policy), text(policy).to_owned()));
    lines.push((text(FactText::Machine), machine(state, locale)));
    let turns = state.transcript().entries().iter();
    let turns = turns.filter(|entry| matches!(entry, crate::engine::Entry::Prompt { .. })).count();
    let steps = state.transcript().steps().count();
    lines.push((text(FactText::Turns), format!("{turns} · {steps}")));
    lines.push((text(FactText::Folder), settings.cwd.clone()));
    lines.push((text(FactText::Id), settings.session.clone()));
    lines.push((text(FactText::Version), format!("ci-tui {}", env!("CARGO_PKG_VERSION"))));
    lines
}

fn machine(state: &State, locale: Locale) -> String {
    let sample = state.hardware();
    if sample.cores == 0 {
        return locale.text(FactText::Unknown).to_owned();
    }
    let gb = |bytes: u64| format!("{}.{}", bytes / 1_000_000_000, bytes / 100_000_000 % 10);
    let (used, total) = (gb(sample.memory_used), gb(sample.memory_total));
    let mut words = locale.fill(FactText::MachineValue, &[&sample.cores, &used, &total]);
    for gpu in &sample.gpus {
        words.push_str(" · ");
        words.push_str(&gpu.name);
    }
    words
}
