//! Whether the terminal's ground is light. The terminal is asked before anything else reads its answers.

use std::time::Duration;

use terminal_colorsaurus::{QueryOptions, ThemeMode, theme_mode};

/// How long a terminal may take to answer.
const PATIENCE: Duration = Duration::from_millis(300);

/// Terminals that never answer, or answer for another.
const MUTE: [&str; 3] = ["dumb", "linux", "screen"];

/// Asks the terminal, then its environment; dark when neither says. Call it before the event stream exists.
pub fn light_by_terminal(env: impl Fn(&str) -> Option<String>) -> bool {
    let term = env("TERM").unwrap_or_default();
    let asked = if term.is_empty() || MUTE.iter().any(|word| term.starts_with(word)) {
        None
    } else {
        let mut options = QueryOptions::default();
        options.timeout = PATIENCE;
        theme_mode(options).ok()
    };
    asked.map_or_else(|| light_by_env(env), |mode| mode == ThemeMode::Light)
}

/// What `COLORFGBG` says of the ground (`15;0` is dark); dark when it says nothing.
pub fn light_by_env(env: impl Fn(&str) -> Option<String>) -> bool {
    env("COLORFGBG")
        .and_then(|value| value.rsplit(';').next()?.parse::<u8>().ok())
        .is_some_and(|ground| ground == 7 || (9..=15).contains(&ground))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ground_is_read_from_the_environment() {
        let says = |value: &str| {
            let value = value.to_owned();
            light_by_env(move |name| (name == "COLORFGBG").then(|| value.clone()))
        };
        assert_eq!(
            ["0;15", "15;0", "12;default;7", "15;8", "x"].map(says),
            [true, false, true, false, false]
        );
        assert!(!light_by_env(|_| None));
    }
}
