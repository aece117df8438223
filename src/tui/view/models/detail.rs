//! The model under the cursor in full: what it is, what it needs, where it comes from; or the question about it.

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::engine::State;
use crate::model::catalogue::Fit;
use crate::model::stock::{Model, Place, Rate, words};
use crate::tui::panel::{Ask, Download, Panel};
use crate::tui::screen::Screen;
use crate::tui::theme::Theme;
use crate::tui::update::is_in_use;
use crate::tui::view::gauge::gigabytes;
use crate::tui::view::models::table::label;
use crate::tui::widget::{meter, text, wrap};
use crate::words::{Fact, Locale};

/// Cells of the names of facts.
const NAMES: usize = 10;

/// At most so many lines, the most important first.
pub(super) fn lines(
    panel: &Panel,
    width: usize,
    room: usize,
    (state, screen): (&State, &Screen),
    theme: &Theme,
) -> Vec<Line<'static>> {
    let mut text = Text { width, theme, locale: screen.locale, lines: Vec::new() };
    match (&panel.ask, panel.asked(), panel.selected()) {
        (Some(Ask::Fetch(..)), Some(model), _) => text.before_download(model),
        (Some(Ask::Remove(_)), Some(model), _) => text.before_removal(model),
        (_, _, Some(model)) => {
            let download = screen.download.as_ref().filter(|it| it.name == model.name);
            if let Some(download) = download {
                text.download(download, screen);
            }
            if let Some((_, why)) = panel.failed.as_ref().filter(|(name, _)| *name == model.name) {
                text.put(why, theme.ui.danger);
            }
            text.model(model, state);
        }
        _ => {}
    }
    text.lines.truncate(room);
    text.lines
}

/// Rows that all of it takes at this width.
pub(super) fn needed(panel: &Panel, width: u16, seen: (&State, &Screen), theme: &Theme) -> u16 {
    let lines = lines(panel, usize::from(width), usize::MAX, seen, theme);
    u16::try_from(lines.len()).unwrap_or(u16::MAX)
}

struct Text<'a> {
    width: usize,
    theme: &'a Theme,
    locale: Locale,
    lines: Vec<Line<'static>>,
}

impl Text<'_> {
    fn put(&mut self, words: &str, style: Style) {
        let line = Line::styled(text::sanitize(words).replace('\n', " "), style);
        self.lines.extend(wrap::wrap(&line, self.width, &[]));
    }

    fn fact(&mut self, name: Fact, value: &str, style: Style) {
        if value.is_empty() {
            return;
        }
        let value = text::sanitize(value).replace('\n', " ");
        let name = Span::styled(named(self.locale.text(name)), self.theme.ui.muted);
        let line = Line::from(vec![name, Span::styled(value, style)]);
        self.lines.extend(wrap::wrap(&line, self.width, &[Span::raw(" ".repeat(NAMES))]));
    }

    fn model(&mut self, model: &Model, state: &State) {
        let ui = &self.theme.ui;
        self.put(&headline(model), ui.text.add_modifier(Modifier::BOLD));
        if !model.good_for.is_empty() {
            self.put(&model.good_for, ui.text);
        }
        for (_, warning) in warnings(model, self.locale) {
            self.put(&format!("! {warning}"), ui.warning);
        }
        self.memory(model);
        self.fact(Fact::Speed, &speed(model, self.locale), ui.text);
        self.fact(Fact::Licence, &terms(model, self.locale), ui.text);
        self.fact(Fact::Engines, &engines(model, self.locale), ui.text);
        self.fact(Fact::File, &file(model, state, self.locale), ui.text);
        self.fact(Fact::From, &model.source, ui.text);
    }

    /// `4K 2.6 GB fits · 8K 4.0 GB tight`, for each engine that this build has, else for the first.
    fn memory(&mut self, model: &Model) {
        let ui = &self.theme.ui;
        let built: Vec<_> = model.engines.iter().filter(|engine| engine.is_built_in()).collect();
        let told = if built.is_empty() { model.engines.iter().take(1).collect() } else { built };
        if !model.shape.is_known() || model.size.bytes() == 0 {
            let unknown = self.locale.text(Fact::MemoryUnknown);
            return self.fact(Fact::Memory, unknown, ui.text);
        }
        let several = told.len() > 1;
        for (n, engine) in told.into_iter().enumerate() {
            let name = if n == 0 { self.locale.text(Fact::Memory) } else { "" };
            let mut spans = vec![Span::styled(named(name), ui.muted)];
            let needs = model.needs.iter().filter(|need| need.engine == *engine);
            for (n, need) in needs.enumerate() {
                let before = if n == 0 { "" } else { " · " };
                let (context, bytes) = (tokens(need.context), gigabytes(need.bytes));
                spans.push(Span::styled(format!("{before}{context} {bytes} GB "), ui.text));
                let look = match need.fit {
                    Fit::Fits => ui.success,
                    Fit::Tight => ui.warning,
                    Fit::WontFit => ui.danger,
                };
                spans.push(Span::styled(self.locale.text(label(need.fit)), look));
            }
            if several {
                spans.push(Span::styled(format!(" ({engine})"), ui.muted));
            }
            let hang = [Span::raw(" ".repeat(NAMES))];
            self.lines.extend(wrap::wrap(&Line::from(spans), self.width, &hang));
        }
    }

    fn download(&mut self, download: &Download, screen: &Screen) {
        let percent = format!(" {:3} %", download.percent());
        let room = self.width.saturating_sub(text::width(&percent));
        let share = ratio(download.done, download.total);
        let mut bar = meter::bar(share, room, self.theme, screen.glyphs);
        bar.push(Span::styled(percent, self.theme.ui.text));
        self.lines.push(Line::from(bar));
        let style = if download.paused { self.theme.ui.warning } else { self.theme.ui.muted };
        let note = text::sanitize(&download.note).replace('\n', " ");
        self.lines.push(Line::styled(text::clip(&note, self.width).into_owned(), style));
    }

    fn before_download(&mut self, model: &Model) {
        let ui = &self.theme.ui;
        let locale = self.locale;
        let from = if model.size.is_estimate() { Fact::AboutFrom } else { Fact::ExactlyFrom };
        self.put(&headline(model), ui.text.add_modifier(Modifier::BOLD));
        let size = words::megabytes(model.size.bytes());
        self.fact(Fact::Download, &locale.fill(from, &[&size, &model.source]), ui.text);
        let conditions = model.conditions.as_ref().map(|words| format!(". {words}"));
        let licence = format!("{}{}", model.licence, conditions.unwrap_or_default());
        let look = if model.conditions.is_some() { ui.warning } else { ui.text };
        self.fact(Fact::Licence, &licence, look);
        if let Place::Partial(bytes) = model.place {
            let goes_on = locale.fill(Fact::GoesOn, &[&words::megabytes(bytes)]);
            self.fact(Fact::Here, &goes_on, ui.text);
        }
        let warnings = warnings(model, locale).into_iter();
        for (_, warning) in warnings.filter(|(kind, _)| *kind != Fact::Terms) {
            self.put(&format!("! {warning}"), ui.warning);
        }
        self.memory(model);
        if model.size.is_estimate() {
            self.put(locale.text(Fact::ToldFirst), ui.muted);
        }
    }

    fn before_removal(&mut self, model: &Model) {
        let ui = &self.theme.ui;
        let what = match &model.place {
            Place::Ours(_) => self.locale.fill(Fact::DeleteIt, &[&model.name]),
            _ => self.locale.fill(Fact::DeletePart, &[&model.name]),
        };
        self.put(&what, ui.text.add_modifier(Modifier::BOLD));
        if let Place::Ours(path) = &model.place {
            self.fact(Fact::File, &path.display().to_string(), ui.text);
            self.fact(Fact::Size, &words::size(model), ui.text);
        }
        self.put(self.locale.text(Fact::Again), ui.muted);
    }
}

/// What to know before it is chosen, by kind.
fn warnings(model: &Model, locale: Locale) -> Vec<(Fact, String)> {
    let mut warnings = Vec::new();
    if let (false, Some(engine)) = (model.is_runnable(), model.engine()) {
        warnings.push((Fact::NeedsEngine, locale.fill(Fact::NeedsEngine, &[&engine])));
    }
    let memory = match model.usual_need().map(|need| need.fit) {
        Some(Fit::WontFit) if model.size.bytes() > 0 => Some(Fact::NeedsMemory),
        Some(Fit::Tight) => Some(Fact::LeavesLittle),
        _ => None,
    };
    warnings.extend(memory.map(|fact| (fact, locale.text(fact).to_owned())));
    if let Some(conditions) = &model.conditions {
        warnings.push((Fact::Terms, locale.fill(Fact::Terms, &[conditions])));
    }
    warnings
}

/// The name of a fact in its column.
fn named(name: &str) -> String {
    format!("{name}{}", " ".repeat(NAMES.saturating_sub(text::width(name))))
}

fn headline(model: &Model) -> String {
    let sizes = [words::parameters(model), model.quantisation.clone(), words::size(model)];
    format!("{} · {}", model.title, sizes.join(" · "))
}

/// `Apache-2.0 · 32K of context · English`.
fn terms(model: &Model, locale: Locale) -> String {
    let context = match model.context {
        0 => String::new(),
        tokens => locale.fill(Fact::OfContext, &[&self::tokens(tokens)]),
    };
    let parts = [model.licence.clone(), context, model.languages.join(", ")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn tokens(context: u32) -> String {
    if context >= 1024 { format!("{}K", context / 1024) } else { context.to_string() }
}

fn speed(model: &Model, locale: Locale) -> String {
    let tenths = |tps: f64| format!("{tps:.1}");
    match model.rate {
        Rate::Unknown => String::new(),
        Rate::Measured { tps, prefill: Some(prefill) } => {
            locale.fill(Fact::Measured, &[&tenths(tps), &format!("{prefill:.0}")])
        }
        Rate::Measured { tps, prefill: None } => locale.fill(Fact::MeasuredOnly, &[&tenths(tps)]),
        Rate::About { tps, calibrated: true } => locale.fill(Fact::Calibrated, &[&tenths(tps)]),
        Rate::About { tps, calibrated: false } => locale.fill(Fact::Guessed, &[&tenths(tps)]),
    }
}

fn engines(model: &Model, locale: Locale) -> String {
    let name = |engine: &crate::model::Runner| {
        if engine.is_built_in() {
            engine.to_string()
        } else {
            locale.fill(Fact::NotBuilt, &[engine])
        }
    };
    model.engines.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn file(model: &Model, state: &State, locale: Locale) -> String {
    let file = match &model.place {
        Place::Absent | Place::Partial(_) => return model.file.clone(),
        Place::Ours(path) => path.display().to_string(),
        Place::Theirs(program, path) => locale.fill(Fact::OfProgram, &[&path.display(), program]),
    };
    if is_in_use(state, model) { locale.fill(Fact::UsedNow, &[&file]) } else { file }
}

#[expect(clippy::cast_precision_loss, reason = "a share of a bar needs no more")]
fn ratio(done: u64, total: u64) -> f64 {
    if total == 0 { 0.0 } else { done as f64 / total as f64 }
}
