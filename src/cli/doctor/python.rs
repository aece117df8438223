//! The Python that runs the steps, and why it is that one.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Check;

/// The oldest version that the driver runs on.
const OLDEST: (u32, u32) = (3, 8);

pub(super) fn check(configured: &str, cwd: &Path) -> Check {
    let Some((program, why)) = choose(configured, cwd) else {
        return Check::missing(
            "python",
            "there is no python3",
            "install Python 3.8 or newer, or name one as kernel.python in the configuration",
        );
    };
    let shown = program.display();
    match version(&program) {
        Some((version, number)) if number >= OLDEST => {
            Check::ok("python", format!("{version}, {shown} ({why})"))
        }
        Some((version, _)) => Check::missing(
            "python",
            format!("{version}, {shown} ({why}), is too old"),
            "install Python 3.8 or newer, or name one as kernel.python in the configuration",
        ),
        None => Check::missing(
            "python",
            format!("{shown} ({why}) does not run"),
            "repair it, or name another one as kernel.python in the configuration",
        ),
    }
}

/// In the order in which the kernel chooses, with the reason.
fn choose(configured: &str, cwd: &Path) -> Option<(PathBuf, &'static str)> {
    if !configured.is_empty() {
        let found = which::which_in(configured, std::env::var_os("PATH"), cwd);
        return Some((found.unwrap_or_else(|_| configured.into()), "kernel.python"));
    }
    let folder = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    [
        (folder("VIRTUAL_ENV"), "$VIRTUAL_ENV"),
        (Some(cwd.join(".venv")), ".venv here"),
        (folder("CONDA_PREFIX"), "$CONDA_PREFIX"),
    ]
    .into_iter()
    .filter_map(|(folder, why)| Some((folder?.join("bin/python"), why)))
    .find(|(python, _)| python.is_file())
    .or_else(|| {
        let mut names = ["python3", "python"].iter();
        names.find_map(|name| which::which(name).ok()).map(|path| (path, "on $PATH"))
    })
}

fn version(python: &Path) -> Option<(String, (u32, u32))> {
    let output = Command::new(python)
        .args(["-I", "-c", "import sys; print('%d.%d.%d' % sys.version_info[:3])"])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    let text = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    let mut numbers = text.split('.').map(|number| number.parse().ok());
    let number = (numbers.next()??, numbers.next()??);
    Some((text, number))
}
