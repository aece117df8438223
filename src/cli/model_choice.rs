//! Which model a command uses where nobody named one.

use std::path::Path;

use crate::config::Paths;
use crate::hardware::Machine;
use crate::model::catalogue::Catalogue;
use crate::model::stock::Stock;

/// The configured model, else the best one installed, else the best one that another program has put here.
pub(super) fn choose_model(configured: &str, paths: &Paths) -> anyhow::Result<String> {
    if let Some(model) = at_once(configured, paths)? {
        return Ok(model);
    }
    let stock = Stock::look(paths);
    if let Some(best) = stock.best_here() {
        return Ok(best.name.clone());
    }
    let fits = stock.recommended().map_or("NAME", |model| model.name.as_str());
    anyhow::bail!(
        "no model is installed; fetch one with `ci-tui models pull {fits}`, or name one with -m"
    )
}

/// The configured model, else the best one in our own folder: without a search of the machine.
pub(super) fn at_once(configured: &str, paths: &Paths) -> anyhow::Result<Option<String>> {
    if !configured.is_empty() {
        return Ok(Some(from_here(configured)));
    }
    let catalogue = Catalogue::of_user(paths)?;
    let best = catalogue.best_installed(paths, Machine::available_memory());
    Ok(best.map(|best| best.name.clone()))
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
    fn a_path_becomes_absolute_and_a_name_stays() {
        let here = std::env::current_dir().expect("cwd");
        assert_eq!(from_here("scripted:a.txt"), format!("scripted:{}/a.txt", here.display()));
        assert_eq!(from_here("m.gguf"), format!("{}/m.gguf", here.display()));
        assert_eq!(from_here("openai:gpt/x"), "openai:gpt/x");
    }
}
