//! Tiny GGUF files that are sound, and as large as they say they are.

/// Builds one, key by key.
#[derive(Clone)]
pub(crate) struct Tiny {
    architecture: String,
    entries: Vec<(String, Vec<u8>)>,
    dtype: u32,
    /// Bytes of its weights.
    data: usize,
}

fn text(text: &str) -> Vec<u8> {
    [&(text.len() as u64).to_le_bytes(), text.as_bytes()].concat()
}

impl Tiny {
    /// A chat model of this architecture and name.
    pub(crate) fn new(architecture: &str, name: &str) -> Self {
        let mut tiny = Self {
            architecture: architecture.into(),
            entries: Vec::new(),
            dtype: 0,
            data: 2 * 64 * 4,
        };
        tiny.text("general.architecture", architecture).text("general.name", name);
        tiny.shape(1, 2, 1, 8).of("context_length", 4096).number("general.file_type", 15);
        tiny.text("tokenizer.ggml.model", "gpt2");
        tiny.list("tokenizer.ggml.tokens", &["a", "<|im_end|>"]);
        tiny.list("tokenizer.ggml.merges", &["a a"]).text("tokenizer.ggml.pre", "qwen2");
        tiny.numbers("tokenizer.ggml.token_type", &[1, 3]);
        tiny.number("tokenizer.ggml.eos_token_id", 1).number("tokenizer.ggml.bos_token_id", 0);
        tiny
    }

    /// Blocks, heads, heads of keys and values, and the width.
    pub(crate) fn shape(
        &mut self,
        layers: u32,
        heads: u32,
        kv_heads: u32,
        width: u32,
    ) -> &mut Self {
        self.of("block_count", layers).of("attention.head_count", heads);
        self.of("attention.head_count_kv", kv_heads).of("embedding_length", width)
    }

    /// A number of the architecture.
    pub(crate) fn of(&mut self, key: &str, value: u32) -> &mut Self {
        self.number(&format!("{}.{key}", self.architecture), value)
    }

    pub(crate) fn text(&mut self, key: &str, value: &str) -> &mut Self {
        self.set(key, [&8_u32.to_le_bytes()[..], &text(value)].concat())
    }

    pub(crate) fn number(&mut self, key: &str, value: u32) -> &mut Self {
        self.set(key, [4_u32.to_le_bytes(), value.to_le_bytes()].concat())
    }

    fn list(&mut self, key: &str, texts: &[&str]) -> &mut Self {
        let head = [9_u32.to_le_bytes(), 8_u32.to_le_bytes()].concat();
        let body: Vec<u8> = texts.iter().flat_map(|one| text(one)).collect();
        self.set(key, [&head[..], &(texts.len() as u64).to_le_bytes(), &body].concat())
    }

    pub(crate) fn numbers(&mut self, key: &str, numbers: &[i32]) -> &mut Self {
        let head = [9_u32.to_le_bytes(), 5_u32.to_le_bytes()].concat();
        let body: Vec<u8> = numbers.iter().flat_map(|one| one.to_le_bytes()).collect();
        self.set(key, [&head[..], &(numbers.len() as u64).to_le_bytes(), &body].concat())
    }

    pub(crate) fn remove(&mut self, key: &str) -> &mut Self {
        self.entries.retain(|(old, _)| old != key);
        self
    }

    /// Weights of this type, whatever their bytes are.
    pub(crate) fn dtype(&mut self, dtype: u32) -> &mut Self {
        self.dtype = dtype;
        self
    }

    /// One byte less than it announces.
    pub(crate) fn shorter(&mut self) -> &mut Self {
        self.data -= 1;
        self
    }

    fn set(&mut self, key: &str, value: Vec<u8>) -> &mut Self {
        self.entries.retain(|(old, _)| old != key);
        self.entries.push((key.into(), value));
        self
    }

    /// The bytes of its header.
    pub(crate) fn header(&self) -> Vec<u8> {
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

    /// The bytes of the file.
    pub(crate) fn file(&self) -> Vec<u8> {
        let mut file = self.header();
        file.resize(file.len().next_multiple_of(32) + self.data, 0);
        file
    }
}
