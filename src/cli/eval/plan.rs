//! What an evaluation will do, with everything checked that can be checked before it begins.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;

use super::args::Args;
use super::case::{self, Case};
use super::compare::Column;
use super::record::{self, Document};
use crate::cli::failure::wrong_usage;
use crate::cli::{config as cli_config, model_choice, settings};
use crate::config::{self, Config, Overrides, Paths};
use crate::engine::{Policy, Settings};
use crate::model::catalogue::resolve;

/// An evaluation before its first case.
#[derive(Debug)]
pub(super) struct Plan {
    /// The configuration, flags applied.
    pub(super) config: Config,
    /// The user's folders.
    pub(super) paths: Paths,
    /// What every session begins with, but for its model, its id and its directory.
    pub(super) settings: Settings,
    /// Models in the order in which they run.
    pub(super) models: Vec<String>,
    /// Earlier results to compare with.
    pub(super) earlier: Vec<Column>,
    /// The file of cases.
    pub(super) file: PathBuf,
    /// The cases that run.
    pub(super) cases: Vec<Case>,
    /// The most time of a case.
    pub(super) limit: Duration,
    /// Where everything is written to.
    pub(super) json: Option<PathBuf>,
}

impl Plan {
    pub(super) fn new(args: Args) -> anyhow::Result<Self> {
        let directory = settings::directory(None)?;
        let paths = Paths::of_user();
        let flags = Overrides::default()
            .flag("--model", "model", args.model)
            .flag("--max-steps", "limits.max_steps", args.max_steps)
            .flag("--max-tokens", "generation.max_tokens", args.max_tokens)
            .flag("--temperature", "generation.temperature", args.temperature);
        let config =
            config::load(&paths, &directory, flags).map_err(cli_config::as_failure)?.config;
        let paths = paths.with_model_folders(&config.models.folders);
        let cases = case::select(case::read(&args.cases)?, &args.only, args.limit)?;
        let base = base(&args.cases);
        for case in &cases {
            case.sources(base)?;
        }
        let mut earlier = Vec::new();
        let mut models = vec![model_choice::choose_model(&config.model, &paths)?];
        for other in args.compare {
            if is_result(&other) {
                earlier.extend(columns(Path::new(&other))?);
            } else {
                models.push(model_choice::choose_model(&other, &paths)?);
            }
        }
        for model in &models {
            resolve(model, &paths)?;
        }
        if let Some(path) = &args.json {
            // An hour's work must not end with a file that cannot be written.
            let opened = std::fs::OpenOptions::new().append(true).create(true).open(path);
            opened.with_context(|| format!("cannot write {}", path.display()))?;
        }
        let settings = settings::settings(&config, &directory, None);
        Ok(Self {
            settings: settings::unattended(settings, Policy::All, args.seed),
            config,
            paths,
            models,
            earlier,
            file: args.cases,
            cases,
            limit: Duration::from_secs(args.timeout_s),
            json: args.json,
        })
    }

    /// The folder that the files of cases are named from.
    pub(super) fn base(&self) -> &Path {
        base(&self.file)
    }

    /// What a run with this model is steered by, for its record.
    pub(super) fn steered(&self, model: &str) -> record::Settings {
        record::Settings {
            model: model.to_owned(),
            sampling: self.settings.sampling,
            max_steps: self.settings.max_steps,
            timeout_s: self.limit.as_secs(),
            context: self.config.generation.context,
            threads: self.config.generation.threads,
        }
    }
}

fn base(file: &Path) -> &Path {
    file.parent().unwrap_or_else(|| Path::new(""))
}

/// The value of --compare that is a file and no model.
fn is_result(value: &str) -> bool {
    Path::new(value).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
        && !value.starts_with("scripted:")
}

fn columns(path: &Path) -> anyhow::Result<Vec<Column>> {
    let runs = Document::read(path)?.runs;
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if runs.iter().all(|run| run.cases.is_empty()) {
        return Err(wrong_usage(format!("--compare {}: it holds no case", path.display())));
    }
    let alone = runs.len() == 1;
    let named = runs.into_iter().map(|run| Column {
        name: if alone { file.clone() } else { format!("{file}:{}", run.settings.model) },
        run,
    });
    Ok(named.collect())
}
