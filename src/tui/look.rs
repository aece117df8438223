//! The theme and the signs that this terminal can show.

use anyhow::Context as _;

use super::terminal::clipboard::Between;
use super::terminal::graphics::Images;
use super::terminal::{KeyCodes, Notifier, tmux_passes};
use super::theme::{self, Depth, Theme};
use super::widget::glyphs::Glyphs;
use crate::config::{Config, Paths};
use crate::words::Locale;

fn env(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn load(
    name: &str,
    config: &Config,
    paths: &Paths,
    light: impl FnOnce() -> bool,
) -> anyhow::Result<Theme> {
    let depth = match config.ui.color.as_str() {
        "auto" => Depth::detect(env),
        name => name.parse().map_err(|error| anyhow::anyhow!("ui.color: {error}"))?,
    };
    let folder = paths.config.join("themes");
    Theme::load(name, &folder, depth, light).context("the theme cannot be used")
}

/// A theme by name, on a ground that is known.
pub(super) fn named(
    name: &str,
    config: &Config,
    paths: &Paths,
    light: Option<bool>,
) -> anyhow::Result<Theme> {
    load(name, config, paths, || light.unwrap_or_else(|| theme::light_by_env(env)))
}

/// The theme of the first frame, which does not wait for the terminal's answer.
pub(super) fn first_theme(config: &Config, paths: &Paths) -> anyhow::Result<Theme> {
    load(&config.ui.theme, config, paths, || theme::light_by_env(env))
}

/// The theme once the terminal has said what its ground is; `None` where nobody needs to ask.
pub(super) fn second_theme(config: &Config, paths: &Paths) -> Option<Theme> {
    if config.ui.theme != theme::AUTO || env("COLORFGBG").is_some() {
        return None;
    }
    let mut light = false;
    let theme = load(&config.ui.theme, config, paths, || {
        light = theme::light_by_terminal(env);
        light
    });
    theme.ok().filter(|_| light)
}

/// Most frames a second: what was set, else fewer over SSH, where each costs a packet.
pub(super) fn frames(config: &Config) -> u32 {
    match config.ui.max_fps {
        0 if is_remote() => 15,
        0 => 30,
        set => set,
    }
}

/// Most bytes a second for what streams in: what was set, else what a slow line takes.
pub(super) fn bandwidth(config: &Config) -> Option<u32> {
    match config.ui.max_kib_s {
        0 => is_remote().then_some(32 << 10),
        set => Some(set.saturating_mul(1 << 10)),
    }
}

fn is_remote() -> bool {
    env("SSH_CONNECTION").or_else(|| env("SSH_TTY")).is_some_and(|set| !set.is_empty())
}

/// How keys are asked for; the terminal of VS Code on WSL is known to mix up the better way.
pub(super) fn key_codes(config: &Config) -> KeyCodes {
    let is = |name: &str, value: &str| env(name).is_some_and(|set| set == value);
    let mixed_up = is("TERM_PROGRAM", "vscode") && env("WSL_DISTRO_NAME").is_some();
    if config.ui.kitty_keys && !mixed_up { KeyCodes::Unambiguous } else { KeyCodes::Usual }
}

/// How someone who looks elsewhere is called.
pub(super) fn notifier(config: &Config) -> Notifier {
    Notifier::choose(&config.ui.notify, env, tmux_passes)
}

/// How figures are drawn.
pub(super) fn images(config: &Config) -> anyhow::Result<Images> {
    match config.ui.images.as_str() {
        "auto" => Ok(Images::detect(env)),
        name => name.parse().map_err(|error| anyhow::anyhow!("ui.images: {error}")),
    }
}

/// What stands between us and the terminal's clipboard.
pub(super) fn clipboard() -> Between {
    Between::detect(env)
}

/// The language that was set, else that of the environment.
pub(super) fn locale(config: &Config) -> Locale {
    config.ui.language.parse().unwrap_or_else(|()| match glyphs() {
        Glyphs::Unicode => Locale::detect(env),
        // Seven bits have letters for no other.
        Glyphs::Ascii => Locale::En,
    })
}

/// Seven-bit signs where the locale is not UTF-8.
pub(super) fn glyphs() -> Glyphs {
    let named = |name: &str| env(name).filter(|value| !value.is_empty());
    let locale = named("LC_ALL").or_else(|| named("LC_CTYPE")).or_else(|| named("LANG"));
    let plain = locale.is_some_and(|locale| {
        let locale = locale.to_ascii_lowercase();
        !locale.contains("utf-8") && !locale.contains("utf8")
    });
    if plain { Glyphs::Ascii } else { Glyphs::Unicode }
}
