//! Output of programs in the look of the screen.

use std::borrow::Borrow;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::engine::screen_text::{TextLine, TextSpan};
use crate::tui::theme::{Theme, ansi};

/// One printed line over the style of its stream, not yet wrapped.
#[must_use]
pub fn line(printed: &TextLine, base: Style, theme: &Theme) -> Line<'static> {
    let span = |span: &TextSpan| {
        Span::styled(span.text.clone(), ansi::printed(&span.style, base, theme.depth))
    };
    Line::from(printed.spans.iter().map(span).collect::<Vec<_>>())
}

/// Many printed lines.
pub fn lines<L: Borrow<TextLine>>(
    printed: impl IntoIterator<Item = L>,
    base: Style,
    theme: &Theme,
) -> Vec<Line<'static>> {
    printed.into_iter().map(|text| line(text.borrow(), base, theme)).collect()
}
