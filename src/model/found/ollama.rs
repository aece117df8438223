//! Ollama's store: manifests with names, and blobs named by their checksum.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::walk::{self, Budget};

/// `manifests/HOST/NAMESPACE/NAME/TAG` is the deepest.
const DEPTH: usize = 4;

/// A manifest longer than this is none.
const MOST: u64 = 1 << 20;

#[derive(Deserialize)]
struct Manifest {
    layers: Vec<Layer>,
}

#[derive(Deserialize)]
struct Layer {
    #[serde(rename = "mediaType")]
    kind: String,
    digest: String,
}

/// Every model of the store by the name that Ollama gives it, with its file.
pub(super) fn models(root: &Path, budget: &mut Budget) -> Vec<(String, PathBuf)> {
    let manifests = root.join("manifests");
    let mut found = Vec::new();
    walk::files(&manifests, DEPTH, budget, &mut |path, _| {
        if let Some(blob) = blob(&path)
            && let Some(name) = path.strip_prefix(&manifests).ok().and_then(name)
        {
            found.push((name, root.join("blobs").join(blob)));
        }
    });
    found.sort();
    found
}

/// The file name of the weights that a manifest lists.
fn blob(manifest: &Path) -> Option<String> {
    // A pipe would be waited for.
    std::fs::metadata(manifest).ok().filter(std::fs::Metadata::is_file)?;
    let mut text = String::new();
    std::fs::File::open(manifest).ok()?.take(MOST).read_to_string(&mut text).ok()?;
    let manifest: Manifest = serde_json::from_str(&text).ok()?;
    let model = |layer: &&Layer| layer.kind == "application/vnd.ollama.image.model";
    let sum = manifest.layers.iter().find(model)?.digest.strip_prefix("sha256:")?;
    let sound = sum.len() == 64 && sum.bytes().all(|byte| byte.is_ascii_hexdigit());
    sound.then(|| format!("sha256-{sum}"))
}

/// `llama3.1:8b`, as it is typed after `ollama run`; the usual host and namespace go without saying.
fn name(path: &Path) -> Option<String> {
    let parts: Vec<_> = path.iter().map(|part| part.to_str()).collect::<Option<_>>()?;
    Some(match parts[..] {
        ["registry.ollama.ai", "library", name, tag] => format!("{name}:{tag}"),
        ["registry.ollama.ai", space, name, tag] => format!("{space}/{name}:{tag}"),
        [host, space, name, tag] => format!("{host}/{space}/{name}:{tag}"),
        _ => return None,
    })
}
