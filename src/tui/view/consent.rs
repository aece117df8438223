//! What would leave the machine: where it would go, how much it is, what was masked, and the very text.

use ratatui::Frame;
use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::cache::{Rows, key};
use super::pane::{self, Mood};
use crate::engine::{Consenting, ModelStatus, Outgoing, Phase, Role, State};
use crate::tui::screen::Screen;
use crate::tui::scroll::Scroll;
use crate::tui::sending::Sending;
use crate::tui::theme::Theme;
use crate::tui::widget::{text, wrap};
use crate::words::{Asks, Leaves, Locale, Title};

/// Draws it over everything but the footer; gives its settled position.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    full: Rect,
    sending: &Sending,
    state: &State,
    screen: &Screen,
    theme: &Theme,
) -> Option<Scroll> {
    let Phase::Consenting(waiting) = state.phase() else { return None };
    let area = Rect { height: full.height.saturating_sub(1), ..full };
    let margin = if full.width < 80 { 0 } else { full.width / 12 };
    let area = area.inner(Margin::new(margin, 0));
    frame.render_widget(Clear, area);
    let width = usize::from(area.width.saturating_sub(2).max(1));
    let room = usize::from(area.height.saturating_sub(2));
    let mut head = head(waiting, screen.locale, theme, width);
    head.truncate(room / 2);
    let rows = rows(waiting, screen, theme, width);
    let height = room - head.len();
    let (scroll, first) = sending.scroll.settle(rows.len(), height);
    let rest = rows.len().saturating_sub(first + height);
    let note = pane::below(rest, screen.locale);
    let looks = (theme, screen.glyphs);
    let title = screen.locale.text(Title::WouldLeave);
    let inner = pane::frame(frame, area, title, &note, Mood::Asks, true, looks);
    let above = u16::try_from(head.len()).unwrap_or(u16::MAX).min(inner.height);
    pane::rows(frame, Rect { height: above, ..inner }, head.iter());
    let page = Rect { y: inner.y + above, height: inner.height - above, ..inner };
    pane::rows(frame, page, rows.iter().skip(first));
    Some(scroll)
}

/// Where prompts go, while the model in use is not on this machine.
pub(super) fn leaving_for(state: &State, locale: Locale, width: usize) -> Option<String> {
    let ModelStatus::Ready(info) = state.model() else { return None };
    let host = text::sanitize(info.leaves_for()?).into_owned();
    let place = locale.fill(Asks::SendsTo, &[&text::clip(&host, (width / 3).max(8))]);
    Some(format!(" {place} "))
}

/// The decision, in words.
fn head(waiting: &Consenting, locale: Locale, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    let outgoing = &waiting.outgoing;
    let host = text::sanitize(&outgoing.host).into_owned();
    let (messages, bytes) = (outgoing.messages, outgoing.bytes);
    let way = if outgoing.is_encrypted { theme.ui.text } else { theme.ui.warning };
    let hidden = if outgoing.is_masked { theme.ui.text } else { theme.ui.warning };
    let crypt = if outgoing.is_encrypted { Leaves::Encrypted } else { Leaves::NotEncrypted };
    let crypt = locale.text(crypt);
    let lines = [
        (locale.fill(Leaves::Size, &[&host, &crypt, &messages, &bytes]), way),
        (masked(outgoing, locale), hidden),
        (locale.text(Leaves::NotYet).into(), theme.ui.notice),
    ];
    let lines = lines.into_iter().map(|(text, style)| Line::from(Span::styled(text, style)));
    let wrapped = lines.flat_map(|line| wrap::wrap(&line, width, &[]));
    wrapped.chain([Line::default()]).collect()
}

/// What of it was masked, as a sentence.
fn masked(outgoing: &Outgoing, locale: Locale) -> String {
    match outgoing.masked.as_slice() {
        _ if !outgoing.is_masked => locale.text(Leaves::MaskOff).into(),
        [] => locale.text(Leaves::NoSecret).into(),
        masked => locale.fill(Leaves::Masked, &[&masked.join(", ")]),
    }
}

fn rows(waiting: &Consenting, screen: &Screen, theme: &Theme, width: usize) -> Rows {
    let look = (&theme.name, theme.depth as u8, width, screen.locale);
    screen.cache.told(key((waiting.request, look)), || {
        let mut rows = Vec::new();
        for message in &waiting.messages {
            let (name, style) = match message.role {
                Role::System => (Leaves::System, theme.ui.muted),
                Role::User => (Leaves::User, theme.ui.user),
                Role::Assistant => (Leaves::Assistant, theme.ui.assistant),
            };
            let name = screen.locale.text(name);
            rows.push(Line::from(Span::styled(format!("[{name}]"), style)));
            for line in text::sanitize(&message.text).lines() {
                rows.extend(wrap::wrap(&marked(line, theme), width, &[]));
            }
            rows.push(Line::default());
        }
        rows
    })
}

/// A line in which placeholders stand out.
fn marked(line: &str, theme: &Theme) -> Line<'static> {
    let mut spans = Vec::new();
    let mut rest = line;
    while let Some((at, length)) = placeholder(rest) {
        spans.push(Span::styled(rest[..at].to_owned(), theme.ui.text));
        spans.push(Span::styled(rest[at..at + length].to_owned(), theme.ui.accent));
        rest = &rest[at + length..];
    }
    spans.push(Span::styled(rest.to_owned(), theme.ui.text));
    Line::from(spans)
}

/// Where the first `<EMAIL_1>` or its like stands, and how long it is.
fn placeholder(text: &str) -> Option<(usize, usize)> {
    let fits = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    text.match_indices('<').find_map(|(at, _)| {
        let inner = &text[at + 1..];
        let end = inner.find(|c| !fits(c))?;
        let ends = inner[end..].starts_with('>') && inner[..end].contains('_');
        ends.then_some((at, end + 2))
    })
}
