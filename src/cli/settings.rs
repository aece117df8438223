//! From configuration and flags to what a session is started with.

use std::path::{Path, PathBuf};

use super::failure::wrong_usage;
use crate::config::{self, Config, Overrides, Paths};
use crate::engine::{Policy, Sampling, Settings};

/// The working directory of a command, as an absolute path.
pub(super) fn directory(wish: Option<&Path>) -> anyhow::Result<PathBuf> {
    let unnamed = wish.is_none();
    let wish = wish.unwrap_or_else(|| Path::new("."));
    let shown = wish.display();
    if unnamed && std::env::current_dir().is_err() {
        return Err(wrong_usage(
            "the current directory is gone; change to one that exists, or name one with -C",
        ));
    }
    match std::fs::canonicalize(wish) {
        Ok(path) if path.is_dir() => utf8(path),
        Ok(_) => Err(wrong_usage(format!("-C {shown}: this is a file; name a directory"))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(wrong_usage(format!(
            "-C {shown}: there is no such directory; create it, or name another one"
        ))),
        Err(error) => Err(wrong_usage(format!("-C {shown}: cannot be used: {error}"))),
    }
}

/// The folders of the user, with those for models that the configuration names.
pub(super) fn paths() -> anyhow::Result<Paths> {
    let (paths, here) = (Paths::of_user(), std::env::current_dir().unwrap_or_default());
    let loaded = config::load(&paths, &here, Overrides::default());
    let config = loaded.map_err(super::config::as_failure)?.config;
    Ok(paths.with_model_folders(&config.models.folders))
}

/// The path if it is text, as sessions and kernels need it: another name would be another directory.
pub(super) fn utf8(path: PathBuf) -> anyhow::Result<PathBuf> {
    if path.to_str().is_some() {
        return Ok(path);
    }
    let shown = path.display();
    Err(wrong_usage(format!(
        "the path {shown} is not UTF-8 text; rename that directory, or name another one with -C"
    )))
}

/// What a session starts with, the configuration applied; its id is given by the journal.
pub(super) fn settings(config: &Config, cwd: &Path, model: Option<String>) -> Settings {
    let generation = &config.generation;
    Settings {
        session: crate::session::Header::fresh_id(),
        cwd: cwd.to_string_lossy().into_owned(),
        model,
        policy: config.approve,
        max_steps: config.limits.max_steps,
        sampling: Sampling {
            temperature: generation.temperature,
            top_p: generation.top_p,
            seed: None,
            max_tokens: generation.max_tokens,
        },
        checks: true,
        opinions_s: config.limits.opinions_s,
        ahead: true,
        ..Settings::default()
    }
}

/// What an unattended session starts with.
pub(super) fn unattended(settings: Settings, policy: Policy, seed: Option<u64>) -> Settings {
    let sampling = Sampling { seed, ..settings.sampling };
    Settings { policy, sampling, unattended: true, ahead: false, ..settings }
}
