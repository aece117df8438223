//! Names of keys: `ctrl-p`, `alt-1`, `shift-tab`, `A`, `f1`.

use std::fmt;
use std::str::FromStr;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key with what is held beside it; the same press always compares equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Hash)]
pub struct Key {
    code: KeyCode,
    held: KeyModifiers,
}

/// Keys that have a name of more than one character.
const NAMED: &[(&str, KeyCode)] = &[
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("space", KeyCode::Char(' ')),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pgup", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
];

const HELD: &[(&str, KeyModifiers)] = &[
    ("ctrl-", KeyModifiers::CONTROL),
    ("alt-", KeyModifiers::ALT),
    ("shift-", KeyModifiers::SHIFT),
];

impl Key {
    /// The key of an event, written in one way: `A` has no shift, `shift-tab` is no key of its own.
    #[must_use]
    pub fn of(event: &KeyEvent) -> Self {
        let mut held =
            event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        let code = match event.code {
            KeyCode::BackTab => {
                held |= KeyModifiers::SHIFT;
                KeyCode::Tab
            }
            // A terminal without better manners has one byte for both.
            KeyCode::Char(c @ '4'..='7') if held.contains(KeyModifiers::CONTROL) => {
                KeyCode::Char(['\\', ']', '^', '_'][c as usize - '4' as usize])
            }
            KeyCode::Char(c) if held.contains(KeyModifiers::CONTROL) => {
                held -= KeyModifiers::SHIFT;
                KeyCode::Char(c.to_ascii_lowercase())
            }
            KeyCode::Char(c) if c != ' ' => {
                let shifted = held.contains(KeyModifiers::SHIFT) && c.is_lowercase();
                held -= KeyModifiers::SHIFT;
                KeyCode::Char(if shifted { c.to_uppercase().next().unwrap_or(c) } else { c })
            }
            code => code,
        };
        Self { code, held }
    }

    /// The character that this key types, if it types one.
    #[must_use]
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if (self.held - KeyModifiers::SHIFT).is_empty() => Some(c),
            _ => None,
        }
    }
}

impl FromStr for Key {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let mut rest = name;
        let mut held = KeyModifiers::NONE;
        while let Some((prefix, modifier)) =
            HELD.iter().find(|(prefix, _)| rest.len() > prefix.len() && rest.starts_with(prefix))
        {
            held |= *modifier;
            rest = &rest[prefix.len()..];
        }
        let named = NAMED.iter().find(|(known, _)| *known == rest).map(|(_, code)| *code);
        let mut letters = rest.chars();
        let code = match (named, letters.next(), letters.as_str()) {
            (Some(code), ..) => code,
            (None, Some('f'), number) if !number.is_empty() => {
                let number = number.parse().ok().filter(|n| (1..=12).contains(n));
                KeyCode::F(number.ok_or_else(|| unknown(name))?)
            }
            (None, Some(c), "") if !c.is_control() => KeyCode::Char(c),
            _ => return Err(unknown(name)),
        };
        Ok(Self::of(&KeyEvent::new(code, held)))
    }
}

fn unknown(name: &str) -> String {
    format!(
        "`{name}` is not the name of a key; names are like `a`, `A`, `ctrl-p`, `alt-1`, `shift-tab`, `f1`, `pgup`, `enter`"
    )
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (prefix, _) in HELD.iter().filter(|(_, modifier)| self.held.contains(*modifier)) {
            out.write_str(prefix)?;
        }
        match (NAMED.iter().find(|(_, code)| *code == self.code), self.code) {
            (Some((name, _)), _) => out.write_str(name),
            (None, KeyCode::F(n)) => write!(out, "f{n}"),
            (None, KeyCode::Char(c)) => write!(out, "{c}"),
            (None, code) => write!(out, "{code}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_as_they_were_written() {
        for name in [
            "a",
            "A",
            "?",
            "-",
            "ctrl-c",
            "ctrl--",
            "alt-1",
            "shift-tab",
            "f12",
            "space",
            "alt-enter",
        ] {
            assert_eq!(name.parse::<Key>().map(|key| key.to_string()).as_deref(), Ok(name));
        }
        for name in ["", "f13", "ctrl-", "strg-c", "ab", "\u{1b}"] {
            assert!(name.parse::<Key>().is_err(), "{name}");
        }
    }

    #[test]
    fn the_same_press_is_the_same_key_however_the_terminal_reports_it() {
        let key = |code, held| Key::of(&KeyEvent::new(code, held)).to_string();
        assert_eq!(key(KeyCode::Char('A'), KeyModifiers::SHIFT), "A");
        assert_eq!(key(KeyCode::Char('a'), KeyModifiers::SHIFT), "A");
        assert_eq!(key(KeyCode::Char('5'), KeyModifiers::CONTROL), "ctrl-]");
        assert_eq!(key(KeyCode::BackTab, KeyModifiers::NONE), "shift-tab");
        assert_eq!(key(KeyCode::Tab, KeyModifiers::SHIFT), "shift-tab");
        assert_eq!(key(KeyCode::Char('C'), KeyModifiers::CONTROL | KeyModifiers::SHIFT), "ctrl-c");
    }
}
