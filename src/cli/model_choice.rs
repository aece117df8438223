//! Which model a command uses where nobody named one.

use std::path::{Path, PathBuf};

use crate::config::Paths;

/// Catalogue names with their files, the best first.
const KNOWN: [(&str, &str); 3] = [
    ("qwen2.5-coder-1.5b", "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"),
    ("qwen2.5-coder-0.5b", "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf"),
    ("smollm2-135m", "SmolLM2-135M-Instruct.Q4_1.gguf"),
];

/// The configured model, else the best one installed.
pub(super) fn choose_model(configured: &str, paths: &Paths) -> anyhow::Result<String> {
    if !configured.is_empty() {
        return Ok(from_here(configured));
    }
    let shared = std::env::var_os("CI_TUI_MODELS").filter(|folder| !folder.is_empty());
    let folders: Vec<PathBuf> =
        shared.map(PathBuf::from).into_iter().chain([paths.models()]).collect();
    best_installed(&folders).map(str::to_owned).ok_or_else(|| {
        anyhow::anyhow!(
            "no model is installed; fetch one with `ci-tui models pull qwen2.5-coder-1.5b`, or name one with -m"
        )
    })
}

fn best_installed(folders: &[PathBuf]) -> Option<&'static str> {
    let installed = |file: &str| folders.iter().any(|folder| folder.join(file).is_file());
    KNOWN.iter().find(|(_, file)| installed(file)).map(|(name, _)| *name)
}

/// A model named by a path means the same from every working directory.
fn from_here(model: &str) -> String {
    let absolute = |path: &str| {
        std::path::absolute(Path::new(path))
            .map_or_else(|_| path.to_owned(), |path| path.to_string_lossy().into_owned())
    };
    match model.strip_prefix("scripted:") {
        Some(path) if !path.is_empty() => format!("scripted:{}", absolute(path)),
        None if is_path(model) => absolute(model),
        _ => model.to_owned(),
    }
}

fn is_path(model: &str) -> bool {
    let gguf = Path::new(model).extension().is_some_and(|it| it.eq_ignore_ascii_case("gguf"));
    gguf || model.starts_with(['.', '/'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_installed_model_is_chosen() {
        let folder = tempfile::tempdir().expect("folder");
        let folders = [folder.path().join("missing"), folder.path().to_owned()];
        assert_eq!(best_installed(&folders), None);
        for (name, file) in KNOWN.iter().rev() {
            std::fs::write(folder.path().join(file), "").expect("write");
            assert_eq!(best_installed(&folders), Some(*name));
        }
    }

    #[test]
    fn a_path_becomes_absolute_and_a_name_stays() {
        let here = std::env::current_dir().expect("cwd");
        assert_eq!(from_here("scripted:a.txt"), format!("scripted:{}/a.txt", here.display()));
        assert_eq!(from_here("m.gguf"), format!("{}/m.gguf", here.display()));
        assert_eq!(from_here("openai:gpt/x"), "openai:gpt/x");
    }
}
