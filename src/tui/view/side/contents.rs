//! The contents of the session: turns, below them steps with how they ended, and headings of answers.

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::frame::{Body, Sheet, harmless};
use crate::engine::{Step, StepStatus, Verdict};
use crate::tui::side::Kind;
use crate::tui::view::step_line;
use crate::words::Side;

pub(super) fn body(sheet: &Sheet<'_>, rows: &[usize]) -> Body {
    let (screen, locale) = (sheet.screen, sheet.screen.locale);
    let contents = &screen.left.contents;
    let here = contents.here(screen.browsed, &screen.chat);
    let at = contents.chosen.or(here).unwrap_or(0);
    let place = rows.partition_point(|n| *n < at).min(rows.len().saturating_sub(1));
    let mut body = Body { len: rows.len(), place, ..Body::default() };
    sheet.filter(&contents.filter, contents.typing, &mut body);
    let filtered = !contents.filter.text().is_empty();
    let words = if filtered { Side::NothingFits } else { Side::NoSession };
    body.empty = Some(sheet.faint(locale.text(words)));
    body
}

pub(super) fn row(sheet: &Sheet<'_>, rows: &[usize], n: usize, chosen: bool) -> Line<'static> {
    let (screen, ui) = (sheet.screen, &sheet.theme.ui);
    let contents = &screen.left.contents;
    let Some((at, item)) = rows.get(n).and_then(|at| Some((*at, contents.items.get(*at)?))) else {
        return Line::default();
    };
    let here = contents.here(screen.browsed, &screen.chat) == Some(at);
    let mark = if here { screen.glyphs.pick("•", "*") } else { " " };
    match &item.kind {
        Kind::Turn(words) => {
            let sign = Span::styled(screen.glyphs.pick("› ", "> "), ui.user);
            let words = Span::styled(harmless(words), ui.user.add_modifier(Modifier::BOLD));
            sheet.row(chosen, mark, vec![sign, words], Span::raw(""))
        }
        Kind::Heading(heading) => {
            let indent = "  ".repeat(heading.level.clamp(1, 4));
            let words = format!("{indent}{}", harmless(&heading.text));
            sheet.row(chosen, mark, vec![Span::styled(words, ui.heading)], Span::raw(""))
        }
        Kind::Step(id) => {
            let step = sheet.state.transcript().step(*id);
            let name = screen.locale.fill(Side::Step, &[&id.0]);
            let lang = step.map_or("", |step| step.lang.name());
            let left = vec![
                Span::styled(format!("  {name}"), ui.text),
                Span::styled(format!(" {lang}"), ui.muted),
            ];
            let (words, style) = step.map_or_else(Default::default, |step| stand(sheet, step));
            sheet.row(chosen, mark, left, Span::styled(words, style))
        }
    }
}

/// How a step stands: `ok 41 ms`.
fn stand(sheet: &Sheet<'_>, step: &Step) -> (String, Style) {
    let (ui, locale) = (&sheet.theme.ui, sheet.screen.locale);
    let Some(result) = &step.result else {
        return match &step.decision {
            None => (locale.text(Side::Waits).into(), ui.border_ask),
            Some(decision) if decision.verdict == Verdict::Rejected => {
                (locale.text(Side::Rejected).into(), ui.reject)
            }
            Some(_) => (locale.text(Side::Runs).into(), ui.accent),
        };
    };
    let (word, style) = match result.status {
        StepStatus::Ok => (Side::Ok, ui.success),
        StepStatus::Error | StepStatus::Died => (Side::Error, ui.danger),
        StepStatus::Interrupted | StepStatus::Timeout | StepStatus::Exited => {
            (Side::Stopped, ui.warning)
        }
    };
    (format!("{} {}", locale.text(word), step_line::duration(result.duration_ms)), style)
}
