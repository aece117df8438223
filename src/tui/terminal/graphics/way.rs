//! Which way pictures are shown, by the user's choice or the terminal's name.

use std::str::FromStr;

/// How figures are drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Images {
    /// Named with their file, not drawn.
    Off,
    /// Two pixels a cell; every terminal can.
    #[default]
    HalfBlocks,
    /// The protocol of kitty, with cells that the terminal fills.
    Kitty,
    /// The protocol of the VT340.
    Sixel,
    /// The protocol of iTerm2, which `WezTerm` knows too.
    Iterm2,
}

impl Images {
    /// Judges by the environment alone: an answer of the terminal could come between keys, or never.
    pub fn detect(env: impl Fn(&str) -> Option<String>) -> Self {
        let is = |name: &str, value: &str| env(name).is_some_and(|found| found == value);
        let has = |name: &str| env(name).is_some_and(|found| !found.is_empty());
        let term = env("TERM").unwrap_or_default();
        // A multiplexer stands between, whatever the terminal behind it can.
        let between = has("TMUX") || has("STY") || has("ZELLIJ");
        if between || term.starts_with("tmux") || term.starts_with("screen") {
            Self::HalfBlocks
        } else if ["xterm-kitty", "xterm-ghostty"].contains(&term.as_str())
            || has("KITTY_WINDOW_ID")
            || is("TERM_PROGRAM", "ghostty")
        {
            Self::Kitty
        } else if is("TERM_PROGRAM", "WezTerm")
            || is("TERM_PROGRAM", "iTerm.app")
            || is("LC_TERMINAL", "iTerm2")
        {
            Self::Iterm2
        } else {
            Self::HalfBlocks
        }
    }
}

impl FromStr for Images {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        match word {
            "off" => Ok(Self::Off),
            "halfblocks" => Ok(Self::HalfBlocks),
            "kitty" => Ok(Self::Kitty),
            "sixel" => Ok(Self::Sixel),
            "iterm2" => Ok(Self::Iterm2),
            _ => Err(format!(
                "`{word}` is no way to draw figures: use auto, halfblocks, kitty, sixel, iterm2 or off"
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_follows_the_environment_and_a_multiplexer_gets_half_blocks() {
        let cases: &[(&[(&str, &str)], Images)] = &[
            (&[("TERM", "xterm-kitty")], Images::Kitty),
            (&[("TERM", "xterm-ghostty")], Images::Kitty),
            (&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "WezTerm")], Images::Iterm2),
            (&[("TERM", "xterm-256color"), ("LC_TERMINAL", "iTerm2")], Images::Iterm2),
            (&[("TERM", "tmux-256color"), ("KITTY_WINDOW_ID", "1")], Images::HalfBlocks),
            (&[("TERM", "xterm-kitty"), ("TMUX", "/tmp/tmux")], Images::HalfBlocks),
            (&[("TERM", "screen"), ("LC_TERMINAL", "iTerm2")], Images::HalfBlocks),
            (&[("TERM", "xterm-256color")], Images::HalfBlocks),
            (&[], Images::HalfBlocks),
        ];
        for (env, way) in cases {
            let found = Images::detect(|name| {
                env.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
            });
            assert_eq!(found, *way, "{env:?}");
        }
    }
}
