//! The Pythons that there are, for a user who wants another one.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::process::Command;

/// The longest wait for an interpreter that does not answer.
const PATIENCE: Duration = Duration::from_secs(2);
/// The oldest version that the driver runs on.
const OLDEST: (u32, u32) = (3, 8);
const ASK: &str = "import sys; print(*sys.version_info[:3], sep='.')";

/// A Python that answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its program.
    pub program: PathBuf,
    /// Its version, such as `3.11.7`.
    pub version: String,
    /// Where it was found, such as `.venv here`.
    pub place: String,
}

/// The Pythons that answer, in the order in which the kernel chooses among them.
pub async fn find_pythons(configured: &str, cwd: &Path) -> Vec<Found> {
    let folder = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let own = [
        (folder("VIRTUAL_ENV"), "$VIRTUAL_ENV"),
        (Some(cwd.join(".venv")), ".venv here"),
        (folder("CONDA_PREFIX"), "$CONDA_PREFIX"),
    ];
    let mut places: Vec<(PathBuf, &str)> = Vec::new();
    if !configured.is_empty()
        && let Ok(program) = which::which_in(configured, std::env::var_os("PATH"), cwd)
    {
        places.push((program, "kernel.python"));
    }
    let own = own.into_iter().filter_map(|(folder, why)| Some((folder?.join("bin/python"), why)));
    places.extend(own.filter(|(program, _)| program.is_file()));
    for name in ["python3", "python"] {
        places
            .extend(which::which_all(name).into_iter().flatten().map(|program| (program, "$PATH")));
    }
    let mut seen = Vec::new();
    places.retain(|(program, _)| {
        let real = std::fs::canonicalize(program).unwrap_or_else(|_| program.clone());
        // Environments share their program by links, and are different Pythons all the same.
        let key = (
            real,
            program.parent().filter(|bin| bin.join("activate").is_file()).map(Path::to_path_buf),
        );
        let fresh = !seen.contains(&key);
        seen.push(key);
        fresh
    });
    let asked = places.into_iter().map(|(program, place)| async move {
        let version = version_of(&program, cwd).await?;
        Some(Found { program, version, place: place.into() })
    });
    join_all(asked).await.into_iter().flatten().collect()
}

/// The Python that a user names by a program, a name or the folder of an environment; `Err` says what is wrong with it.
pub async fn try_python(wanted: &str, cwd: &Path) -> Result<Found, String> {
    let folder = cwd.join(wanted).join("bin/python");
    let named = if folder.is_file() { folder.as_os_str() } else { wanted.as_ref() };
    let program = which::which_in(named, std::env::var_os("PATH"), cwd).map_err(|_| {
        format!("`{wanted}` is not a program that can be run: name a Python, or the folder of an environment.")
    })?;
    let Some(version) = version_of(&program, cwd).await else {
        return Err(format!("`{wanted}` does not answer like a Python: name another one."));
    };
    let mut numbers = version.split('.').map(|number| number.parse().unwrap_or(0));
    if (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) < OLDEST {
        return Err(format!("`{wanted}` is Python {version}: steps need 3.8 or newer."));
    }
    Ok(Found { program, version, place: wanted.into() })
}

async fn version_of(program: &Path, cwd: &Path) -> Option<String> {
    let mut command = Command::new(program);
    command.args(["-I", "-c", ASK]).current_dir(cwd).stdin(Stdio::null()).kill_on_drop(true);
    let answer = tokio::time::timeout(PATIENCE, command.output()).await.ok()?.ok()?;
    let version = String::from_utf8(answer.stdout).ok()?.trim().to_owned();
    let is_version =
        version.chars().all(|c| c.is_ascii_digit() || c == '.') && version.contains('.');
    (answer.status.success() && is_version).then_some(version)
}
