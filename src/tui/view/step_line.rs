//! A step in one line: its code folded in the chat, and how it ended.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::cache::key;
use crate::engine::{Author, DecidedBy, Step, StepStatus, Verdict};
use crate::tui::theme::Theme;
use crate::tui::widget::{text, wrap};
use crate::words::{Chat, Locale, StepEnd};

/// Lines of own code that the chat shows.
const OWN_LINES: usize = 5;

/// `▸ step 2 · python · 7 lines`, in place of the code.
pub(super) fn folded(step: &Step, locale: Locale, theme: &Theme, open: bool) -> Line<'static> {
    let lines = step.proposed.lines().count();
    let text = if lines == 1 { Chat::OneLine } else { Chat::Lines };
    let text = locale.fill(text, &[&step.id.0, &step.lang.name(), &lines]);
    let sign = if open { "v" } else { ">" };
    Line::from(Span::styled(format!("{sign} {text}"), theme.ui.accent))
}

/// Changes whenever the line would.
pub(super) fn digest(step: &Step) -> u64 {
    let verdict = step.decision.as_ref().map(|decision| (decision.verdict as u8, &decision.reason));
    let status = step.result.as_ref().map(|result| (result.status as u8, &result.error));
    key((verdict, status, step.lang, step.is_edited(), step.is_retold(), step.output.total()))
}

/// How a step stands, wrapped.
pub(super) fn rows(step: &Step, locale: Locale, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    let (text, style) = verdict(step, locale, theme);
    let line = Line::from(Span::styled(text::sanitize(&text).replace('\n', " "), style));
    let mut rows = own(step, locale, theme, width);
    rows.extend(wrap::wrap(&line, width, &[Span::raw("  ")]));
    if step.is_retold() {
        let text = format!("  {}", locale.text(Chat::Retold));
        let line = Line::from(Span::styled(text, theme.ui.notice));
        rows.extend(wrap::wrap(&line, width, &[Span::raw("  ")]));
    }
    rows
}

/// The code of a step of the user's own, as far as a few rows can tell it.
fn own(step: &Step, locale: Locale, theme: &Theme, width: usize) -> Vec<Line<'static>> {
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
        let more = format!("  … {}", locale.fill(Chat::MoreLines, &[&(lines - OWN_LINES)]));
        rows.push(Line::from(Span::styled(more, theme.ui.muted)));
    }
    rows
}

fn verdict(step: &Step, locale: Locale, theme: &Theme) -> (String, Style) {
    let ui = &theme.ui;
    let n = step.id.0;
    let by = |text: String| match &step.decision {
        Some(decision) if decision.by == DecidedBy::Policy => {
            locale.fill(StepEnd::Approved, &[&text])
        }
        Some(decision) if decision.verdict == Verdict::Edited => {
            locale.fill(StepEnd::YourEdit, &[&text])
        }
        _ => text,
    };
    let Some(result) = &step.result else {
        return match &step.decision {
            None => (locale.fill(StepEnd::Waits, &[&n]), ui.border_ask),
            Some(decision) if decision.verdict == Verdict::Rejected => {
                let none = locale.text(StepEnd::NoReason);
                let reason = decision.reason.as_deref().unwrap_or(none);
                (locale.fill(StepEnd::Rejected, &[&n, &reason]), ui.reject)
            }
            Some(_) => (by(locale.fill(StepEnd::Running, &[&n])), ui.notice),
        };
    };
    let took = duration(result.duration_ms);
    let why = result.error.as_deref().unwrap_or_default();
    let end = |end: StepEnd| locale.fill(end, &[&n, &took, &why]);
    match result.status {
        StepStatus::Ok => (by(end(StepEnd::Ok)), ui.success),
        StepStatus::Error => (format!("{}: {why}", by(end(StepEnd::Error))), ui.danger),
        StepStatus::Interrupted => (end(StepEnd::Interrupted), ui.warning),
        StepStatus::Timeout => (end(StepEnd::Timeout), ui.warning),
        StepStatus::Exited => (end(StepEnd::Exited), ui.warning),
        StepStatus::Died => (end(StepEnd::Died), ui.danger),
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
