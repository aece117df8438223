//! Whether a file that was found is a model of the catalogue.

use crate::model::catalogue::Entry;
use crate::model::found::Found;

/// The very file, or the same model in the same quantisation under a name that means it.
pub(super) fn is_same(entry: &Entry, found: &Found) -> bool {
    is_the_file(entry, found) || (has_its_shape(entry, found) && has_its_name(entry, found))
}

/// Its name is its checksum and that is the catalogue's, or it has the file's name and its exact size.
fn is_the_file(entry: &Entry, found: &Found) -> bool {
    let real = found.path.canonicalize().unwrap_or_else(|_| found.path.clone());
    let name = real.file_name().unwrap_or_default().to_string_lossy();
    let sum = name.strip_prefix("sha256-").unwrap_or(&name);
    let given = found.path.file_name().unwrap_or_default().to_string_lossy();
    entry.bytes == Some(found.bytes)
        && (entry.sha256.as_deref() == Some(sum)
            || given.eq_ignore_ascii_case(&entry.file)
            || given.eq_ignore_ascii_case(entry.hub_file()))
}

fn has_its_shape(entry: &Entry, found: &Found) -> bool {
    let (known, seen) = (entry.shape(), found.facts.shape);
    known.is_known()
        && (known.layers, known.heads, known.embedding) == (seen.layers, seen.heads, seen.embedding)
        && entry.quantisation.eq_ignore_ascii_case(&found.facts.quantisation)
}

fn has_its_name(entry: &Entry, found: &Found) -> bool {
    let wanted = [core(&entry.name), core(&entry.title), core(stem(entry.hub_file()))];
    let names = [core(&found.name), core(&found.facts.title)];
    names.iter().any(|name| !name.is_empty() && wanted.contains(name))
}

fn stem(file: &str) -> &str {
    file.rsplit('/').next().unwrap_or(file).trim_end_matches(".gguf")
}

/// A name without what differs between publishers: case, separators, `instruct`, the quantisation.
fn core(name: &str) -> String {
    const LEFT_OUT: [&str; 9] = ["instruct", "it", "chat", "meta", "gguf", "latest", "k", "m", "s"];
    let name = name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();
    let words = name.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.'));
    let is_quant = |word: &str| {
        word == "mxfp4"
            || word.strip_prefix("iq").or_else(|| word.strip_prefix('q')).is_some_and(|rest| {
                rest.starts_with(|c: char| c.is_ascii_digit()) && rest.len() <= 2
            })
    };
    words
        .flat_map(|word| word.split(".q4"))
        .filter(|word| {
            !word.is_empty()
                && !LEFT_OUT.contains(word)
                && !is_quant(word)
                && *word != "0"
                && *word != "1"
        })
        .collect::<String>()
        .replace("v0.3", "")
}

#[cfg(test)]
mod tests {
    use super::core;

    #[test]
    fn publishers_names_of_one_model_have_one_core() {
        for (one, other) in [
            ("llama-3.1-8b", "Meta-Llama-3.1-8B-Instruct-Q4_K_M"),
            ("qwen2.5-coder-1.5b", "qwen2.5-coder:1.5b"),
            ("qwen2.5-coder-1.5b", "Qwen2.5 Coder 1.5B Instruct"),
            ("codellama-7b", "codellama-7b-instruct.Q4_K_M"),
            ("gemma-3-4b", "gemma-3-4b-it-Q4_K_M"),
            ("gpt-oss-20b", "gpt-oss-20b-mxfp4"),
            ("mistral-7b", "Mistral-7B-Instruct-v0.3-Q4_K_M"),
        ] {
            assert_eq!(core(one), core(other), "{one} {other}");
        }
        assert_ne!(core("qwen2.5-1.5b"), core("qwen2.5-coder-1.5b"));
        assert_ne!(core("llama-3.1-8b"), core("llama-3.2-1b"));
    }
}
