//! The user's own models: `models.toml` beside `config.toml`, read with care.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::Entry;

/// A list longer than this is some other file.
const MOST: u64 = 1 << 20;

/// Why the user's models cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}:{line}: {message}", file.display())]
pub struct UserModelsError {
    /// The file.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what to do.
    pub message: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default, rename = "model")]
    models: Vec<Spanned<Entry>>,
}

/// The models of this file; none where there is no file.
pub(super) fn read(file: &Path) -> Result<Vec<Entry>, UserModelsError> {
    let fail = |line, message| UserModelsError { file: file.into(), line, message };
    let text = match text_of(file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(fail(1, format!("cannot be read: {error}"))),
    };
    let line = |at: usize| text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
    let parsed: File = toml::from_str(&text).map_err(|error| {
        let message = error.message().lines().collect::<Vec<_>>().join(", ");
        fail(line(error.span().map_or(0, |span| span.start)), message)
    })?;
    let mut entries = Vec::<Entry>::new();
    for model in parsed.models {
        let at = line(model.span().start);
        let entry = completed(model.into_inner());
        if let Some(fault) = fault(&entry) {
            return Err(fail(at, format!("the model `{}` {fault}", entry.name)));
        }
        if entries.iter().any(|known| known.name.eq_ignore_ascii_case(&entry.name)) {
            return Err(fail(at, format!("the model `{}` is listed twice; keep one", entry.name)));
        }
        entries.push(entry);
    }
    Ok(entries)
}

fn text_of(file: &Path) -> io::Result<String> {
    let mut text = String::new();
    std::fs::File::open(file)?.take(MOST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MOST { Err(io::Error::other("it is over 1 MiB")) } else { Ok(text) }
}

/// What was left out, as far as it follows from the rest.
fn completed(mut entry: Entry) -> Entry {
    if entry.title.is_empty() {
        entry.title.clone_from(&entry.name);
    }
    if entry.licence.is_empty() {
        "not stated".clone_into(&mut entry.licence);
    }
    if entry.head_dim == 0 && entry.heads > 0 {
        entry.head_dim = entry.embedding / entry.heads;
    }
    if entry.kv_heads == 0 {
        entry.kv_heads = entry.heads;
    }
    entry
}

/// What is wrong with an entry, in words that follow its name.
fn fault(entry: &Entry) -> Option<String> {
    let name = &entry.name;
    let plain = |text: &str| {
        !text.is_empty()
            && !text.starts_with('.')
            && !text.chars().any(|c| c.is_control() || c == '/')
    };
    if !plain(name) || name.contains(char::is_whitespace) {
        return Some("needs a `name` without spaces, slashes and a dot at its beginning".into());
    }
    if !plain(&entry.file) || !entry.file.to_ascii_lowercase().ends_with(".gguf") {
        return Some("needs a `file` that is a plain file name ending in .gguf".into());
    }
    if entry.engines.is_empty() {
        return Some("needs at least one of its `engines`: \"kalosm\" or \"llama.cpp\"".into());
    }
    if entry.hub.is_none() && entry.packages.is_none() {
        return Some("needs a place to come from: `hub = \"OWNER/REPOSITORY\"`".into());
    }
    let is_part = |part: &str| plain(part) && !part.contains(['?', '#', '%']);
    if let Some(hub) = &entry.hub
        && !hub.split_once('/').is_some_and(|(owner, name)| is_part(owner) && is_part(name))
    {
        return Some(format!("has the hub `{hub}`, which must be OWNER/REPOSITORY"));
    }
    let hub_file = entry.hub_file();
    if !hub_file.split('/').all(is_part) {
        return Some("has a `hub_file` that is no path within its repository".into());
    }
    let is_hex = |sum: &String| {
        sum.len() == 64 && sum.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    };
    if entry.sha256.as_ref().is_some_and(|sum| !is_hex(sum)) {
        return Some("has a `sha256` that is not 64 hexadecimal digits in lower case".into());
    }
    if entry.sha256.is_some() != entry.bytes.is_some() || entry.bytes == Some(0) {
        return Some("needs both `bytes` and `sha256`, or neither".into());
    }
    let packages = entry.packages.as_ref();
    if packages.is_some_and(|packages| packages.bytes_each == 0 || packages.count == 0) {
        return Some("has `packages` without content".into());
    }
    if packages.is_some() && entry.bytes.is_none() {
        return Some("comes from `packages`, so it needs `bytes` and `sha256`".into());
    }
    None
}
