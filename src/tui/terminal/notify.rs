//! Calls a person who looks elsewhere: a bell, or a message of the desktop where the terminal shows one.

use std::process::{Command, Stdio};

/// How someone is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notifier {
    /// Not at all.
    Off,
    /// By a bell, which every terminal and multiplexer hands on.
    Bell,
    /// By a message (OSC 9).
    Message,
    /// By a message that tmux hands through, and a bell for its status line.
    ThroughTmux,
}

/// Terminals that show the message, by what `TERM_PROGRAM` says.
const PROGRAMS: [&str; 4] = ["iTerm.app", "WezTerm", "ghostty", "kitty"];
/// The same by `TERM`.
const TERMS: [&str; 3] = ["xterm-kitty", "xterm-ghostty", "wezterm"];

impl Notifier {
    /// What `ui.notify` comes to in this environment; `passes` says whether tmux hands sequences through.
    #[must_use]
    pub fn choose(
        wish: &str,
        env: impl Fn(&str) -> Option<String>,
        passes: impl FnOnce() -> bool,
    ) -> Self {
        let within = |name: &str| env(name).is_some_and(|value| !value.is_empty());
        let tmux = within("TMUX");
        match wish {
            "off" => Self::Off,
            "osc9" if tmux && passes() => Self::ThroughTmux,
            "osc9" if !tmux => Self::Message,
            "auto" if !tmux && !within("STY") && shows_messages(&env) => Self::Message,
            _ => Self::Bell,
        }
    }

    /// What is written to call someone with these words.
    #[must_use]
    pub fn bytes(self, words: &str) -> Vec<u8> {
        let words: String = words.chars().filter(|c| !c.is_control()).take(120).collect();
        match self {
            Self::Off => String::new(),
            Self::Bell => "\x07".into(),
            Self::Message => format!("\x1b]9;{words}\x07"),
            Self::ThroughTmux => format!("\x1bPtmux;\x1b\x1b]9;{words}\x07\x1b\\\x07"),
        }
        .into_bytes()
    }
}

fn shows_messages(env: impl Fn(&str) -> Option<String>) -> bool {
    let is = |name: &str, known: &[&str]| env(name).is_some_and(|it| known.contains(&it.as_str()));
    is("TERM_PROGRAM", &PROGRAMS) || is("TERM", &TERMS)
}

/// Whether tmux hands sequences through to its terminal.
#[must_use]
pub fn tmux_passes() -> bool {
    let asked = Command::new("tmux")
        .args(["show-options", "-gAvw", "allow-passthrough"])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output();
    asked.is_ok_and(|said| matches!(said.stdout.trim_ascii(), b"on" | b"all"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choose(wish: &str, set: &[(&str, &str)], passes: bool) -> Notifier {
        let env = |name: &str| {
            let found = set.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        Notifier::choose(wish, env, || passes)
    }

    #[test]
    fn a_bell_always_works_and_a_message_where_it_is_known_to() {
        assert_eq!(choose("auto", &[("TERM", "xterm-256color")], true), Notifier::Bell);
        assert_eq!(choose("auto", &[("TERM", "xterm-kitty")], true), Notifier::Message);
        let iterm = [("TERM_PROGRAM", "iTerm.app")];
        assert_eq!(choose("auto", &iterm, true), Notifier::Message);
        let within = [("TERM_PROGRAM", "iTerm.app"), ("TMUX", "/tmp/x")];
        assert_eq!(choose("auto", &within, true), Notifier::Bell);
        assert_eq!(choose("osc9", &within, false), Notifier::Bell);
        assert_eq!(choose("osc9", &within, true), Notifier::ThroughTmux);
        assert_eq!(choose("osc9", &[], false), Notifier::Message);
        assert_eq!(choose("bell", &iterm, true), Notifier::Bell);
        assert_eq!(choose("off", &iterm, true), Notifier::Off);
        assert_eq!(Notifier::Message.bytes("it\x1b waits"), b"\x1b]9;it waits\x07");
    }
}
