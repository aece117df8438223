//! GGUF headers: sound ones, damaged ones, hostile ones.

use std::path::{Path, PathBuf};

use ci_tui::model::gguf::{Error, Header, preflight};
use proptest::prelude::*;

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

fn refusal(change: impl FnOnce(&mut Builder)) -> String {
    let folder = tempfile::tempdir().expect("folder");
    let mut builder = Builder::sound();
    change(&mut builder);
    let path = builder.save(folder.path());
    let text = preflight(&path).expect_err("a refusal").to_string();
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

#[test]
fn every_cause_of_a_refusal_has_its_own_sentence() {
    let advice = "choose a dense llama, qwen2 or phi3 model, such as qwen2.5-coder-1.5b";
    assert_eq!(
        refusal(|file| {
            file.text("general.architecture", "gemma3");
        }),
        format!("`m` is of the architecture `gemma3`: {advice}")
    );
    assert_eq!(
        refusal(|file| {
            file.number("qwen2.expert_count", 8);
        }),
        format!("`m` is a mixture of experts: {advice}")
    );
    assert_eq!(
        refusal(|file| {
            file.number("qwen2.attention.key_length", 128);
        }),
        format!("`m` has attention heads of an unusual size: {advice}")
    );
    assert_eq!(
        refusal(|file| file.dtype = 30),
        "`m` holds weights of BF16, which cannot be read: take Q4_K_M or Q8_0"
    );
    assert_eq!(
        refusal(|file| {
            file.text("tokenizer.ggml.model", "llama");
        }),
        "`m` has a tokenizer of the kind `llama`: put its tokenizer.json beside"
    );
    assert_eq!(
        refusal(|file| {
            file.remove("tokenizer.ggml.tokens");
        }),
        "`m` has no tokenizer: fetch another conversion"
    );
    assert_eq!(
        refusal(|file| {
            file.number("tokenizer.ggml.eos_token_id", 9);
        }),
        "`m` has a damaged tokenizer (tokenizer.ggml.eos_token_id is 9): fetch it again"
    );
    assert_eq!(
        refusal(|file| {
            file.number("general.alignment", 0);
        }),
        "`m` has a damaged header (alignment 0): fetch it again"
    );
    let cut = refusal(|file| file.data -= 1);
    assert!(cut.contains("is incomplete: it has") && cut.ends_with("; fetch it again"), "{cut}");
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
    assert!(say(&path).contains("must end in .gguf"), "{}", say(&path));
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
