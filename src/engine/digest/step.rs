//! Puts together what came of a step: text, value, error, how it ended, what the user saw.

use super::excerpt;
use crate::engine::{Language, Place, Step, StepResult, StepStatus};

/// Bytes of a digest, unless the caller has other plans.
pub const BUDGET: usize = 6 * 1024;
/// An error is told whole up to here, however small the budget.
const ERROR: usize = 2 * 1024;

/// What the model is told of a step, in about `budget` bytes; the same step always gives the same text.
#[must_use]
pub fn digest(step: &Step, budget: usize) -> String {
    let mut behind = Vec::new();
    if let Some(result) = &step.result {
        if let Some(value) = result.result.as_deref().filter(|value| !value.trim().is_empty()) {
            behind.push(labelled("Result:", &excerpt::of(value, (budget / 3).max(256))));
        }
        if let Some(traceback) = &result.traceback {
            behind.push(excerpt::of(&essence(traceback), (budget / 2).max(ERROR)));
        }
        behind.extend(ending(step.lang, result));
    }
    behind.extend(shown(step));
    behind.extend(at_terminal(step));
    let used: usize = behind.iter().map(|part| part.len() + 1).sum();
    let output = &step.output;
    let mut parts = Vec::new();
    if !output.is_empty() {
        let budget = budget.saturating_sub(used).max(budget / 4);
        let text = excerpt::of_halves(
            (output.head(), output.tail()),
            output.omitted(),
            budget,
            output.file(),
        );
        if !text.trim().is_empty() {
            parts.push(text.trim_end().trim_start_matches('\n').to_owned());
        }
    }
    if parts.is_empty() && behind.is_empty() {
        parts.push(silent(step.lang));
    } else if parts.is_empty() && step.result.as_ref().is_some_and(is_silent) {
        parts.push("(no output)".to_owned());
    }
    parts.extend(behind);
    parts.join("\n")
}

/// What a step printed behind its first `from` bytes, after the model was told of it; `None` where
/// that is nothing to read.
#[must_use]
pub fn late(step: &Step, from: u64) -> Option<String> {
    let (head, tail) = step.output.since(from);
    let kept = (head.len() + tail.len()) as u64;
    let lost = step.output.total().saturating_sub(from).saturating_sub(kept);
    let text = excerpt::of_halves((head, tail), lost, BUDGET / 4, None);
    let text = text.trim();
    let words = "went on in the background and printed meanwhile:";
    (!text.is_empty()).then(|| format!("[step {} {words}]\n{text}", step.id.0))
}

/// What was typed is in the output as far as the program showed it.
fn at_terminal(step: &Step) -> Option<String> {
    let text = "[the user ran this at a terminal and used it interactively]";
    matches!(step.place, Place::Terminal(_)).then(|| text.to_owned())
}

/// A traceback without the frames of libraries and the marks below the code: they cost tokens and help nobody.
fn essence(traceback: &str) -> String {
    let mut kept = Vec::new();
    let mut foreign = false;
    for line in traceback.trim_end().lines() {
        if line.starts_with("  File \"") {
            foreign = !line.contains("\"<step ");
        } else if !line.starts_with("    ") {
            foreign = false;
        }
        let marks =
            !line.trim().is_empty() && line.trim().chars().all(|c| matches!(c, '^' | '~' | ' '));
        if !foreign && !marks {
            kept.push(line);
        }
    }
    kept.join("\n")
}

fn is_silent(result: &StepResult) -> bool {
    result.result.is_none() && result.traceback.is_none()
}

fn silent(lang: Language) -> String {
    let how = match lang {
        Language::Python => "print() the values that matter",
        Language::Bash => "echo the values that matter",
        Language::JavaScript => "console.log() the values that matter",
    };
    format!("(no output) Nothing was printed: {how}.")
}

fn labelled(label: &str, text: &str) -> String {
    let gap = if text.contains('\n') { '\n' } else { ' ' };
    format!("{label}{gap}{text}")
}

/// How a step ended that did not simply run to its end.
fn ending(lang: Language, result: &StepResult) -> Option<String> {
    let error = result.error.as_deref().unwrap_or_default().trim().trim_end_matches('.');
    let error = excerpt::of(error, ERROR);
    let because = if error.is_empty() { String::new() } else { format!(" ({error})") };
    let after = seconds(result.duration_ms);
    match result.status {
        StepStatus::Ok => None,
        // The traceback ends with it.
        StepStatus::Error if result.traceback.is_some() => None,
        StepStatus::Error if error.is_empty() => Some("[the step failed]".to_owned()),
        StepStatus::Error => Some(format!("[{error}]")),
        StepStatus::Interrupted => Some(format!("[interrupted by the user after {after}]")),
        StepStatus::Timeout => {
            Some(format!("[timed out after {after}: stopped by the time limit]"))
        }
        StepStatus::Exited => Some(format!("[the code called exit{because}]")),
        StepStatus::Died => {
            let name = kernel(lang);
            Some(format!("[the {name} kernel died{because}: its variables are lost]"))
        }
    }
}

fn kernel(lang: Language) -> &'static str {
    match lang {
        Language::Python => "Python",
        Language::Bash => "bash",
        Language::JavaScript => "JavaScript",
    }
}

fn seconds(ms: f64) -> String {
    let seconds = ms / 1000.0;
    if seconds < 10.0 { format!("{seconds:.1} s") } else { format!("{seconds:.0} s") }
}

fn shown(step: &Step) -> Option<String> {
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    for kind in step.displays.iter().map(crate::engine::Display::kind) {
        match kinds.iter_mut().find(|known| known.0 == kind) {
            Some(known) => known.1 += 1,
            None => kinds.push((kind, 1)),
        }
    }
    let names: Vec<_> = kinds
        .iter()
        .map(|(kind, count)| match count {
            1 => format!("a {kind}"),
            count => format!("{count} {kind}s"),
        })
        .collect();
    let verb = if step.displays.len() == 1 { "was" } else { "were" };
    (!names.is_empty()).then(|| format!("[{} {verb} shown to the user]", names.join(" and ")))
}
