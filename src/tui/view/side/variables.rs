//! The variables in a narrow list: names, and their values or what they are; the view over the panes shows one in full.

use ratatui::text::{Line, Span};

use super::frame::{Body, Sheet, harmless};
use crate::engine::Variable;
use crate::tui::explorer::{is_busy, kernels};
use crate::tui::widget::text;
use crate::words::Side;

pub(super) fn shown<'a>(sheet: &Sheet<'a>) -> Vec<&'a Variable> {
    let view = sheet.screen.left.variables.as_ref();
    view.map(|view| view.shown(sheet.state)).unwrap_or_default()
}

pub(super) fn body(sheet: &Sheet<'_>, rows: &[&Variable]) -> Body {
    let locale = sheet.screen.locale;
    let Some(view) = &sheet.screen.left.variables else { return Body::default() };
    let mut body = Body { len: rows.len(), place: view.place(rows), ..Body::default() };
    let state = sheet.state;
    if kernels(state).is_empty() {
        let words = text::clip(locale.text(Side::NoKernel), sheet.width * 4);
        let line = Line::styled(words.into_owned(), sheet.theme.ui.muted);
        body.head = crate::tui::widget::wrap::wrap(&line, sheet.width, &[]);
        return body;
    }
    let held = state.variables(view.lang);
    let more = held.map_or(0, |held| held.more);
    let kernel = if is_busy(state, view.lang) {
        locale.text(Side::Before).to_owned()
    } else {
        format!("{} · {}", view.lang.name(), rows.len())
    };
    body.head.push(sheet.faint(&kernel));
    sheet.filter(&view.filter, view.typing, &mut body);
    let words = match held {
        None => Side::NotTold,
        Some(_) if !view.filter.text().is_empty() => Side::NothingFits,
        Some(_) => Side::NoVariables,
    };
    body.empty = Some(sheet.faint(locale.text(words)));
    if more > 0 {
        body.note = locale.fill(Side::NotListed, &[&more]);
    }
    body.foot = rows.get(body.place).filter(|_| sheet.focused).map(|one| {
        let shape = one.shape.as_deref().map(|shape| format!(" · {shape}")).unwrap_or_default();
        sheet.faint(&format!("  {}{}", harmless(&one.kind), harmless(&shape)))
    });
    body
}

pub(super) fn row(sheet: &Sheet<'_>, rows: &[&Variable], n: usize, chosen: bool) -> Line<'static> {
    let Some(one) = rows.get(n) else { return Line::default() };
    let ui = &sheet.theme.ui;
    let style = if one.changed { ui.accent } else { ui.text };
    let value = match (&one.value, &one.shape) {
        (Some(value), _) => harmless(value),
        (None, Some(shape)) => format!("{} {}", harmless(&one.kind), harmless(shape)),
        (None, None) => harmless(&one.kind),
    };
    let name = text::clip(&harmless(&one.name), sheet.width / 2).into_owned();
    let left = vec![Span::styled(name, style), Span::styled(format!("  {value}"), ui.muted)];
    sheet.row(chosen, if one.changed { "*" } else { " " }, left, Span::raw(""))
}
