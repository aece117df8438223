//! What fits the beginning of a command, while it is typed.

use super::table::{Arguments, COMMANDS, Known};
use crate::tui::fuzzy::Fuzzy;
use crate::tui::screen::{Overlay, Pane, Screen};

/// Where the popup over the composer stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Popup {
    /// What was typed when it was moved or closed; with another text it begins anew.
    typed: String,
    chosen: usize,
    closed: bool,
}

/// One completion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The command.
    pub known: &'static Known,
    /// The name or argument that would be written, sign included.
    pub text: String,
    /// The characters of it that were typed, by number.
    pub letters: Vec<usize>,
    /// What the composer would hold.
    pub whole: String,
}

impl Popup {
    /// The offer under the cursor.
    #[must_use]
    pub fn place(&self, typed: &str, offers: usize) -> usize {
        if self.typed == typed { self.chosen.min(offers.saturating_sub(1)) } else { 0 }
    }

    /// Moves the cursor, round and round.
    pub fn step(&mut self, typed: &str, offers: usize, by: isize) {
        let place = self.place(typed, offers);
        let chosen = (place + offers).saturating_add_signed(by) % offers.max(1);
        *self = Self { typed: typed.to_owned(), chosen, closed: false };
    }

    /// Closes it until something else is typed.
    pub fn close(&mut self, typed: &str) {
        *self = Self { typed: typed.to_owned(), chosen: 0, closed: true };
    }

    fn is_closed(&self, typed: &str) -> bool {
        self.closed && self.typed == typed
    }
}

/// What is offered now; nothing where no command is being typed.
#[must_use]
pub fn offers(screen: &Screen) -> Vec<Offer> {
    let Some(typed) = begun(screen) else { return Vec::new() };
    if screen.popup.is_closed(&typed) {
        return Vec::new();
    }
    let (sign, behind) = typed.split_at(1);
    match behind.split_once(' ') {
        None => names(sign, behind),
        Some((word, rest)) => choices(sign, word, rest),
    }
}

/// What may follow the command that stands there, and what it does.
#[must_use]
pub fn hint(screen: &Screen) -> Option<&'static Known> {
    let typed = begun(screen)?;
    if screen.popup.is_closed(&typed) || typed.starts_with("%%") {
        return None;
    }
    let word = typed[1..].split_once(' ')?.0;
    COMMANDS.iter().find(|known| known.names().any(|name| name == word))
}

/// The text of the composer where it may be a command; commands have one line.
fn begun(screen: &Screen) -> Option<String> {
    let here = screen.focus == Pane::Composer
        && screen.palette.is_none()
        && matches!(screen.overlay, Overlay::None | Overlay::Edit { .. });
    if !here || screen.composer.line_count() > 1 {
        return None;
    }
    let text = screen.composer.text();
    let (row, column) = screen.composer.cursor();
    let at_end = row == 0 && column == text.chars().count();
    (at_end && text.starts_with(['/', '%', ':'])).then_some(text)
}

fn names(sign: &str, behind: &str) -> Vec<Offer> {
    let mut fuzzy = Fuzzy::new(behind);
    let mut found: Vec<(u32, Offer)> = COMMANDS
        .iter()
        .filter_map(|known| {
            let fits = known.names().filter_map(|name| Some((fuzzy.fit(name)?, name)));
            // Of names that fit alike the first is its own.
            let (fit, name) = fits.reduce(|a, b| if b.0.score > a.0.score { b } else { a })?;
            // Who types the beginning of a name means it.
            let begins = if name.starts_with(behind) { 1 << 16 } else { 0 };
            let letters = fit.letters.iter().map(|at| at + 1).collect();
            let text = format!("{sign}{name}");
            let tail = if known.arguments == Arguments::None { "" } else { " " };
            let whole = format!("{text}{tail}");
            Some((fit.score + begins, Offer { known, text, letters, whole }))
        })
        .collect();
    if !behind.is_empty() {
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    }
    found.into_iter().map(|(_, offer)| offer).collect()
}

/// The words that may follow a command, while they are typed.
fn choices(sign: &str, word: &str, rest: &str) -> Vec<Offer> {
    let known = COMMANDS.iter().find(|known| known.names().any(|name| name == word));
    let Some(known) = known else { return Vec::new() };
    let Arguments::Choice(words) = known.arguments else { return Vec::new() };
    if words.contains(&rest) {
        return Vec::new();
    }
    let mut fuzzy = Fuzzy::new(rest);
    words
        .iter()
        .filter_map(|choice| {
            let letters = fuzzy.fit(choice)?.letters;
            let whole = format!("{sign}{word} {choice}");
            Some(Offer { known, text: (*choice).to_owned(), letters, whole })
        })
        .collect()
}
