//! One entry of the chat as rows: prompts, replies with their code folded, results in one line, notices.

use ratatui::text::{Line, Span};

use super::cache::{Rows, key};
use super::chat::Chat;
use super::step_line;
use crate::engine::{Checking, EndReason, Entry, Level, Phase, StepId};
use crate::tui::widget::{markdown, text, wrap};
use crate::words::{Chat as Words, TurnEnd};

/// The rows of entry `at`; behind the last one comes the reply that is being written.
pub(super) fn rows(chat: &Chat<'_>, at: usize) -> Rows {
    let entries = chat.state.transcript().entries();
    let look = (&chat.theme.name, chat.theme.depth as u8);
    let theme = (look, chat.width, chat.screen.locale);
    match entries.get(at) {
        None => live(chat, at),
        Some(Entry::Step(id)) => {
            let step = chat.state.transcript().step(*id);
            let result = step.map(step_line::digest);
            chat.screen.cache.chat(at, key((theme, id, result)), || {
                step.map_or_else(Vec::new, |step| {
                    step_line::rows(step, chat.screen.locale, chat.theme, chat.width)
                })
            })
        }
        Some(entry) => {
            let step = match chat.state.transcript().after(at) {
                Some(Entry::Step(id)) => Some(*id),
                _ => None,
            };
            // The line in place of the code names its language, which can still be changed.
            let lang = step.and_then(|id| chat.state.transcript().step(id)).map(|step| step.lang);
            let checking = checking(chat).filter(|_| chat.state.transcript().after(at).is_none());
            let look = key((theme, step, lang, checking.is_some(), identity(entry)));
            chat.screen.cache.chat(at, look, || build(chat, entry, step, checking))
        }
    }
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

fn build(
    chat: &Chat<'_>,
    entry: &Entry,
    step: Option<StepId>,
    checking: Option<&Checking>,
) -> Vec<Line<'static>> {
    let (ui, locale) = (&chat.theme.ui, chat.screen.locale);
    let mark = |word: Words| format!("{} ", locale.text(word));
    match entry {
        Entry::Prompt { text, .. } => {
            let mark = Span::styled(chat.screen.glyphs.pick("› ", "> "), ui.user);
            let mut rows = vec![Line::default()];
            rows.extend(hanging(chat, &mark, text, ui.user));
            rows
        }
        Entry::Reply { text, .. } => {
            let step = step.and_then(|id| chat.state.transcript().step(id));
            let elsewhere = match (step, checking) {
                (Some(step), _) => {
                    let written = step.written.as_ref().unwrap_or(&step.proposed);
                    Some((written.as_str(), step_line::folded(step, locale, chat.theme)))
                }
                // As while it was written, for the moment until it is proposed.
                (None, Some(Checking { code, lang, .. })) => {
                    Some((code.as_str(), writes(chat, lang.name())))
                }
                _ => None,
            };
            let mut rows = vec![Line::default()];
            rows.extend(reply(chat, text, elsewhere.as_ref()));
            rows
        }
        Entry::Taken { step, text, .. } => {
            let mut rows = vec![Line::default()];
            rows.extend(reply(chat, text, None));
            let from = locale.fill(Words::Printed, &[&step.0]);
            rows.push(Line::from(Span::styled(from, ui.muted)));
            rows
        }
        Entry::Draft { came, .. } => {
            let mark = Span::styled(mark(Words::SecondOpinion), ui.muted);
            let text = came.as_deref().unwrap_or_else(|| locale.text(Words::CameToNothing));
            hanging(chat, &mark, text.lines().next().unwrap_or_default(), ui.muted)
        }
        Entry::Nudge { text, .. } => {
            hanging(chat, &Span::styled(mark(Words::AskedAgain), ui.muted), text, ui.muted)
        }
        Entry::Notice { level, text } => {
            let (word, style) = match level {
                Level::Info => (Words::Note, ui.notice),
                Level::Warning => (Words::Warning, ui.warning),
                Level::Error => (Words::Error, ui.danger),
            };
            hanging(chat, &Span::styled(mark(word), style), text, style)
        }
        Entry::End { reason, .. } => match ending(*reason) {
            Some(text) => vec![Line::from(Span::styled(locale.text(text), ui.muted))],
            None => Vec::new(),
        },
        Entry::Step(_) => Vec::new(),
    }
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
fn checking<'a>(chat: &Chat<'a>) -> Option<&'a Checking> {
    match chat.state.phase() {
        Phase::Checking(checking) => Some(checking),
        _ => None,
    }
}

/// The line in place of code that the code pane shows already.
fn writes(chat: &Chat<'_>, language: &str) -> Line<'static> {
    let locale = chat.screen.locale;
    let word = if language.is_empty() { locale.text(Words::SomeCode) } else { language };
    Line::from(Span::styled(locale.fill(Words::Writes, &[&word]), chat.theme.ui.muted))
}

/// Markdown; the block that is shown elsewhere is one line, other code stands as it is.
fn reply(
    chat: &Chat<'_>,
    reply: &str,
    elsewhere: Option<&(&str, Line<'static>)>,
) -> Vec<Line<'static>> {
    let clean = text::sanitize(reply);
    let mut code = |language: &str, body: &str| match elsewhere {
        Some((proposed, line)) if same(proposed, body) => vec![line.clone()],
        _ => chat.screen.cache.highlighter.highlight(language, body, chat.theme),
    };
    markdown::render(clean.trim_end(), chat.width, chat.theme, chat.screen.glyphs, &mut code)
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
        rows.extend(markdown::render(text, chat.width, chat.theme, glyphs, &mut code));
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
