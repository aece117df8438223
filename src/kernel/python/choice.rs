//! Which Python runs the steps.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The configured one, else that of `$VIRTUAL_ENV`, of `.venv`, of `$CONDA_PREFIX`, else `python3`.
pub(super) fn choose(program: &str, cwd: &Path) -> Result<PathBuf, String> {
    if !program.is_empty() {
        return which::which_in(program, std::env::var_os("PATH"), cwd).map_err(|_| {
            format!(
                "`{program}` (kernel.python in the configuration) is not a program that can be run; \
                 correct it, or leave it empty to use `python3`"
            )
        });
    }
    let conda = std::env::var_os("CONDA_PREFIX");
    let active = std::env::var_os("VIRTUAL_ENV");
    let folders = [
        active.as_deref().map(Path::new).map(Path::to_path_buf),
        Some(cwd.join(".venv")),
        conda.as_deref().filter(|prefix| *prefix != OsStr::new("")).map(PathBuf::from),
    ];
    let own = folders.into_iter().flatten().map(|folder| folder.join("bin/python"));
    own.filter(|python| python.is_file())
        .chain(["python3", "python"].iter().filter_map(|name| which::which(name).ok()))
        .next()
        .ok_or_else(|| {
            "no python3 was found on this machine; install Python 3.8 or newer, or name one as \
             kernel.python in the configuration"
                .into()
        })
}
