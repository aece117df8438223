//! Puts the layers together: defaults, the user's file, the project's file, environment, flags.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize as _;
use toml::{Table, Value};

use super::layer::{self, Setting};
use super::{Config, Error, Origin, Paths, key};

/// The name of a project's own file.
const PROJECT_FILE: &str = ".ci-tui.toml";

/// The settings that hold, and where each came from.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// What holds.
    pub config: Config,
    /// The files that were found, in the order in which they were read.
    pub files: Vec<PathBuf>,
    pub(super) origins: BTreeMap<String, Origin>,
}

impl Loaded {
    /// Where the value of an option, such as `limits.max_steps`, came from.
    #[must_use]
    pub fn origin(&self, key: &str) -> &Origin {
        self.origins.get(key).unwrap_or(&Origin::Default)
    }
}

/// What the flags of the command line set.
#[derive(Debug, Default)]
pub struct Overrides(Vec<Setting>);

impl Overrides {
    /// Lets `flag` set the option `key`, if the flag was given.
    #[must_use]
    pub fn flag(mut self, flag: &'static str, key: &str, value: Option<impl Into<Value>>) -> Self {
        if let Some(value) = value {
            let origin = Origin::Flag { name: flag };
            self.0.push(Setting { key: key.to_owned(), value: value.into(), origin });
        }
        self
    }
}

/// The configuration for this user, directory, environment and command line.
pub fn load(paths: &Paths, project: &Path, flags: Overrides) -> Result<Loaded, Error> {
    load_with(paths, project, |name| std::env::var(name).ok(), flags)
}

/// [`load`] with another environment.
pub fn load_with(
    paths: &Paths,
    project: &Path,
    environment: impl Fn(&str) -> Option<String>,
    flags: Overrides,
) -> Result<Loaded, Error> {
    let mut stack = Stack::new();
    let path = paths.config.join("config.toml");
    let user = |line| Origin::User { path: path.clone(), line };
    if let Some(settings) = layer::of_file(&path, user)? {
        stack.apply(settings)?;
        stack.files.push(path);
    }
    let path = project.join(PROJECT_FILE);
    let of_project = |line| Origin::Project { path: path.clone(), line };
    if let Some(settings) = layer::of_file(&path, of_project)? {
        for setting in &settings {
            stack.check_strict(setting)?;
        }
        stack.apply(settings)?;
        stack.files.push(path);
    }
    stack.apply(from_environment(environment)?)?;
    stack.apply(flags.0)?;
    Ok(Loaded { config: stack.config, files: stack.files, origins: stack.origins })
}

/// The layers applied so far.
struct Stack {
    table: Table,
    config: Config,
    files: Vec<PathBuf>,
    origins: BTreeMap<String, Origin>,
}

impl Stack {
    fn new() -> Self {
        let config = Config::default();
        let table = key::table(&config);
        Self { table, config, files: Vec::new(), origins: BTreeMap::new() }
    }

    fn apply(&mut self, settings: Vec<Setting>) -> Result<(), Error> {
        settings.into_iter().try_for_each(|setting| self.set(setting))
    }

    /// Sets one option; every error is that of this option, as all others held before.
    fn set(&mut self, setting: Setting) -> Result<(), Error> {
        let Setting { key, value, origin } = setting;
        let fail = |key: &str, place: &Origin, message: String| Error::Value {
            place: place.clone(),
            key: key.to_owned(),
            message,
        };
        if let Some(message) =
            key::value(&self.table, &key).and_then(|before| key::mismatch(before, &value))
        {
            return Err(fail(&key, &origin, message));
        }
        key::set(&mut self.table, &key, value);
        let config = Config::deserialize(Value::Table(self.table.clone()))
            .map_err(|error| fail(&key, &origin, format!("is wrong: {}", error.message())))?;
        if let Some((key, message)) = config.fault() {
            return Err(fail(key, &origin, message.to_owned()));
        }
        self.config = config;
        self.origins.insert(key, origin);
        Ok(())
    }

    /// A project's file comes with a download: it may not open what the user keeps shut.
    fn check_strict(&self, setting: &Setting) -> Result<(), Error> {
        let number = setting.value.as_integer().and_then(|number| u64::try_from(number).ok());
        let limits = &self.config.limits;
        let most = match setting.key.as_str() {
            "approve" => return self.check_approve(setting),
            // Where prompts go, and with whose key, is the user's alone; to hide more is no harm.
            "remote.mask" if setting.value.as_bool() == Some(true) => return Ok(()),
            "limits.max_steps" => u64::from(limits.max_steps),
            "limits.opinions_s" => u64::from(limits.opinions_s),
            "generation.max_tokens" => u64::from(self.config.generation.max_tokens),
            "limits.step_timeout_s" => unlimited(limits.step_timeout_s),
            "limits.step_memory_mb" => unlimited(limits.step_memory_mb),
            "limits.step_processes" => limits.step_processes,
            _ => return Err(loosens(setting, "cannot be set by a project".into())),
        };
        let zero_means_none =
            matches!(setting.key.as_str(), "limits.step_timeout_s" | "limits.step_memory_mb");
        match number {
            Some(0) if zero_means_none && most < u64::MAX => {
                Err(loosens(setting, format!("takes away your limit of {most}")))
            }
            Some(number) if number > most => {
                Err(loosens(setting, format!("is {number}, but yours is {most}")))
            }
            // A value of the wrong type is refused when it is set.
            _ => Ok(()),
        }
    }

    fn check_approve(&self, setting: &Setting) -> Result<(), Error> {
        let strictness =
            |name: &str| ["all", "ask", "none"].iter().position(|known| *known == name);
        let yours = key::value(&self.table, "approve").and_then(Value::as_str).unwrap_or("ask");
        match setting.value.as_str() {
            Some(theirs)
                if strictness(theirs).is_some() && strictness(theirs) < strictness(yours) =>
            {
                Err(loosens(setting, format!("is {theirs}, but yours is {yours}")))
            }
            _ => Ok(()),
        }
    }
}

fn unlimited(limit: u64) -> u64 {
    if limit == 0 { u64::MAX } else { limit }
}

fn loosens(setting: &Setting, message: String) -> Error {
    Error::Loosens { place: setting.origin.clone(), key: setting.key.clone(), message }
}

/// `CI_TUI_MODEL` and its like; an empty one counts as not set.
fn from_environment(environment: impl Fn(&str) -> Option<String>) -> Result<Vec<Setting>, Error> {
    let defaults = key::table(&Config::default());
    let mut settings = Vec::new();
    for key in key::all() {
        let name = key::variable(&key);
        let Some(text) = environment(&name).filter(|text| !text.trim().is_empty()) else {
            continue;
        };
        let value = match key::value(&defaults, &key) {
            Some(Value::Integer(_)) => text.trim().parse().map(Value::Integer).ok(),
            Some(Value::Float(_)) => text.trim().parse().map(Value::Float).ok(),
            Some(Value::Boolean(_)) => text.trim().parse().map(Value::Boolean).ok(),
            Some(Value::Array(_)) => Some(texts(&text)),
            _ => Some(Value::String(text.clone())),
        };
        let origin = Origin::Environment { name };
        let Some(value) = value else {
            let message = format!("must be a number, not {text:?}");
            return Err(Error::Value { place: origin, key, message });
        };
        settings.push(Setting { key, value, origin });
    }
    Ok(settings)
}

/// A list of folders as shells write it.
fn texts(text: &str) -> Value {
    let parts = text.split(':').filter(|part| !part.is_empty());
    Value::Array(parts.map(|part| Value::String(part.to_owned())).collect())
}
