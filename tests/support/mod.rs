//! What several folders of tests need: the binary, its own home, and real models.

pub(crate) mod chat;
pub(crate) mod gguf;

use std::path::PathBuf;
use std::process::Command;

/// The binary under test, in a home of its own.
pub(crate) fn ci_tui(home: &std::path::Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ci-tui"));
    command.env("HOME", home).env("CI_TUI_MODELS", models()).env_remove("CI_TUI_MODEL");
    for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"] {
        command.env_remove(name);
    }
    command
}

/// Where models are kept between runs of the tests: they are large.
pub(crate) fn models() -> PathBuf {
    if let Some(folder) = std::env::var_os("CI_TUI_MODELS") {
        return folder.into();
    }
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let home = || PathBuf::from(std::env::var_os("HOME").expect("HOME is set"));
    cache.unwrap_or_else(|| home().join(".cache")).join("ci-tui/models")
}

/// Fetches a model of the catalogue where it is not there yet, as a user would.
#[track_caller]
pub(crate) fn fetch(model: &str) {
    let file = match model {
        "smollm2-135m" => "SmolLM2-135M-Instruct.Q4_1.gguf",
        "qwen2.5-coder-1.5b" => "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        other => panic!("no test needs {other}"),
    };
    if models().join(file).exists() {
        return;
    }
    let lock = std::fs::create_dir_all(models())
        .and_then(|()| std::fs::File::create(models().join(".test-lock")));
    let lock = lock.expect("the models' folder can be written");
    lock.lock().expect("a lock: two tests may want the same model");
    if models().join(file).exists() {
        return;
    }
    let home = tempfile::tempdir().expect("home");
    let pulled =
        ci_tui(home.path()).args(["models", "pull", model]).output().expect("the binary starts");
    assert!(
        pulled.status.success(),
        "{model} could not be fetched: {}",
        String::from_utf8_lossy(&pulled.stderr)
    );
}
