//! One entry of the chat as rows: prompts, replies with their code folded, results in one line, notices.

use ratatui::text::{Line, Span};

use super::cache::{Rows, key};
use super::chat::Chat;
use super::{fold, step_line};
use crate::engine::{Checking, EndReason, Entry, Level, Phase, Step};
use crate::tui::widget::block::Block;
use crate::tui::widget::{markdown, text, wrap};
use crate::words::{Chat as Words, TurnEnd};

/// An entry laid out: its rows, what can be taken out of it, and whether part of it is folded or could be.
#[derive(Default)]
pub(super) struct Laid {
    pub(super) rows: Vec<Line<'static>>,
    pub(super) blocks: Vec<Block>,
    pub(super) folds: bool,
}

impl Laid {
    fn of(rows: Vec<Line<'static>>) -> Self {
        Self { rows, ..Self::default() }
    }
}

/// The rows of entry `at`; behind the last one comes the reply that is being written.
pub(super) fn rows(chat: &Chat<'_>, at: usize) -> Rows {
    let entries = chat.state.transcript().entries();
    let Some(entry) = entries.get(at) else { return live(chat, at) };
    let look = (&chat.theme.name, chat.theme.depth as u8);
    let theme = (look, chat.width, chat.screen.locale);
    let look = if let Entry::Step(id) = entry {
        let step = chat.state.transcript().step(*id);
        key((theme, id, step.map(step_line::digest), chat.is_open(at)))
    } else {
        let step = proposed(chat, at);
        // The line in place of the code names its language, which can still be changed.
        let step = step.map(|step| (step.id, step.lang));
        key((theme, step, checking(chat, at).is_some(), chat.is_open(at), identity(entry)))
    };
    chat.screen.cache.chat(at, look, || laid(chat, at).rows)
}

/// Tells an entry from another one that stood in its place before turns were taken back.
fn identity(entry: &Entry) -> u64 {
    let kind = std::mem::discriminant(entry);
    match entry {
        Entry::Prompt { turn, text, .. } | Entry::Reply { turn, text, .. } => {
            key((kind, turn, text.len()))
        }
        Entry::Notice { text, .. } | Entry::Nudge { text, .. } => key((kind, text)),
        _ => key(kind),
    }
}

/// The entry laid out anew.
pub(super) fn laid(chat: &Chat<'_>, at: usize) -> Laid {
    let (ui, locale) = (&chat.theme.ui, chat.screen.locale);
    let mark = |word: Words| format!("{} ", locale.text(word));
    let Some(entry) = chat.state.transcript().entries().get(at) else { return Laid::default() };
    match entry {
        Entry::Prompt { text, .. } => {
            let mark = Span::styled(chat.screen.glyphs.pick("› ", "> "), ui.user);
            let rows = hanging(chat, &mark, text, ui.user);
            let folds = rows.len() > fold::LONG;
            let mut laid = Laid::of(vec![Line::default()]);
            laid.rows.extend(fold::beginning(chat, rows, chat.is_open(at)));
            laid.folds = folds;
            laid
        }
        Entry::Reply { text, stats, .. } => {
            let mut laid = proposing(chat, at, text);
            fold::stats(chat, stats, &mut laid.rows);
            laid
        }
        Entry::Taken { step, text, .. } => {
            let mut laid = reply(chat, text, None);
            let from = locale.fill(Words::Printed, &[&step.0]);
            laid.rows.push(Line::from(Span::styled(from, ui.muted)));
            laid
        }
        Entry::Draft { came, .. } => {
            let mark = Span::styled(mark(Words::SecondOpinion), ui.muted);
            let text = came.as_deref().unwrap_or_else(|| locale.text(Words::CameToNothing));
            Laid::of(hanging(chat, &mark, text.lines().next().unwrap_or_default(), ui.muted))
        }
        Entry::Nudge { text, .. } => Laid::of(hanging(
            chat,
            &Span::styled(mark(Words::AskedAgain), ui.muted),
            text,
            ui.muted,
        )),
        Entry::Notice { level, text } => {
            let (word, style) = match level {
                Level::Info => (Words::Note, ui.notice),
                Level::Warning => (Words::Warning, ui.warning),
                Level::Error => (Words::Error, ui.danger),
            };
            Laid::of(hanging(chat, &Span::styled(mark(word), style), text, style))
        }
        Entry::End { reason, .. } => Laid::of(match ending(*reason) {
            Some(text) => vec![Line::from(Span::styled(locale.text(text), ui.muted))],
            None => Vec::new(),
        }),
        Entry::Step(id) => {
            let step = chat.state.transcript().step(*id);
            step.map_or_else(Laid::default, |step| ran(chat, step, chat.is_open(at)))
        }
    }
}

/// How a step stands, and what it printed where that is unfolded.
fn ran(chat: &Chat<'_>, step: &Step, open: bool) -> Laid {
    let mut laid = Laid::of(step_line::rows(step, chat.screen.locale, chat.theme, chat.width));
    laid.folds = step.result.is_some() && !step.output.is_empty();
    if laid.folds && open {
        let begin = laid.rows.len();
        laid.rows.extend(fold::output(chat, step));
        let text = fold::plain(step);
        laid.blocks.push(Block { rows: begin..laid.rows.len(), text });
    }
    laid
}

/// The step that came of a reply.
pub(super) fn proposed<'a>(chat: &Chat<'a>, at: usize) -> Option<&'a Step> {
    match chat.state.transcript().after(at) {
        Some(Entry::Step(id)) => chat.state.transcript().step(*id),
        _ => None,
    }
}

/// A reply; the code that stands in the code pane is one line of it until that is unfolded.
fn proposing(chat: &Chat<'_>, at: usize, text: &str) -> Laid {
    let step = proposed(chat, at);
    let elsewhere = match (step, checking(chat, at)) {
        (Some(step), _) => {
            let written = step.written.as_ref().unwrap_or(&step.proposed);
            Some((
                written.as_str(),
                step_line::folded(step, chat.screen.locale, chat.theme, chat.is_open(at)),
            ))
        }
        // As while it was written, for the moment until it is proposed.
        (None, Some(Checking { code, lang, .. })) => {
            Some((code.as_str(), writes(chat, lang.name())))
        }
        _ => None,
    };
    let opened = step.is_some() && chat.is_open(at);
    let elsewhere = elsewhere.map(|(code, line)| Elsewhere { code, line, opened });
    let mut laid = reply(chat, text, elsewhere.as_ref());
    laid.folds = step.is_some();
    laid
}

fn ending(reason: EndReason) -> Option<TurnEnd> {
    Some(match reason {
        EndReason::Answered => return None,
        EndReason::Rejected => TurnEnd::Rejected,
        EndReason::MaxSteps => TurnEnd::MaxSteps,
        EndReason::Repeated => TurnEnd::Repeated,
        EndReason::MaxTokens => TurnEnd::MaxTokens,
        EndReason::Interrupted => TurnEnd::Interrupted,
        EndReason::Error => TurnEnd::Error,
    })
}

/// The last reply's code, while it is on its way to review.
fn checking<'a>(chat: &Chat<'a>, at: usize) -> Option<&'a Checking> {
    match chat.state.phase() {
        Phase::Checking(checking) if chat.state.transcript().after(at).is_none() => Some(checking),
        _ => None,
    }
}

/// The line in place of code that the code pane shows already.
fn writes(chat: &Chat<'_>, language: &str) -> Line<'static> {
    let locale = chat.screen.locale;
    let word = if language.is_empty() { locale.text(Words::SomeCode) } else { language };
    Line::from(Span::styled(locale.fill(Words::Writes, &[&word]), chat.theme.ui.muted))
}

/// Code that the code pane shows: what it is, the line in its place, and whether it stands here too.
struct Elsewhere<'a> {
    code: &'a str,
    line: Line<'static>,
    opened: bool,
}

/// Markdown; the block that is shown elsewhere is one line, other code stands as it is.
fn reply(chat: &Chat<'_>, reply: &str, elsewhere: Option<&Elsewhere<'_>>) -> Laid {
    let clean = text::sanitize(reply);
    let mut code = |language: &str, body: &str| match elsewhere {
        Some(Elsewhere { code, line, opened }) if same(code, body) => {
            let mut lines = vec![line.clone()];
            if *opened {
                lines.extend(chat.marked(language, body));
            }
            lines
        }
        _ => chat.marked(language, body),
    };
    let glyphs = chat.screen.glyphs;
    let (rows, blocks) =
        markdown::render(clean.trim_end(), chat.width, chat.theme, glyphs, &mut code);
    let rows = [Line::default()].into_iter().chain(rows).collect();
    let blocks = blocks.into_iter().map(|block| block.lower(1)).collect();
    Laid { rows, blocks, folds: false }
}

fn same(proposed: &str, shown: &str) -> bool {
    text::sanitize(proposed).trim() == shown.trim()
}

/// The reply on its way: its code is shown in the code pane.
fn live(chat: &Chat<'_>, at: usize) -> Rows {
    let Phase::Thinking(thinking) = chat.state.phase() else { return Rows::default() };
    let size = (thinking.request.0, thinking.text.len());
    let theme = (&chat.theme.name, chat.theme.depth as u8);
    let look = (chat.width, chat.stride, chat.screen.locale, theme);
    chat.screen.cache.chat(at, key((size, look)), || {
        let clean = text::sanitize(&thinking.text);
        let mut code = |language: &str, _: &str| vec![writes(chat, language)];
        let glyphs = chat.screen.glyphs;
        let mut rows = vec![Line::default()];
        let text = clean.trim_end();
        rows.extend(markdown::render(text, chat.width, chat.theme, glyphs, &mut code).0);
        rows.resize(rows.len().next_multiple_of(chat.stride), Line::default());
        rows
    })
}

/// A mark, then text whose further rows begin below its first letter.
fn hanging(
    chat: &Chat<'_>,
    mark: &Span<'static>,
    text: &str,
    style: ratatui::style::Style,
) -> Vec<Line<'static>> {
    let indent = text::width(&mark.content).min(chat.width / 2);
    let hang = [Span::raw(" ".repeat(indent))];
    let mut rows = Vec::new();
    for (n, line) in text::sanitize(text).lines().enumerate() {
        let start = if n == 0 { mark.clone() } else { hang[0].clone() };
        let line = Line::from(vec![start, Span::styled(line.to_owned(), style)]);
        rows.extend(wrap::wrap(&line, chat.width, &hang));
    }
    rows
}
