//! Text with the characters that were typed marked in it.

use ratatui::style::{Modifier, Style};
use ratatui::text::Span;

/// The spans of a text; `letters` are the numbers of the marked characters, which stand out without colour, too.
#[must_use]
pub fn spans(text: &str, letters: &[usize], plain: Style, marked: Style) -> Vec<Span<'static>> {
    let marked = plain.patch(marked).add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut run = String::new();
    let mut is_marked = false;
    for (n, c) in text.chars().enumerate() {
        let now = letters.binary_search(&n).is_ok();
        if now != is_marked && !run.is_empty() {
            let style = if is_marked { marked } else { plain };
            spans.push(Span::styled(std::mem::take(&mut run), style));
        }
        is_marked = now;
        run.push(c);
    }
    if !run.is_empty() {
        spans.push(Span::styled(run, if is_marked { marked } else { plain }));
    }
    spans
}
