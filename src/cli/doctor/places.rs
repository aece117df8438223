//! The configuration, our folders and the disk below them.

use std::io;
use std::path::Path;

use rustix::fs::{Access, access};

use super::Check;
use crate::cli::models::megabytes;
use crate::config::{Config, Overrides, Paths, load};

/// Free space below which a session can hardly be saved.
const FULL: u64 = 50_000_000;

/// Free space below which no useful model can be fetched.
const SCARCE: u64 = 1_500_000_000;

/// The configuration in force here; the default one where it cannot be read.
pub(super) fn configuration(paths: &Paths, cwd: &Path) -> (Config, Check) {
    match load(paths, cwd, Overrides::default()) {
        Ok(loaded) => {
            let files: Vec<_> = loaded.files.iter().map(|p| p.display().to_string()).collect();
            let text =
                if files.is_empty() { "no file, all defaults".into() } else { files.join(", ") };
            (loaded.config, Check::ok("config", text))
        }
        Err(error) => {
            let check = Check::missing("config", "cannot be used", error.to_string());
            (Config::default(), check)
        }
    }
}

pub(super) fn checks(paths: &Paths) -> Vec<Check> {
    vec![folder("data", &paths.data), folder("state", &paths.state), disk(&paths.data)]
}

/// Whether a folder can be written, or made.
fn folder(name: &'static str, path: &Path) -> Check {
    let text = path.display().to_string();
    let Some(existing) = existing(path) else {
        return Check::missing(name, text, "no folder above it exists: set HOME");
    };
    match access(existing, Access::WRITE_OK | Access::EXEC_OK) {
        Ok(()) if existing.is_dir() => Check::ok(name, text),
        _ => {
            let advice = format!("make {} writable for you", existing.display());
            Check::missing(name, text, advice)
        }
    }
}

fn disk(path: &Path) -> Check {
    let free = existing(path).ok_or_else(|| io::ErrorKind::NotFound.into()).and_then(|folder| {
        let disk = rustix::fs::statvfs(folder)?;
        Ok::<_, io::Error>(disk.f_bavail.saturating_mul(disk.f_frsize))
    });
    match free {
        Ok(free) if free < FULL => {
            Check::missing("disk", format!("{} free", megabytes(free)), "make room")
        }
        Ok(free) if free < SCARCE => Check::warn(
            "disk",
            format!("{} free", megabytes(free)),
            "too little to fetch the recommended model; make room",
        ),
        Ok(free) => Check::ok("disk", format!("{} free", megabytes(free))),
        Err(error) => Check::warn("disk", format!("cannot be measured: {error}"), "check the disk"),
    }
}

fn existing(path: &Path) -> Option<&Path> {
    path.ancestors().find(|folder| folder.exists())
}
