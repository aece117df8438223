//! What of a message is folded away: the rest of a long prompt, and what a step printed; and what a reply took.

use ratatui::text::{Line, Span};

use super::chat::{Chat, Look};
use super::step_line::duration;
use crate::engine::screen_text::ScreenText;
use crate::engine::{Stats, Step};
use crate::tui::Action;
use crate::tui::keymap::Context;
use crate::tui::widget::{styled, text, wrap};
use crate::words::Reading;

/// A prompt with more rows than this is folded.
pub(super) const LONG: usize = 14;
/// Rows of it that stay.
const KEPT: usize = 8;
/// Lines of output that the chat unfolds; the output pane has all of them.
const OUTPUT: usize = 200;

/// The first rows of a long text, and how many are folded away.
pub(super) fn beginning(
    chat: &Chat<'_>,
    mut rows: Vec<Line<'static>>,
    open: bool,
) -> Vec<Line<'static>> {
    if open || rows.len() <= LONG {
        return rows;
    }
    let hidden = rows.len() - KEPT;
    rows.truncate(KEPT);
    let key = chat.screen.keymap.key_for(&[Context::Chat, Context::Global], Action::Unfold);
    let key = key.map(|key| key.to_string()).unwrap_or_default();
    let text = chat.screen.locale.fill(Reading::Folded, &[&hidden, &key]);
    let text = format!("  {text}");
    rows.push(Line::styled(text::clip(&text, chat.width).into_owned(), chat.theme.ui.muted));
    rows
}

/// The last lines that a step printed, behind a bar.
pub(super) fn output(chat: &Chat<'_>, step: &Step) -> Vec<Line<'static>> {
    let mut printed = ScreenText::new(OUTPUT);
    printed.push(step.output.head());
    if step.output.omitted() > 0 {
        printed.push("\n…\n");
    }
    printed.push(step.output.tail());
    let bar = Span::styled(chat.screen.glyphs.pick("│ ", "| "), chat.theme.ui.border);
    let mut rows = Vec::new();
    if printed.dropped() > 0 {
        let text = chat.screen.locale.fill(Reading::EarlierLines, &[&printed.dropped()]);
        rows.push(Line::from(vec![bar.clone(), Span::styled(text, chat.theme.ui.muted)]));
    }
    for line in printed.lines() {
        let line = styled::line(&line, chat.theme.ui.stdout, chat.theme);
        let spans = [bar.clone()].into_iter().chain(line.spans);
        rows.extend(wrap::wrap(
            &Line::from(spans.collect::<Vec<_>>()),
            chat.width,
            std::slice::from_ref(&bar),
        ));
    }
    rows
}

/// What memory has of a step's output, as a terminal would show it.
pub(super) fn plain(step: &Step) -> String {
    let mut printed = ScreenText::new(usize::MAX);
    printed.push(step.output.head());
    if step.output.omitted() > 0 {
        printed.push(&format!("\n… {} bytes …\n", step.output.omitted()));
    }
    printed.push(step.output.tail());
    printed.lines().map(|line| line.plain()).collect::<Vec<_>>().join("\n")
}

/// What a reply took, at the right of its last row where there is room.
pub(super) fn stats(chat: &Chat<'_>, stats: &Stats, rows: &mut Vec<Line<'static>>) {
    const GAP: usize = 3;
    if stats.generated_tokens == 0 || chat.look == Look::Whole {
        return;
    }
    let wrote = if stats.decode_tps > 0.0 {
        f64::from(stats.generated_tokens) * 1000.0 / stats.decode_tps
    } else {
        0.0
    };
    let took = stats.ttft_ms + wrote;
    let took = if took >= 1.0 { format!(" · {}", duration(took)) } else { String::new() };
    let rate = if stats.decode_tps > 0.0 {
        format!(" · {:.1} tok/s", stats.decode_tps)
    } else {
        String::new()
    };
    let tokens = chat.screen.locale.fill(Reading::Tokens, &[&stats.generated_tokens]);
    let last = rows.last().map_or(usize::MAX, Line::width);
    let fits = |said: &String| last.saturating_add(GAP + text::width(said)) <= chat.width;
    let long = format!("{tokens}{rate}{took}");
    let short = format!("{rate}{took}").trim_start_matches(" · ").to_owned();
    let Some(said) = [&long, &short].into_iter().find(|said| fits(said)).or_else(|| {
        rows.push(Line::default());
        Some(&short).filter(|said| text::width(said) <= chat.width)
    }) else {
        return;
    };
    let size = text::width(said);
    if let Some(row) = rows.last_mut() {
        let pad = " ".repeat(chat.width - size - row.width());
        row.spans.push(Span::raw(pad));
        row.spans.push(Span::styled(said.clone(), chat.theme.ui.faint));
    }
}
