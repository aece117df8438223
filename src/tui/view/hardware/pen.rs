//! Rows of the view: a name, a number, and a bar or a plot beside them, each in its column.

use std::fmt::Display;

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::tui::theme::Theme;
use crate::tui::widget::glyphs::Glyphs;
use crate::tui::widget::{meter, plot, text};
use crate::words::{Locale, Texts};

/// Columns of names.
pub(super) const NAME: usize = 10;
/// Columns of numbers.
const NUMBER: usize = 21;
/// The widest column of a plot.
const THICK: usize = 3;
/// Longer bars say no more.
const BAR: usize = 64;

/// What rows are written with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pen<'a> {
    pub(super) width: usize,
    /// Rows of each plot.
    pub(super) rows: usize,
    pub(super) theme: &'a Theme,
    pub(super) glyphs: Glyphs,
    pub(super) locale: Locale,
}

impl Pen<'_> {
    /// A text in the language of the screen.
    pub(super) fn text(self, text: impl Texts) -> &'static str {
        self.locale.text(text)
    }

    /// As [`Pen::text`], with values.
    pub(super) fn fill(self, text: impl Texts, values: &[&dyn Display]) -> String {
        self.locale.fill(text, values)
    }

    /// `── processor · 2 cores ─────`.
    pub(super) fn heading(self, title: &str, facts: &[String]) -> Line<'static> {
        let ui = &self.theme.ui;
        let rule = self.glyphs.pick("─", "-");
        let title = text::sanitize(title).replace('\n', " ");
        let title = text::clip(&title, self.width.saturating_sub(5)).into_owned();
        let room = self.width.saturating_sub(5 + text::width(&title));
        let facts = match joined(facts, room.saturating_sub(GLUE.len())) {
            facts if facts.is_empty() => facts,
            facts => format!("{GLUE}{facts}"),
        };
        let rest = self.width.saturating_sub(4 + text::width(&title) + text::width(&facts));
        Line::from(vec![
            Span::styled(format!("{} ", rule.repeat(2)), ui.faint),
            Span::styled(title, ui.heading.add_modifier(Modifier::BOLD)),
            Span::styled(facts, ui.muted),
            Span::styled(format!(" {}", rule.repeat(rest)), ui.faint),
        ])
    }

    /// A name and facts, as many as fit.
    pub(super) fn tells(self, name: &str, facts: &[String]) -> Line<'static> {
        self.says(name, &joined(facts, self.width.saturating_sub(NAME)))
    }

    /// A name and words, over all of the width.
    pub(super) fn says(self, name: &str, words: &str) -> Line<'static> {
        let room = self.width.saturating_sub(NAME);
        let words = text::clip(words, room).into_owned();
        Line::from(vec![self.name(name), Span::styled(words, self.theme.ui.text)])
    }

    /// A name, a number, and a bar filled from 0 to 1.
    pub(super) fn bar(self, name: &str, number: &str, style: Style, ratio: f64) -> Line<'static> {
        let mut spans = self.begin(name, number, style);
        spans.extend(meter::bar(ratio, self.rest().min(BAR), self.theme, self.glyphs));
        Line::from(spans)
    }

    /// A name, a number, and what it was before; `scale` says what a full column means.
    pub(super) fn plot(
        self,
        name: &str,
        number: &str,
        scale: &str,
        (values, most): (&[f64], f64),
    ) -> Vec<Line<'static>> {
        let muted = self.theme.ui.muted;
        let drawn = plot::plot(values, most, (self.rest(), self.rows), self.theme, self.glyphs);
        let rows = drawn.into_iter().enumerate().map(|(n, drawn)| {
            let mut spans = match n {
                0 => self.begin(name, number, self.theme.ui.text),
                1 => self.begin("", scale, muted),
                _ => self.begin("", "", muted),
            };
            spans.extend(drawn);
            Line::from(spans)
        });
        rows.collect()
    }

    /// As [`Pen::plot`], of few values: each is as wide as there is room, up to [`THICK`].
    pub(super) fn columns(
        self,
        name: &str,
        number: &str,
        scale: &str,
        (values, most): (&[f64], f64),
    ) -> Vec<Line<'static>> {
        let thick = (self.rest() / values.len().max(1)).clamp(1, THICK);
        let values: Vec<f64> =
            values.iter().flat_map(|value| std::iter::repeat_n(*value, thick)).collect();
        self.plot(name, number, scale, (&values, most))
    }

    /// Columns that bars and plots have.
    pub(super) fn rest(self) -> usize {
        self.width.saturating_sub(NAME + NUMBER)
    }

    pub(super) fn name(self, name: &str) -> Span<'static> {
        Span::styled(fit(name, NAME), self.theme.ui.muted)
    }

    fn begin(self, name: &str, number: &str, style: Style) -> Vec<Span<'static>> {
        vec![self.name(name), Span::styled(fit(number, NUMBER), style)]
    }
}

/// Between facts; the last ones go where there is no room.
const GLUE: &str = " · ";

fn joined(facts: &[String], room: usize) -> String {
    let mut all = String::new();
    for fact in facts {
        let glue = if all.is_empty() { "" } else { GLUE };
        let longer = format!("{all}{glue}{}", text::sanitize(fact).replace('\n', " "));
        if text::width(&longer) > room {
            break;
        }
        all = longer;
    }
    all
}

/// Exactly so many columns, the last one blank.
fn fit(what: &str, width: usize) -> String {
    let what = text::clip(what, width - 1);
    format!("{what}{}", " ".repeat(width.saturating_sub(text::width(&what))))
}
