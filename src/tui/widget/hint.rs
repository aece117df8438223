//! A row of keys and what they do now; the least important go first where room is short.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::text;
use crate::tui::theme::Theme;

const GAP: usize = 2;

/// One key and its meaning.
#[derive(Debug, Clone, PartialEq)]
pub struct Hint {
    /// How the key is written.
    pub key: String,
    /// What it does, in a word or two.
    pub label: String,
    /// 0 stays longest.
    pub rank: u8,
    /// How the key looks, where not like any key.
    pub style: Option<Style>,
}

impl Hint {
    /// A hint in the ordinary look of keys.
    pub fn new(key: impl Into<String>, label: impl Into<String>, rank: u8) -> Self {
        Self { key: key.into(), label: label.into(), rank, style: None }
    }

    /// The same hint with a look of its own.
    #[must_use]
    pub fn styled(self, style: Style) -> Self {
        Self { style: Some(style), ..self }
    }

    fn width(&self) -> usize {
        text::width(&self.key) + 1 + text::width(&self.label)
    }
}

/// As many hints as fit, in their order, the lowest ranks kept.
#[must_use]
pub fn row(hints: &[Hint], width: usize, theme: &Theme) -> Line<'static> {
    let mut kept: Vec<&Hint> = hints.iter().collect();
    let wide = |kept: &[&Hint]| {
        kept.iter().map(|hint| hint.width() + GAP).sum::<usize>().saturating_sub(GAP)
    };
    while wide(&kept) > width {
        // Of equals the last one goes.
        let least = kept.iter().enumerate().max_by_key(|(n, hint)| (hint.rank, *n));
        let Some((least, _)) = least else { break };
        kept.remove(least);
    }
    let mut spans = Vec::new();
    for hint in kept {
        if !spans.is_empty() {
            spans.push(Span::raw(" ".repeat(GAP)));
        }
        spans.push(Span::styled(hint.key.clone(), hint.style.unwrap_or(theme.ui.key)));
        spans.push(Span::styled(format!(" {}", hint.label), theme.ui.muted));
    }
    Line::from(spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_important_hints_go_first() {
        let theme = Theme::built_in("midnight").expect("known").expect("usable");
        let hints = [
            Hint::new("a", "approve", 0),
            Hint::new("e", "edit", 1),
            Hint::new("r", "reject", 0),
            Hint::new("?", "help", 2),
        ];
        let shown = |width| row(&hints, width, &theme).to_string();
        assert_eq!(shown(40), "a approve  e edit  r reject  ? help");
        assert_eq!(shown(34), "a approve  e edit  r reject");
        assert_eq!(shown(20), "a approve  r reject");
        assert_eq!(shown(10), "a approve");
        assert_eq!(shown(3), "");
    }
}
