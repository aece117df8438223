//! A file that is on this machine already is verified and used, not fetched.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use ci_tui::config::Paths;
use ci_tui::model::catalogue::{Entry, resolve};
use ci_tui::model::pull::{Sources, remove};

use super::server::{entry, fetch, noise, sources_of};

fn sources(home: &Path) -> Sources {
    sources_of(&[("HOME", &home.to_string_lossy()), ("HF_HUB_OFFLINE", "1")])
}

fn put(path: &Path, body: &[u8]) {
    fs::create_dir_all(path.parent().expect("folder")).expect("folder");
    fs::write(path, body).expect("write");
}

#[test]
fn files_of_other_programs_are_linked_and_survive_a_removal() {
    let body = noise(100_000);
    let model = entry(&body);
    let Entry { file, .. } = &model;
    let sha256 = model.sha256.as_deref().expect("known");
    for place in [
        format!(".cache/huggingface/hub/models--owner--noise/snapshots/abc/{file}"),
        format!(".cache/huggingface/hub/models--owner--noise/blobs/{sha256}"),
        format!(".lmstudio/models/owner/noise/{file}"),
        format!(".ollama/models/blobs/sha256-{sha256}"),
        format!(".local/share/kalosm/cache/owner/noise/main/{file}"),
    ] {
        let home = tempfile::tempdir().expect("folder");
        let paths = Paths::under(&home.path().join("ours"));
        let theirs = home.path().join(&place);
        put(&theirs, &body);
        let ours = fetch(&model, &paths, &sources(home.path())).expect("found");
        let inode = |path: &Path| path.metadata().expect("file").ino();
        assert_eq!(ours, paths.models().join(file), "{place}");
        assert_eq!(inode(&ours), inode(&theirs), "{place}");
        assert_eq!(remove(&model, &paths).expect("removed"), [ours]);
        assert_eq!(fs::read(&theirs).expect("still there"), body);
    }
}

#[test]
fn a_file_that_only_looks_right_is_not_used() {
    let body = noise(100_000);
    let mut other = body.clone();
    other[5] ^= 1;
    let home = tempfile::tempdir().expect("folder");
    let paths = Paths::under(&home.path().join("ours"));
    put(&home.path().join(".lmstudio/models/owner/noise/noise.gguf"), &other);
    let error = fetch(&entry(&body), &paths, &sources(home.path())).expect_err("no source");
    let text = error.to_string();
    assert!(text.contains("this machine: "), "{text}");
    assert!(text.contains("has the right size but another checksum"), "{text}");
    assert!(!paths.models().join("noise.gguf").exists());
}

#[test]
fn a_folder_of_models_takes_the_place_of_our_own() {
    let body = noise(100_000);
    let home = tempfile::tempdir().expect("folder");
    let shared = home.path().join("shared");
    let ours = Paths::under(&home.path().join("ours"));
    let paths = Paths { shared_models: Some(shared.clone()), ..ours };
    put(&shared.join("noise.gguf"), &body);
    let found = fetch(&entry(&body), &paths, &sources(home.path())).expect("found");
    assert_eq!(found, shared.join("noise.gguf"));
    assert!(!paths.data.exists());
}

#[test]
fn a_folder_is_told_from_a_model_file() {
    let home = tempfile::tempdir().expect("folder");
    let paths = Paths::under(&home.path().join("ours"));
    let told = |model: &str| resolve(model, &paths).expect_err("a folder").to_string();
    let folder = home.path().display().to_string();
    let expected = "is a folder, not a model file; give a .gguf file or a catalogue name";
    assert_eq!(told(&folder), format!("{folder} {expected}"));
    assert_eq!(told("src"), format!("src {expected}"));
    assert!(told("scr").contains("scr"), "{}", told("scr"));
}
