//! `models list` as people read it: at any width, narrowed, ordered.

use std::path::Path;

use super::index::{ci_tui, json};
use crate::support::gguf::Tiny;

fn list(home: &Path, args: &[&str]) -> Vec<String> {
    let output = ci_tui(home, &[&["models", "list"], args].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8").lines().map(str::to_owned).collect()
}

fn put(home: &Path, place: &str, body: &[u8]) {
    let path = home.join(place);
    std::fs::create_dir_all(path.parent().expect("folder")).expect("folder");
    std::fs::write(path, body).expect("write");
}

#[test]
fn it_fits_eighty_columns_and_shows_everything_when_asked_to() {
    let home = tempfile::tempdir().expect("folder");
    let long = format!("{}.gguf", "a-very-long-name-of-a-model-".repeat(3));
    put(home.path(), &format!(".lmstudio/models/{long}"), &Tiny::new("qwen2", "Long").file());
    let narrow = list(home.path(), &[]);
    for line in &narrow {
        assert!(line.chars().count() <= 80, "{line}");
    }
    assert!(narrow[0].starts_with("NAME ") && narrow[0].ends_with("WHERE"), "{}", narrow[0]);
    assert!(!narrow[0].contains("LICENCE"), "{}", narrow[0]);
    let wide = list(home.path(), &["--wide"]);
    for title in [
        "PARAMS",
        "QUANT",
        "SIZE",
        "AT 4K",
        "8K",
        "32K",
        "FIT",
        "TOK/S",
        "ENGINE",
        "CONTEXT",
        "LICENCE",
        "FAMILY",
        "LANGUAGES",
        "WHERE",
    ] {
        assert!(wide[0].contains(title), "{title}: {}", wide[0]);
    }
    assert!(wide.iter().any(|line| line.contains(long.trim_end_matches(".gguf"))));
    assert!(wide.iter().any(|line| line.contains("(Llama 3.1 Community Licence)")));
}

#[test]
fn words_and_options_narrow_it_and_an_order_sorts_it() {
    let home = tempfile::tempdir().expect("folder");
    put(home.path(), ".cache/llama.cpp/own.gguf", &Tiny::new("qwen2", "Own").file());
    let names = |args: &[&str]| -> Vec<String> {
        let lines = list(home.path(), args);
        let rows = lines.iter().skip(1).take_while(|line| !line.is_empty());
        rows.map(|line| line.split(' ').next().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(names(&["--installed"]), ["own"]);
    let coders = names(&["qwen2.5-coder", "--sort", "size"]);
    assert_eq!((coders.len(), coders[0].as_str()), (6, "qwen2.5-coder-0.5b"));
    assert_eq!(coders[5], "qwen2.5-coder-32b");
    let nothing = list(home.path(), &["no-such-thing"]);
    assert_eq!(nothing, ["No model of this kind is known; `ci-tui models list` shows all."]);
    let output = ci_tui(home.path(), &["models", "list", "--sort", "age"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && said.contains("suited, name, size"), "{said}");
}

#[test]
fn scripts_get_every_field_of_catalogue_and_found_models() {
    let home = tempfile::tempdir().expect("folder");
    put(home.path(), ".cache/llama.cpp/own.gguf", &Tiny::new("qwen2", "Own").file());
    let list = json(&ci_tui(home.path(), &["models", "list", "--json"])).remove(0);
    let models = list["models"].as_array().expect("models");
    for model in models {
        for field in [
            "name",
            "title",
            "family",
            "parameters",
            "quantisation",
            "bytes",
            "bytes_estimated",
            "licence",
            "languages",
            "context",
            "state",
            "memory",
            "needs",
            "engine",
            "engines",
            "runnable",
            "speed",
            "warnings",
            "sha256",
            "hub",
            "packages",
            "layers",
            "heads",
            "embedding",
            "vocabulary",
            "good_for",
            "purpose",
            "file",
        ] {
            assert!(model.get(field).is_some(), "{field}: {model}");
        }
    }
    let own = models.iter().find(|model| model["name"] == "own").expect("found");
    assert_eq!((&own["state"], &own["found_in"]), (&"installed".into(), &"llama_cpp".into()));
    let big = models.iter().find(|model| model["name"] == "qwen2.5-coder-32b").expect("known");
    assert_eq!((&big["bytes_estimated"], &big["sha256"]), (&true.into(), &serde_json::Value::Null));
}

#[test]
fn a_mistake_in_the_users_own_list_is_told_with_its_line() {
    let home = tempfile::tempdir().expect("folder");
    put(home.path(), ".config/ci-tui/models.toml", b"[[model]]\nname = 5\n");
    let output = ci_tui(home.path(), &["models", "list"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("models.toml:2: ") && said.lines().count() == 1, "{said}");
}

#[test]
fn a_folder_of_the_configuration_is_searched_too() {
    let home = tempfile::tempdir().expect("folder");
    put(home.path(), "files/own.gguf", &Tiny::new("qwen2", "Own").file());
    put(home.path(), ".config/ci-tui/config.toml", b"[models]\nfolders = [\"~/files\"]\n");
    assert_eq!(list(home.path(), &["--installed"]).len(), list(home.path(), &["own"]).len());
    let line = list(home.path(), &["own"]).remove(1);
    assert!(line.starts_with("own ") && line.ends_with("your folder"), "{line}");
    assert!(home.path().join("files/own.gguf").is_file());
}
