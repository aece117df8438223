//! A step in one line: its code folded in the chat, and how it ended.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::cache::key;
use crate::engine::{Author, DecidedBy, Step, StepStatus, Verdict};
use crate::tui::theme::Theme;
use crate::tui::widget::{text, wrap};

/// Lines of own code that the chat shows.
const OWN_LINES: usize = 5;

/// `▸ step 2 · python · 7 lines`, in place of the code.
pub(super) fn folded(step: &Step, theme: &Theme) -> Line<'static> {
    let lines = step.proposed.lines().count();
    let noun = if lines == 1 { "line" } else { "lines" };
    let text = format!("> step {} · {} · {lines} {noun}", step.id.0, step.lang.name());
    Line::from(Span::styled(text, theme.ui.accent))
}

/// Changes whenever the line would.
pub(super) fn digest(step: &Step) -> u64 {
    let verdict = step.decision.as_ref().map(|decision| (decision.verdict as u8, &decision.reason));
    let status = step.result.as_ref().map(|result| (result.status as u8, &result.error));
    key((verdict, status, step.lang, step.is_edited(), step.is_retold()))
}

/// How a step stands, wrapped.
pub(super) fn rows(step: &Step, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    let (text, style) = verdict(step, theme);
    let line = Line::from(Span::styled(text::sanitize(&text).replace('\n', " "), style));
    let mut rows = own(step, theme, width);
    rows.extend(wrap::wrap(&line, width, &[Span::raw("  ")]));
    if step.is_retold() {
        let text = "  you changed what the model was told of this step";
        let line = Line::from(Span::styled(text, theme.ui.notice));
        rows.extend(wrap::wrap(&line, width, &[Span::raw("  ")]));
    }
    rows
}

/// The code of a step of the user's own, as far as a few rows can tell it.
fn own(step: &Step, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    if step.author != Author::User {
        return Vec::new();
    }
    let code = text::sanitize(step.code.trim_end());
    let lines = code.lines().count();
    let mut rows = vec![Line::default()];
    for (n, line) in code.lines().take(OWN_LINES).enumerate() {
        let mark = if n == 0 { "! " } else { "  " };
        let line = Line::from(vec![
            Span::styled(mark, theme.ui.user),
            Span::styled(line.to_owned(), theme.ui.text),
        ]);
        rows.extend(wrap::wrap(&line, width, &[Span::raw("  ")]));
    }
    if lines > OWN_LINES {
        let more = format!("  … {} more lines", lines - OWN_LINES);
        rows.push(Line::from(Span::styled(more, theme.ui.muted)));
    }
    rows
}

fn verdict(step: &Step, theme: &Theme) -> (String, Style) {
    let ui = &theme.ui;
    let name = format!("step {}", step.id.0);
    let by = match &step.decision {
        Some(decision) if decision.by == DecidedBy::Policy => " (approved for this turn)",
        Some(decision) if decision.verdict == Verdict::Edited => " (your edit)",
        _ => "",
    };
    let Some(result) = &step.result else {
        return match &step.decision {
            None => (format!("{name}: waits for your decision"), ui.border_ask),
            Some(decision) if decision.verdict == Verdict::Rejected => {
                let reason = decision.reason.as_deref().unwrap_or("no reason given");
                (format!("{name}: rejected: {reason}"), ui.reject)
            }
            Some(_) => (format!("{name}: running{by}"), ui.notice),
        };
    };
    let took = duration(result.duration_ms);
    let why = result.error.as_deref().unwrap_or_default();
    match result.status {
        StepStatus::Ok => (format!("{name}: ok in {took}{by}"), ui.success),
        StepStatus::Error => (format!("{name}: error in {took}{by}: {why}"), ui.danger),
        StepStatus::Interrupted => (format!("{name}: interrupted after {took}"), ui.warning),
        StepStatus::Timeout => (format!("{name}: time limit after {took}"), ui.warning),
        StepStatus::Exited => (format!("{name}: called exit after {took}"), ui.warning),
        StepStatus::Died => (format!("{name}: the kernel died after {took}: {why}"), ui.danger),
    }
}

/// A time as people say it: `4 ms`, `1.2 s`, `2:05 min`.
pub(super) fn duration(ms: f64) -> String {
    let ms = ms.max(0.0);
    if ms < 999.5 {
        format!("{ms:.0} ms")
    } else if ms < 59_950.0 {
        format!("{:.1} s", ms / 1000.0)
    } else {
        let whole = std::time::Duration::from_secs_f64(ms.min(1e12) / 1000.0).as_secs();
        format!("{}:{:02} min", whole / 60, whole % 60)
    }
}
