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
            },
            None => Self { shared_models, ..Self::under(&std::env::temp_dir().join("ci-tui")) },
        }
    }

    /// All folders below one.
    #[must_use]
    pub fn under(root: &Path) -> Self {
        let (config, data, state) = (root.join("config"), root.join("data"), root.join("state"));
        Self { config, data, state, shared_models: None }
    }

    /// Downloaded models, one file each.
    #[must_use]
    pub fn models(&self) -> PathBuf {
        self.shared_models.clone().unwrap_or_else(|| self.data.join("models"))
    }

    /// Journals, one file a session.
    #[must_use]
    pub fn sessions(&self) -> PathBuf {
        self.data.join("sessions")
    }

    /// The log file.
    #[must_use]
    pub fn log(&self) -> PathBuf {
        self.state.join("ci-tui.log")
    }
}
