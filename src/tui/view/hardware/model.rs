//! The model, and what each of its replies took.

use ratatui::text::Line;

use super::pen::Pen;
use crate::engine::digest::grouped;
use crate::engine::{ModelInfo, ModelStatus, State, Stats};
use crate::tui::screen::Screen;
use crate::tui::view::gauge::rate;
use crate::tui::view::step_line::duration;
use crate::words::{Machine, Part, Speed};

pub(super) fn rows(state: &State, screen: &Screen, pen: Pen<'_>) -> Vec<Line<'static>> {
    let (title, facts) = heading(state, pen);
    let mut rows = vec![pen.heading(&title, &facts), context(state, pen)];
    let replies = state.meter().replies.iter();
    let replies: Vec<Stats> = replies.copied().collect();
    if replies.is_empty() {
        rows.push(pen.says(pen.text(Part::Replies), pen.text(Speed::None)));
        return rows;
    }
    let now = screen.rate.now().filter(|_| state.phase().turn().is_some());
    rows.extend(rates(&replies, Part::Write, now, |reply| reply.decode_tps, pen));
    rows.extend(rates(&replies, Part::Read, None, |reply| reply.prefill_tps, pen));
    rows.extend(first(&replies, pen));
    rows.extend(prompts(&replies, pen));
    rows
}

fn heading(state: &State, pen: Pen<'_>) -> (String, Vec<String>) {
    let text = |text: Speed| pen.text(text).to_owned();
    match state.model() {
        ModelStatus::Ready(info) => (info.name.clone(), facts(info, pen)),
        ModelStatus::Loading { model } => (model.clone(), vec![text(Speed::Loading)]),
        ModelStatus::None => (text(Speed::NoModel), vec![]),
        ModelStatus::Failed { .. } => (text(Speed::NoModel), vec![text(Speed::NotLoaded)]),
        ModelStatus::Died { .. } => (text(Speed::NoModel), vec![text(Speed::Ended)]),
    }
}

fn facts(info: &ModelInfo, pen: Pen<'_>) -> Vec<String> {
    let mut facts = Vec::new();
    if !info.quantisation.is_empty() {
        facts.push(info.quantisation.clone());
    }
    match (info.engine.as_str(), info.device.as_str()) {
        ("", _) => {}
        (engine, "" | "none") => facts.push(engine.to_owned()),
        (engine, device) => facts.push(pen.fill(Speed::On, &[&engine, &device])),
    }
    if info.parameters > 0 {
        facts.push(weights(info.parameters, pen));
    }
    if info.load_ms > 0 {
        facts.push(pen.fill(Speed::LoadedIn, &[&duration(milliseconds(info.load_ms))]));
    }
    facts
}

/// `1.5 B weights`, `135 M weights`.
fn weights(count: u64, pen: Pen<'_>) -> String {
    if count >= 1_000_000_000 {
        let tenths = (count + 50_000_000) / 100_000_000;
        pen.fill(Speed::Billions, &[&format!("{}.{}", tenths / 10, tenths % 10)])
    } else {
        pen.fill(Speed::Millions, &[&((count + 500_000) / 1_000_000)])
    }
}

fn context(state: &State, pen: Pen<'_>) -> Line<'static> {
    let used = state.meter().context_used;
    let limit = match state.model() {
        ModelStatus::Ready(info) => info.context_limit,
        _ => 0,
    };
    if limit == 0 {
        return pen.says(pen.text(Part::Context), pen.text(Machine::Unknown));
    }
    let ratio = f64::from(used) / f64::from(limit);
    let ui = &pen.theme.ui;
    let style = if ratio >= 0.9 { ui.warning } else { ui.text };
    let number = pen.fill(Speed::Of, &[&grouped(used.into()), &grouped(limit.into())]);
    pen.bar(pen.text(Part::Context), &number, style, ratio)
}

/// Tokens per second of each reply; `now` is that of the reply on its way.
fn rates(
    replies: &[Stats],
    name: Part,
    now: Option<f64>,
    of: impl Fn(&Stats) -> f64,
    pen: Pen<'_>,
) -> Vec<Line<'static>> {
    // A reply too short to be timed has no rate.
    let mut values: Vec<f64> = replies.iter().map(of).filter(|rate| *rate > 0.0).collect();
    values.extend(now);
    let (number, scale) = told(&values, pen, |value| format!("{} tok/s", rate(Some(value))));
    pen.columns(pen.text(name), &number, &scale, (&values, most(&values)))
}

/// The last of values, and the largest.
fn told(values: &[f64], pen: Pen<'_>, write: impl Fn(f64) -> String) -> (String, String) {
    match values.last() {
        Some(last) => (write(*last), pen.fill(Speed::Most, &[&write(most(values))])),
        None => (pen.text(Machine::Unknown).into(), String::new()),
    }
}

fn first(replies: &[Stats], pen: Pen<'_>) -> Vec<Line<'static>> {
    // A reply that was stopped before its first token has no such time.
    let values: Vec<f64> =
        replies.iter().map(|reply| reply.ttft_ms).filter(|ms| *ms > 0.0).collect();
    let (number, scale) = told(&values, pen, duration);
    pen.columns(pen.text(Part::First), &number, &scale, (&values, most(&values)))
}

/// Tokens of each prompt: those that had to be computed, and those that were still there, to one scale.
fn prompts(replies: &[Stats], pen: Pen<'_>) -> Vec<Line<'static>> {
    let computed = |reply: &Stats| reply.prompt_tokens.saturating_sub(reply.cached_tokens);
    let cached = |reply: &Stats| reply.cached_tokens;
    let largest = replies.iter().map(|reply| reply.prompt_tokens).max().unwrap_or(0);
    let row = |name, word, scale: &str, of: &dyn Fn(&Stats) -> u32| {
        let values: Vec<f64> = replies.iter().map(|reply| f64::from(of(reply))).collect();
        let last = replies.last().map_or(0, of);
        let number = pen.fill(word, &[&grouped(last.into())]);
        pen.columns(name, &number, scale, (&values, f64::from(largest)))
    };
    let scale = pen.fill(Speed::MostTogether, &[&grouped(largest.into())]);
    let mut rows = row(pen.text(Part::Prompt), Speed::TokensRead, &scale, &computed);
    rows.extend(row("", Speed::TokensCached, "", &cached));
    rows
}

fn most(values: &[f64]) -> f64 {
    values.iter().copied().fold(0.0, f64::max)
}

#[expect(clippy::cast_precision_loss, reason = "a time to load")]
fn milliseconds(ms: u64) -> f64 {
    ms as f64
}
