//! The themes as a list; the one under the cursor is what the whole screen is drawn in.

use super::theme::Theme;

/// The picker of themes.
#[derive(Debug, Clone, PartialEq)]
pub struct Picker {
    /// Every theme, those compiled in first.
    pub themes: Vec<Choice>,
    /// The one under the cursor.
    pub chosen: usize,
}

/// One theme.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// Its name in the configuration.
    pub name: String,
    /// Whether it is a file of the user's.
    pub own: bool,
    /// What it looks like here, or why it cannot be used.
    pub look: Result<Box<Theme>, String>,
}

impl Picker {
    /// These themes, with the cursor on the one in use.
    #[must_use]
    pub fn of(themes: Vec<Choice>, used: &str) -> Self {
        let chosen = themes.iter().position(|choice| choice.name == used).unwrap_or(0);
        Self { themes, chosen }
    }

    /// The theme under the cursor.
    #[must_use]
    pub fn selected(&self) -> Option<&Choice> {
        self.themes.get(self.chosen)
    }

    /// What the screen is drawn in; `None` where the theme under the cursor is broken.
    #[must_use]
    pub fn look(&self) -> Option<&Theme> {
        self.selected()?.look.as_deref().ok()
    }

    /// Moves the cursor.
    pub fn step(&mut self, by: isize) {
        let last = self.themes.len().saturating_sub(1);
        self.chosen = self.chosen.saturating_add_signed(by).min(last);
    }
}
