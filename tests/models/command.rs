//! `models` and `doctor` as scripts see them.

use std::collections::BTreeSet;

use serde_json::Value;

use super::index::{ci_tui, json};

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn the_list_tells_memory_verdict_and_state_of_each_model() {
    let home = tempfile::tempdir().expect("folder");
    let output = ci_tui(home.path(), &["models", "list", "--json"]);
    assert_eq!(output.status.code(), Some(0));
    let list = json(&output).remove(0);
    assert_eq!(keys(&list), BTreeSet::from(["v", "available_memory", "recommended", "models"]));
    let models = list["models"].as_array().expect("models");
    let names: Vec<_> = models.iter().map(|model| &model["name"]).collect();
    assert!(names.len() >= 24, "{names:?}");
    assert!(names.iter().any(|name| *name == "qwen2.5-coder-1.5b"), "{names:?}");
    for model in models {
        assert_eq!(model["state"], "absent");
        for row in model["memory"].as_array().expect("memory") {
            assert_eq!(keys(row), BTreeSet::from(["context", "bytes", "fit"]));
        }
    }
    let smol = models.iter().find(|model| model["name"] == "smollm2-135m").expect("listed");
    let contexts: Vec<_> = smol["memory"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|row| row["context"].as_u64())
        .collect();
    assert_eq!(contexts, [Some(4096), Some(8192)], "no more than the model's own context");
    assert!(!home.path().join(".local/share").exists(), "looking creates nothing");
}

#[test]
fn failures_are_one_sentence_and_an_exit_code() {
    let home = tempfile::tempdir().expect("folder");
    let said = |args: &[&str]| {
        let output = ci_tui(home.path(), args);
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), text.lines().next().unwrap_or_default().to_owned())
    };
    let (code, text) = said(&["models", "pull", "smollm3"]);
    assert_eq!(code, Some(1));
    assert!(text.ends_with("did you mean smollm2-135m?"), "{text}");
    let (code, text) = said(&["models", "rm", "smollm2-135m"]);
    assert_eq!(code, Some(1));
    assert!(text.ends_with("smollm2-135m is not on this machine; nothing was removed"), "{text}");
    assert_eq!(said(&["models", "pull"]).0, Some(2));
    let readme = home.path().join("text.gguf");
    std::fs::write(&readme, "not a model").expect("write");
    let (code, text) = said(&["models", "info", &readme.to_string_lossy()]);
    assert_eq!(code, Some(1));
    assert!(text.contains("is not a GGUF model"), "{text}");
}

#[test]
fn the_doctor_names_what_is_missing_and_what_to_do() {
    let home = tempfile::tempdir().expect("folder");
    let output = ci_tui(home.path(), &["doctor", "--json"]);
    let report = json(&output).remove(0);
    assert_eq!(keys(&report), BTreeSet::from(["v", "ok", "checks"]));
    let checks = report["checks"].as_array().expect("checks");
    let names: Vec<_> = checks.iter().filter_map(|check| check["name"].as_str()).collect();
    let expected = [
        "config",
        "processor",
        "memory",
        "graphics",
        "gauge",
        "engine",
        "models",
        "model",
        "python",
        "bash",
        "node",
        "sandbox",
        "terminal",
        "encoding",
        "data",
        "state",
        "disk",
    ];
    assert_eq!(names, expected);
    for check in checks {
        assert_eq!(keys(check), BTreeSet::from(["name", "state", "text", "advice"]));
        assert_eq!(check["state"] == "ok", check["advice"].is_null(), "{check}");
    }
    let model = checks.iter().find(|check| check["name"] == "model").expect("model");
    assert_eq!(model["state"], "missing");
    let advice = model["advice"].as_str().expect("advice");
    assert!(advice.contains("ci-tui models pull "), "{advice}");
    assert_eq!((output.status.code(), &report["ok"]), (Some(1), &Value::Bool(false)));
}
