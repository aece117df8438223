//! How many colours the terminal shows, judged by its environment.

use std::fmt;
use std::str::FromStr;

/// The colours that may be used, from all to none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Depth {
    /// 24 bits.
    TrueColor,
    /// The 256 of xterm.
    Ansi256,
    /// The 16 that follow the user's palette.
    Ansi16,
    /// Bold, dim, underline and reverse only.
    None,
}

const DIRECT: [&str; 6] =
    ["xterm-kitty", "xterm-ghostty", "alacritty", "wezterm", "contour", "rio"];

impl Depth {
    /// Judges by `NO_COLOR`, `TERM` and `COLORTERM`; `ssh` rarely forwards the last.
    pub fn detect(env: impl Fn(&str) -> Option<String>) -> Self {
        let term = env("TERM").unwrap_or_default();
        let direct = matches!(env("COLORTERM").as_deref(), Some("truecolor" | "24bit"));
        if env("NO_COLOR").is_some_and(|value| !value.is_empty()) || term == "dumb" {
            Self::None
        } else if ["linux", "ansi", "vt"].iter().any(|word| term.starts_with(word))
            || term.is_empty()
        {
            Self::Ansi16
        } else if term.starts_with("screen") {
            // GNU screen before version 5 misreads 24-bit colours.
            if term.contains("256") { Self::Ansi256 } else { Self::Ansi16 }
        } else if direct
            || DIRECT.contains(&term.as_str())
            || term.starts_with("foot")
            || term.ends_with("-direct")
        {
            Self::TrueColor
        } else if term.contains("256") || term.starts_with("xterm") || term.starts_with("tmux") {
            Self::Ansi256
        } else {
            Self::Ansi16
        }
    }
}

impl FromStr for Depth {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        match word {
            "truecolor" => Ok(Self::TrueColor),
            "256" => Ok(Self::Ansi256),
            "16" => Ok(Self::Ansi16),
            "none" => Ok(Self::None),
            _ => Err(format!("`{word}` is no colour depth: use truecolor, 256, 16 or none")),
        }
    }
}

impl fmt::Display for Depth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TrueColor => "truecolor",
            Self::Ansi256 => "256",
            Self::Ansi16 => "16",
            Self::None => "none",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(env: &[(&str, &str)]) -> Depth {
        Depth::detect(|name| {
            env.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_depth_follows_the_environment() {
        let cases: &[(&[(&str, &str)], Depth)] = &[
            (&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")], Depth::TrueColor),
            (&[("TERM", "xterm-256color"), ("COLORTERM", "24bit")], Depth::TrueColor),
            (&[("TERM", "xterm-256color")], Depth::Ansi256),
            (&[("TERM", "xterm-kitty")], Depth::TrueColor),
            (&[("TERM", "foot-extra")], Depth::TrueColor),
            (&[("TERM", "xterm-direct")], Depth::TrueColor),
            (&[("TERM", "tmux-256color"), ("COLORTERM", "truecolor")], Depth::TrueColor),
            (&[("TERM", "screen-256color"), ("COLORTERM", "truecolor")], Depth::Ansi256),
            (&[("TERM", "screen")], Depth::Ansi16),
            (&[("TERM", "linux"), ("COLORTERM", "truecolor")], Depth::Ansi16),
            (&[("TERM", "vt220")], Depth::Ansi16),
            (&[("TERM", "dumb"), ("COLORTERM", "truecolor")], Depth::None),
            (&[("TERM", "xterm-kitty"), ("NO_COLOR", "1")], Depth::None),
            (&[("TERM", "xterm-kitty"), ("NO_COLOR", "")], Depth::TrueColor),
            (&[], Depth::Ansi16),
        ];
        for (env, depth) in cases {
            assert_eq!(judged(env), *depth, "{env:?}");
        }
    }

    #[test]
    fn a_depth_reads_back_what_it_shows() {
        for depth in [Depth::TrueColor, Depth::Ansi256, Depth::Ansi16, Depth::None] {
            assert_eq!(depth.to_string().parse(), Ok(depth));
        }
        assert!("8".parse::<Depth>().is_err());
    }
}
