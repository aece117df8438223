//! GGUF headers: sound ones, damaged ones, hostile ones.

use std::path::{Path, PathBuf};

use ci_tui::model::gguf::{Error, Header, preflight, preflight_for};
use ci_tui::model::{Runner, Source};
use proptest::prelude::*;

use super::process::{Model, engines};

/// Builds a small sound model file, piece by piece.
#[derive(Clone)]
struct Builder {
    entries: Vec<(String, Vec<u8>)>,
    dtype: u32,
    data: usize,
}

fn text(text: &str) -> Vec<u8> {
    [&(text.len() as u64).to_le_bytes(), text.as_bytes()].concat()
}

fn list(kind: u32, length: u64, body: &[u8]) -> Vec<u8> {
    [&9_u32.to_le_bytes()[..], &kind.to_le_bytes(), &length.to_le_bytes(), body].concat()
}

impl Builder {
    fn sound() -> Self {
        let mut new = Self { entries: Vec::new(), dtype: 0, data: 2 * 64 * 4 };
        new.text("general.architecture", "qwen2").text("general.name", "Tiny");
        new.number("qwen2.attention.head_count", 2).number("qwen2.attention.head_count_kv", 1);
        new.number("qwen2.embedding_length", 8).number("qwen2.block_count", 1);
        new.number("qwen2.context_length", 64).number("general.file_type", 0);
        new.text("tokenizer.ggml.model", "gpt2").text("tokenizer.ggml.pre", "qwen2");
        new.set("tokenizer.ggml.tokens", list(8, 2, &[text("a"), text("<|im_end|>")].concat()));
        let types = [1_i32.to_le_bytes(), 3_i32.to_le_bytes()].concat();
        new.set("tokenizer.ggml.token_type", list(5, 2, &types));
        new.set("tokenizer.ggml.merges", list(8, 1, &text("a a")));
        new.number("tokenizer.ggml.eos_token_id", 1).number("tokenizer.ggml.bos_token_id", 0);
        new
    }

    fn set(&mut self, key: &str, value: Vec<u8>) -> &mut Self {
        self.entries.retain(|(old, _)| old != key);
        self.entries.push((key.into(), value));
        self
    }

    fn remove(&mut self, key: &str) -> &mut Self {
        self.entries.retain(|(old, _)| old != key);
        self
    }

    fn text(&mut self, key: &str, value: &str) -> &mut Self {
        self.set(key, [&8_u32.to_le_bytes()[..], &text(value)].concat())
    }

    fn number(&mut self, key: &str, value: u32) -> &mut Self {
        self.set(key, [4_u32.to_le_bytes(), value.to_le_bytes()].concat())
    }

    fn dtype(&mut self, dtype: u32) -> &mut Self {
        self.dtype = dtype;
        self
    }

    fn shorter(&mut self) -> &mut Self {
        self.data -= 1;
        self
    }

    fn header(&self) -> Vec<u8> {
        let tensors = ["token_embd.weight", "output_norm.weight"];
        let mut file = b"GGUF".to_vec();
        file.extend(3_u32.to_le_bytes());
        file.extend((tensors.len() as u64).to_le_bytes());
        file.extend((self.entries.len() as u64).to_le_bytes());
        for (key, value) in &self.entries {
            file.extend(text(key));
            file.extend(value);
        }
        for (n, name) in (0_u64..).zip(tensors) {
            file.extend(text(name));
            file.extend(1_u32.to_le_bytes());
            file.extend(64_u64.to_le_bytes());
            file.extend(self.dtype.to_le_bytes());
            file.extend((n * 64 * 4).to_le_bytes());
        }
        file
    }

    fn file(&self) -> Vec<u8> {
        let mut file = self.header();
        file.resize(file.len().next_multiple_of(32) + self.data, 0);
        file
    }

    fn save(&self, folder: &Path) -> PathBuf {
        let path = folder.join("m.gguf");
        std::fs::write(&path, self.file()).expect("write");
        path
    }
}

fn refusal(change: Change) -> String {
    let folder = tempfile::tempdir().expect("folder");
    let mut builder = Builder::sound();
    change(&mut builder);
    let path = builder.save(folder.path());
    let text = preflight_for(&path, Runner::Kalosm).expect_err("a refusal").to_string();
    text.replace(&path.display().to_string(), "m")
}

#[test]
fn a_sound_file_is_summed_up() {
    let folder = tempfile::tempdir().expect("folder");
    let summary = preflight(&Builder::sound().save(folder.path())).expect("sound");
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

type Change = fn(&mut Builder) -> &mut Builder;

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
        |file| file.set("tokenizer.ggml.token_type", list(5, 1, &1_i32.to_le_bytes())),
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
        let mut builder = Builder::sound();
        change(&mut builder);
        let path = builder.save(folder.path());
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
            let mut builder = Builder::sound();
            change(&mut builder);
            let summary = preflight(&builder.save(folder.path())).expect("sound");
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
    let path = Builder::sound().save(folder.path());
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
    std::fs::write(&path, Builder::sound().file()).expect("write");
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
        let mut file = Builder::sound().file();
        let at = at % file.len();
        file[at] ^= 1 << bit;
        file.truncate(cut.max(1));
        let path = folder.path().join("m.gguf");
        std::fs::write(&path, &file).expect("write");
        let _ = preflight(&path);
    }

    #[test]
    fn a_header_that_is_cut_short_is_never_taken_for_whole(cut in 0..600_usize) {
        let header = Builder::sound().header();
        let cut = cut.min(header.len() - 1);
        prop_assert!(Header::read(&header[..cut], cut as u64).is_err());
    }
}
