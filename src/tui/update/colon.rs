//! Words behind a colon: commands of the composer, which the model never sees.

use crate::engine::{Command, Language, State};
use crate::tui::explorer::is_busy;
use crate::tui::screen::{Errand, Screen};
use crate::words::NotNow;

/// What a text that is about to be sent is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Typed<'a> {
    /// Words for the model.
    Prompt(&'a str),
    /// A command and what stands behind it.
    Command(&'a str, &'a str),
}

/// Tells commands from prompts; `::` at the beginning is a colon for the model.
pub(super) fn read(text: &str) -> Typed<'_> {
    match text.strip_prefix(':') {
        None => Typed::Prompt(text),
        Some(rest) if rest.starts_with(':') => Typed::Prompt(rest),
        Some(rest) => {
            let (word, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            Typed::Command(word, rest.trim())
        }
    }
}

/// Does what the command says; the composer is emptied unless the command is unknown.
pub(super) fn obey(screen: &mut Screen, state: &State, word: &str, rest: &str) -> Vec<Command> {
    match word {
        "python" if !rest.is_empty() && is_busy(state, Language::Python) => {
            screen.tell(NotNow::PythonBusy);
            return Vec::new();
        }
        "python" if rest.is_empty() => screen.errands.push(Errand::TellPythons),
        "python" => screen.errands.push(Errand::UsePython(unquoted(rest).to_owned())),
        _ => {
            let word: String = word.chars().take(20).collect();
            screen.tell_of(NotNow::NoCommand, &[&word]);
            return Vec::new();
        }
    }
    screen.composer.set_text("");
    Vec::new()
}

fn unquoted(path: &str) -> &str {
    let quoted = |quote| path.strip_prefix(quote).and_then(|path| path.strip_suffix(quote));
    quoted('"').or_else(|| quoted('\'')).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colon_begins_a_command_two_or_a_space_a_prompt() {
        assert_eq!(read(":python  a b "), Typed::Command("python", "a b"));
        assert_eq!(read(":python"), Typed::Command("python", ""));
        assert_eq!(read("::x"), Typed::Prompt(":x"));
        assert_eq!(read(" :x"), Typed::Prompt(" :x"));
        assert_eq!(read("a: b"), Typed::Prompt("a: b"));
        assert_eq!(unquoted("'a b'"), "a b");
    }
}
