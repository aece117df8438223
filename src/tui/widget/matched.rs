//! Text with the characters that were typed marked in it.

use ratatui::style::{Modifier, Style};
use ratatui::text::Span;

use super::text;

/// The spans of a text on one line, as many cells as there is room; `letters` are the numbers of the marked
/// characters, which stand out without colour, too.
#[must_use]
pub fn spans(
    item: &str,
    letters: &[usize],
    room: usize,
    (plain, marked): (Style, Style),
) -> Vec<Span<'static>> {
    let marked = plain.patch(marked).add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut used = 0;
    for (n, c) in item.chars().enumerate() {
        let c = if c.is_control() { ' ' } else { c };
        let shown = text::sanitize(c.encode_utf8(&mut [0; 4])).into_owned();
        used += text::width(&shown);
        if used > room {
            break;
        }
        let style = if letters.binary_search(&n).is_ok() { marked } else { plain };
        match spans.last_mut() {
            Some(last) if last.style == style => last.content.to_mut().push_str(&shown),
            _ => spans.push(Span::styled(shown, style)),
        }
    }
    spans
}
