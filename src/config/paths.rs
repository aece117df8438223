//! Where things lie: the XDG folders of this program.

use std::path::{Path, PathBuf};

/// The folders of this program; nothing is created by looking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// `config.toml`, `keys.toml`, `themes/`.
    pub config: PathBuf,
    /// `sessions/`, `models/`.
    pub data: PathBuf,
    /// The log file, the prompt history.
    pub state: PathBuf,
    /// The folder for model files in place of our own, from `CI_TUI_MODELS`.
    pub shared_models: Option<PathBuf>,
    /// Other folders with model files, from `models.folders`.
    pub model_folders: Vec<PathBuf>,
}

impl Paths {
    /// The folders of the current user; in the temporary folder where there is no home.
    #[must_use]
    pub fn of_user() -> Self {
        let shared = std::env::var_os("CI_TUI_MODELS").filter(|folder| !folder.is_empty());
        let shared_models = shared.map(PathBuf::from);
        match directories::ProjectDirs::from("", "", "ci-tui") {
            Some(dirs) => Self {
                config: dirs.config_dir().into(),
                data: dirs.data_dir().into(),
                state: dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir()).into(),
                shared_models,
                model_folders: Vec::new(),
            },
            None => Self { shared_models, ..Self::under(&std::env::temp_dir().join("ci-tui")) },
        }
    }

    /// All folders below one.
    #[must_use]
    pub fn under(root: &Path) -> Self {
        let (config, data, state) = (root.join("config"), root.join("data"), root.join("state"));
        Self { config, data, state, shared_models: None, model_folders: Vec::new() }
    }

    /// Downloaded models, one file each.
    #[must_use]
    pub fn models(&self) -> PathBuf {
        self.shared_models.clone().unwrap_or_else(|| self.data.join("models"))
    }

    /// These folders, and those for models that a configuration names; `~` stands for the home folder.
    #[must_use]
    pub fn with_model_folders(self, folders: &[String]) -> Self {
        let home = std::env::var_os("HOME").map(PathBuf::from);
        let place = |folder: &String| match (folder.strip_prefix("~/"), &home) {
            (Some(rest), Some(home)) => home.join(rest),
            _ => PathBuf::from(folder),
        };
        Self { model_folders: folders.iter().map(place).collect(), ..self }
    }

    /// Journals, one file a session.
    #[must_use]
    pub fn sessions(&self) -> PathBuf {
        self.data.join("sessions")
    }

    /// What is remembered of files of other programs.
    #[must_use]
    pub fn found(&self) -> PathBuf {
        self.state.join("found.json")
    }

    /// Links to files of other programs whose names engines would not take.
    #[must_use]
    pub fn links(&self) -> PathBuf {
        self.state.join("links")
    }

    /// The log file.
    #[must_use]
    pub fn log(&self) -> PathBuf {
        self.state.join("ci-tui.log")
    }
}
