//! Why Kalosm cannot run a sound file: what its loader takes for granted, and what it would get wrong unseen.

use super::{Header, sound::need};

const KNOWN: [&str; 3] = ["llama", "qwen2", "phi3"];

/// What stands against running a file with Kalosm, to be put behind the file's name.
pub(super) fn judge(header: &Header, tokenizer_beside: bool, ends_in_gguf: bool) -> Option<String> {
    if !ends_in_gguf {
        return Some(
            "is a GGUF, but for Kalosm its name must end in .gguf: link or rename it".into(),
        );
    }
    let found = architecture(header)
        .and_then(|()| tensors(header))
        .and_then(|()| heads(header))
        .and_then(|()| tokenizer(header, tokenizer_beside))
        .and_then(|()| template(header));
    found.err()
}

fn advice() -> &'static str {
    if cfg!(feature = "llama-cpp") {
        "Kalosm cannot run it, llama.cpp can"
    } else {
        "Kalosm cannot run it; build with the feature `llama-cpp`, or choose a dense llama, qwen2 or phi3 model, \
         such as qwen2.5-coder-1.5b"
    }
}

fn architecture(header: &Header) -> Result<(), String> {
    let architecture = header.architecture().unwrap_or_default();
    if !KNOWN.contains(&architecture) {
        return Err(format!("is of the architecture `{architecture}`: {}", advice()));
    }
    if header.of_architecture("expert_count").is_some_and(|count| count > 0) {
        return Err(format!("is a mixture of experts: {}", advice()));
    }
    if header.number("split.count").is_some_and(|count| count > 1) {
        return Err(format!("is one of several parts: {}", advice()));
    }
    Ok(())
}

fn tensors(header: &Header) -> Result<(), String> {
    if let Some(tensor) = header.tensors.iter().find(|tensor| !tensor.dtype.is_readable()) {
        return Err(format!("holds weights of {}: {}", tensor.dtype.name(), advice()));
    }
    if !header.has_tensor("output_norm.weight") {
        return Err("lacks the tensor `output_norm.weight`: fetch another conversion".into());
    }
    Ok(())
}

fn heads(header: &Header) -> Result<(), String> {
    let (heads, embedding) =
        (need(header, "attention.head_count")?, need(header, "embedding_length")?);
    need(header, "attention.head_count_kv")?;
    let size = embedding / heads;
    let unusual = header.of_architecture("attention.key_length").is_some_and(|own| own != size);
    if unusual || size == 0 {
        return Err(format!("has attention heads of an unusual size: {}", advice()));
    }
    Ok(())
}

fn tokenizer(header: &Header, beside: bool) -> Result<(), String> {
    let kind = header.text("tokenizer.ggml.model").unwrap_or("none");
    if beside {
        return Ok(());
    }
    if kind != "gpt2" {
        return Err(format!(
            "has a tokenizer of the kind `{kind}`: put its tokenizer.json beside it, or run it with llama.cpp"
        ));
    }
    if header.number("tokenizer.ggml.bos_token_id").is_none() {
        return Err("lacks `tokenizer.ggml.bos_token_id`: fetch another conversion".into());
    }
    let tokens = header.tokens().len() as u64;
    let types = header.array_length("tokenizer.ggml.token_type");
    let merges = header.array_length("tokenizer.ggml.merges");
    let splitter = header.text("tokenizer.ggml.pre");
    if types != Some(tokens) || merges.is_none() || splitter.is_none() {
        return Err("has an incomplete tokenizer: put its tokenizer.json beside".into());
    }
    Ok(())
}

/// Kalosm reads the template when it loads, whoever renders it.
#[cfg(feature = "weights")]
fn template(header: &Header) -> Result<(), String> {
    let Some(source) = header.text("tokenizer.chat_template") else { return Ok(()) };
    match crate::model::template::check(source) {
        Ok(()) => Ok(()),
        Err(error) => {
            Err(format!("has a chat template that cannot be read ({error}): {}", advice()))
        }
    }
}

#[cfg(not(feature = "weights"))]
#[expect(clippy::unnecessary_wraps, reason = "where weights run, there is something to say")]
fn template(_: &Header) -> Result<(), String> {
    Ok(())
}
