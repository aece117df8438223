//! What every file of weights must hold, whichever engine runs it: whole, undamaged, with a tokenizer.

use super::Header;

/// What is wrong with a file, to be put behind its name.
pub(super) fn judge(header: &Header) -> Result<(), String> {
    if header.architecture().unwrap_or_default().is_empty() {
        return Err("does not say its architecture: fetch another conversion".into());
    }
    if header.number("split.no").is_some_and(|number| number > 0) {
        return Err("is a later part of a split model: name its first part".into());
    }
    if header.makes_vectors() {
        return Err("turns text into vectors and cannot reply: choose a chat model".into());
    }
    tensors(header)?;
    tokenizer(header)?;
    for key in ["context_length", "embedding_length", "block_count"] {
        need(header, key)?;
    }
    if header.of_architecture("attention.head_count") == Some(0) {
        return Err("lacks a sound `attention.head_count`: fetch another conversion".into());
    }
    Ok(())
}

/// A number of the architecture that must be there.
pub(super) fn need(header: &Header, key: &str) -> Result<u64, String> {
    header
        .of_architecture(key)
        .filter(|number| *number > 0 && *number < 1 << 32)
        .ok_or_else(|| format!("lacks a sound `{key}`: fetch another conversion"))
}

fn tensors(header: &Header) -> Result<(), String> {
    if header.tensors.is_empty() {
        return Err("holds no weights: fetch a model, not a vocabulary".into());
    }
    let alignment = header.number("general.alignment").unwrap_or(32);
    if !alignment.is_power_of_two() {
        return Err(format!("has a damaged header (alignment {alignment}): fetch it again"));
    }
    if let Some(tensor) = header.tensors.iter().find(|tensor| !tensor.dtype.is_known()) {
        return Err(format!(
            "holds weights of {}, which is unknown: take Q4_K_M or Q8_0",
            tensor.dtype.name()
        ));
    }
    let needed = header
        .required_bytes()
        .ok_or("has a damaged header (a tensor of impossible size): fetch it again")?;
    if needed > header.file_bytes {
        return Err(format!(
            "is incomplete: it has {} of {needed} bytes; fetch it again",
            header.file_bytes
        ));
    }
    if header.has_tensor("token_embd.weight") {
        Ok(())
    } else {
        Err("lacks the tensor `token_embd.weight`: fetch another conversion".into())
    }
}

fn tokenizer(header: &Header) -> Result<(), String> {
    let tokens = header.tokens().len() as u64;
    if tokens == 0 {
        return Err("has no tokenizer: fetch another conversion".into());
    }
    for key in ["tokenizer.ggml.eos_token_id", "tokenizer.ggml.bos_token_id"] {
        if let Some(id) = header.number(key).filter(|id| *id >= tokens) {
            return Err(format!("has a damaged tokenizer ({key} is {id}): fetch it again"));
        }
    }
    if header.number("tokenizer.ggml.eos_token_id").is_none() {
        return Err("lacks `tokenizer.ggml.eos_token_id`: fetch another conversion".into());
    }
    match header.array_length("tokenizer.ggml.token_type") {
        Some(types) if types != tokens => Err(format!(
            "has a damaged tokenizer ({types} types of {tokens} tokens): fetch it again"
        )),
        _ => Ok(()),
    }
}
