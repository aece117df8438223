//! Find and replace: what is looked for, how and where, and the lines that match.

use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::frame::{Body, Sheet, harmless};
use crate::tui::side::{Field, Part, Scope, Syntax};
use crate::tui::widget::text;
use crate::words::Side;

pub(super) fn body(sheet: &Sheet<'_>) -> Body {
    let (find, locale, ui) = (&sheet.screen.left.find, sheet.screen.locale, &sheet.theme.ui);
    let mut body = Body { len: find.found.len(), place: find.chosen, ..Body::default() };
    let lines =
        [(Side::FindWhat, &find.pattern, Field::Pattern), (Side::With, &find.with, Field::With)];
    let widest = lines.iter().map(|(name, ..)| text::width(locale.text(*name))).max().unwrap_or(0);
    for (n, (name, line, field)) in lines.into_iter().enumerate() {
        let name = locale.text(name);
        let mark = format!("{name}{} ", " ".repeat(widest - text::width(name)));
        if find.field == Some(field) {
            body.field = Some((n, mark.clone(), line.clone()));
        }
        let room = sheet.width.saturating_sub(text::width(&mark));
        let typed = text::clip(line.text(), room).into_owned();
        body.head
            .push(Line::from(vec![Span::styled(mark, ui.muted), Span::styled(typed, ui.text)]));
    }
    let how = match find.syntax {
        Syntax::Plain => Side::Plain,
        Syntax::Regex => Side::Regex,
    };
    let place = match find.scope {
        Scope::Code => Side::InCode,
        Scope::WithOutput => Side::InBoth,
    };
    let options = format!("{} · {}", locale.text(how), locale.text(place));
    body.head.push(Line::styled(text::clip(&options, sheet.width).into_owned(), ui.faint));
    body.head.push(told(sheet));
    body
}

/// What the search came to.
fn told(sheet: &Sheet<'_>) -> Line<'static> {
    let (find, locale, ui) = (&sheet.screen.left.find, sheet.screen.locale, &sheet.theme.ui);
    if let Some(wrong) = &find.wrong {
        let words = locale.fill(Side::Wrong, &[&harmless(wrong)]);
        return Line::styled(text::clip(&words, sheet.width).into_owned(), ui.warning);
    }
    let words = match find.found.len() {
        _ if find.pattern.text().is_empty() => locale.text(Side::TypeToFind).to_owned(),
        0 => locale.text(Side::NothingFits).to_owned(),
        all if find.more => locale.fill(Side::HitsMore, &[&all]),
        all => {
            let mut steps: Vec<_> = find.found.iter().map(|hit| hit.step).collect();
            steps.dedup();
            locale.fill(Side::Hits, &[&all, &steps.len()])
        }
    };
    sheet.faint(&words)
}

pub(super) fn row(sheet: &Sheet<'_>, n: usize, chosen: bool) -> Line<'static> {
    let ui = &sheet.theme.ui;
    let Some(hit) = sheet.screen.left.find.found.get(n) else { return Line::default() };
    let mut spans = vec![Span::styled(format!("{}:{} ", hit.step.0, hit.line), ui.line_number)];
    if hit.part == Part::Output {
        let word = sheet.screen.locale.text(Side::Output);
        spans.push(Span::styled(format!("{word} "), ui.muted));
    }
    let (before, rest) = hit.text.split_at(hit.at.start);
    let (found, behind) = rest.split_at(hit.at.len());
    let mark = ui.accent.add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
    spans.push(Span::styled(harmless(before), ui.text));
    spans.push(Span::styled(harmless(found), mark));
    spans.push(Span::styled(harmless(behind), ui.text));
    sheet.row(chosen, " ", spans, Span::raw(""))
}
