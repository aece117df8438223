//! GGUF headers: sound ones, damaged ones, hostile ones.

use std::path::{Path, PathBuf};

use ci_tui::model::gguf::{Error, Header, preflight, preflight_for};
use ci_tui::model::{Runner, Source};
use proptest::prelude::*;

use super::process::{Model, engines};
use crate::support::gguf::Tiny;

/// A small sound model file.
fn sound() -> Tiny {
    let mut tiny = Tiny::new("qwen2", "Tiny");
    tiny.of("context_length", 64).number("general.file_type", 0);
    tiny
}

fn save(tiny: &Tiny, folder: &Path) -> PathBuf {
    let path = folder.join("m.gguf");
    std::fs::write(&path, tiny.file()).expect("write");
    path
}

fn refusal(change: Change) -> String {
    let folder = tempfile::tempdir().expect("folder");
    let mut builder = sound();
    change(&mut builder);
    let path = save(&builder, folder.path());
    let text = preflight_for(&path, Runner::Kalosm).expect_err("a refusal").to_string();
    text.replace(&path.display().to_string(), "m")
}

#[test]
fn a_sound_file_is_summed_up() {
    let folder = tempfile::tempdir().expect("folder");
    let summary = preflight(&save(&sound(), folder.path())).expect("sound");
    assert_eq!((summary.architecture.as_str(), summary.name.as_str()), ("qwen2", "Tiny"));
    assert_eq!((summary.parameters, summary.quantisation.as_str()), (128, "F32"));
    assert_eq!((summary.context_length, summary.vocabulary, summary.eos), (64, 2, 1));
    assert_eq!(summary.warnings, ["it has no chat template; a usual one is assumed"]);
    let header = Header::open(&folder.path().join("m.gguf")).expect("header");
    assert_eq!(header.control_tokens(), ["<|im_end|>"]);
}

/// What stands behind the name of a file that Kalosm cannot run.
fn advice() -> &'static str {
    if Runner::LlamaCpp.is_built_in() {
        "Kalosm cannot run it, llama.cpp can"
    } else {
        "Kalosm cannot run it; build with the feature `llama-cpp`, or choose a dense llama, qwen2 or phi3 model, \
         such as qwen2.5-coder-1.5b"
    }
}

type Change = fn(&mut Tiny) -> &mut Tiny;

/// Files that are damaged for every engine, with the end of their sentence.
const DAMAGED: [(Change, &str); 11] = [
    (|file| file.remove("tokenizer.ggml.tokens"), "has no tokenizer: fetch another conversion"),
    (
        |file| file.number("tokenizer.ggml.eos_token_id", 9),
        "has a damaged tokenizer (tokenizer.ggml.eos_token_id is 9): fetch it again",
    ),
    (
        |file| file.number("tokenizer.ggml.bos_token_id", 7),
        "has a damaged tokenizer (tokenizer.ggml.bos_token_id is 7): fetch it again",
    ),
    (
        |file| file.numbers("tokenizer.ggml.token_type", &[1]),
        "has a damaged tokenizer (1 types of 2 tokens): fetch it again",
    ),
    (
        |file| file.number("general.alignment", 0),
        "has a damaged header (alignment 0): fetch it again",
    ),
    (
        |file| file.number("general.alignment", 33),
        "has a damaged header (alignment 33): fetch it again",
    ),
    (
        |file| file.remove("general.architecture"),
        "does not say its architecture: fetch another conversion",
    ),
    (
        |file| file.number("qwen2.attention.head_count", 0),
        "lacks a sound `attention.head_count`: fetch another conversion",
    ),
    (
        |file| file.remove("qwen2.block_count"),
        "lacks a sound `block_count`: fetch another conversion",
    ),
    (|file| file.dtype(77), "holds weights of type 77, which is unknown: take Q4_K_M or Q8_0"),
    (|file| file.shorter(), "; fetch it again"),
];

#[test]
fn damage_is_told_alike_by_every_engine_and_its_process_ends_in_order() {
    for (change, ending) in DAMAGED {
        let folder = tempfile::tempdir().expect("folder");
        let mut builder = sound();
        change(&mut builder);
        let path = save(&builder, folder.path());
        let told = preflight(&path).expect_err("a refusal").to_string();
        assert!(told.ends_with(ending), "{told}");
        for engine in engines() {
            let mut model = Model::start();
            let error =
                model.load_on(engine, Source::Weights(path.clone()), 0).expect_err("refused");
            assert_eq!(error, told);
            let status = model.child.wait().expect("its end");
            assert_eq!(status.code(), Some(1), "{status}: an order to fail, not an abort");
        }
    }
}

#[test]
fn what_kalosm_cannot_run_is_left_to_llama_cpp() {
    let cases: [(Change, &str); 6] = [
        (
            |file| file.text("general.architecture", "gemma3"),
            "lacks a sound `context_length`: fetch another conversion",
        ),
        (|file| file.number("qwen2.expert_count", 8), "is a mixture of experts: "),
        (
            |file| file.number("qwen2.attention.key_length", 128),
            "has attention heads of an unusual size: ",
        ),
        (|file| file.dtype(30), "holds weights of BF16: "),
        (|file| file.number("split.count", 2), "is one of several parts: "),
        (
            |file| file.text("tokenizer.chat_template", "{% for %}"),
            "has a chat template that cannot be read (",
        ),
    ];
    for (change, beginning) in cases {
        let told = refusal(change);
        assert!(told.starts_with(&format!("`m` {beginning}")), "{told}");
        if !beginning.ends_with("conversion") {
            assert!(told.ends_with(advice()), "{told}");
            let folder = tempfile::tempdir().expect("folder");
            let mut builder = sound();
            change(&mut builder);
            let summary = preflight(&save(&builder, folder.path())).expect("sound");
            assert_eq!(summary.runners(), [Runner::LlamaCpp]);
        }
    }
    assert_eq!(
        refusal(|file| file.text("tokenizer.ggml.model", "llama")),
        "`m` has a tokenizer of the kind `llama`: put its tokenizer.json beside it, or run it with llama.cpp"
    );
    assert_eq!(
        refusal(|file| file.remove("tokenizer.ggml.merges")),
        "`m` has an incomplete tokenizer: put its tokenizer.json beside"
    );
}

#[test]
fn a_sound_header_over_weights_of_nonsense_never_ends_in_an_abort() {
    let folder = tempfile::tempdir().expect("folder");
    let path = save(&sound(), folder.path());
    for engine in engines() {
        let mut model = Model::start();
        let error = model.load_on(engine, Source::Weights(path.clone()), 0).expect_err("refused");
        assert!(
            error.contains("could not be loaded") || error.contains("could not load"),
            "{error}"
        );
        let status = model.child.wait().expect("its end");
        assert_eq!(status.code(), Some(1), "{status}: {error}");
    }
}

#[test]
fn files_that_are_no_models_are_named_as_such() {
    let folder = tempfile::tempdir().expect("folder");
    let say = |path: &Path| preflight(path).expect_err("a refusal").to_string();
    assert!(say(&folder.path().join("none.gguf")).contains("does not exist"));
    assert!(say(folder.path()).contains("is not a file"));
    let path = folder.path().join("text.gguf");
    std::fs::write(&path, "hello").expect("write");
    assert!(say(&path).contains("is not a GGUF model"), "{}", say(&path));
    let path = folder.path().join("sha256-1234");
    std::fs::write(&path, sound().file()).expect("write");
    let told = preflight_for(&path, Runner::Kalosm).expect_err("a refusal").to_string();
    assert!(told.contains("must end in .gguf"), "{told}");
    assert_eq!(preflight(&path).expect("sound").runners(), [Runner::LlamaCpp]);
}

#[test]
fn a_length_that_no_file_can_have_costs_no_memory() {
    let mut file = b"GGUF\x03\0\0\0".to_vec();
    file.extend(u64::MAX.to_le_bytes());
    file.extend([0; 64]);
    let error = Header::read(file.as_slice(), 1 << 40).expect_err("hostile");
    assert!(matches!(error, Error::Damaged(_)), "{error}");
}

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..4096)) {
        let _ = Header::read(bytes.as_slice(), bytes.len() as u64);
        let prefixed = [b"GGUF\x03\0\0\0".as_slice(), &bytes].concat();
        let _ = Header::read(prefixed.as_slice(), prefixed.len() as u64);
    }

    #[test]
    fn cut_and_flipped_headers_never_panic(cut in 0..2048_usize, at in 0..2048_usize, bit in 0..8_u32) {
        let folder = tempfile::tempdir().expect("folder");
        let mut file = sound().file();
        let at = at % file.len();
        file[at] ^= 1 << bit;
        file.truncate(cut.max(1));
        let path = folder.path().join("m.gguf");
        std::fs::write(&path, &file).expect("write");
        let _ = preflight(&path);
    }

    #[test]
    fn a_header_that_is_cut_short_is_never_taken_for_whole(cut in 0..600_usize) {
        let header = sound().header();
        let cut = cut.min(header.len() - 1);
        prop_assert!(Header::read(&header[..cut], cut as u64).is_err());
    }
}
