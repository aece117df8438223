//! The terminal, as far as it can be told without asking it.

use std::io::IsTerminal as _;

use super::Check;

/// The smallest size in which the workspace is of use.
const SMALLEST: (u16, u16) = (40, 12);

pub(super) fn checks(env: impl Fn(&str) -> String) -> Vec<Check> {
    let size = crossterm::terminal::size().ok();
    let tty = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    vec![screen(&env("TERM"), colours(&env), tty, size), encoding(&env)]
}

fn screen(term: &str, colours: &str, tty: bool, size: Option<(u16, u16)>) -> Check {
    let name = if term.is_empty() { "TERM is not set" } else { term };
    let mut text = format!("{name}, {colours}");
    if !tty {
        return Check::warn(
            "terminal",
            format!("{text}; this command is not on a terminal"),
            "the workspace needs one; `ci-tui run` does not",
        );
    }
    if let Some((columns, rows)) = size {
        text = format!("{text}, {columns} x {rows}");
        if columns < SMALLEST.0 || rows < SMALLEST.1 {
            let advice = format!("enlarge it to at least {} x {}", SMALLEST.0, SMALLEST.1);
            return Check::warn("terminal", text, advice);
        }
    }
    match term {
        "" | "dumb" => Check::warn("terminal", text, "set TERM to what your terminal is"),
        _ => Check::ok("terminal", text),
    }
}

/// The most that the environment promises.
fn colours(env: &impl Fn(&str) -> String) -> &'static str {
    let term = env("TERM");
    if !env("NO_COLOR").is_empty() {
        "no colours (NO_COLOR)"
    } else if ["truecolor", "24bit"].contains(&env("COLORTERM").as_str())
        || term.ends_with("-direct")
    {
        "24-bit colours"
    } else if term.contains("256color") {
        "256 colours"
    } else if ["", "dumb"].contains(&term.as_str()) {
        "no colours"
    } else {
        "16 colours"
    }
}

fn encoding(env: &impl Fn(&str) -> String) -> Check {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].map(env);
    let locale = locale.into_iter().find(|value| !value.is_empty()).unwrap_or_default();
    let plain = locale.to_ascii_lowercase().replace('-', "");
    if plain.contains("utf8") {
        return Check::ok("encoding", locale);
    }
    let name = if locale.is_empty() { "no locale is set" } else { &locale };
    Check::warn("encoding", format!("{name}, not UTF-8"), "set LANG=C.UTF-8 if lines look broken")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_what_the_environment_promises() {
        let of = |term: &str, colorterm: &str, no_color: &str| {
            colours(&|name: &str| {
                match name {
                    "TERM" => term,
                    "COLORTERM" => colorterm,
                    _ => no_color,
                }
                .to_owned()
            })
        };
        let found = [
            of("xterm-256color", "truecolor", ""),
            of("xterm-256color", "", ""),
            of("linux", "", ""),
            of("dumb", "", ""),
            of("xterm", "truecolor", "1"),
        ];
        let expected =
            ["24-bit colours", "256 colours", "16 colours", "no colours", "no colours (NO_COLOR)"];
        assert_eq!(found, expected);
    }
}
