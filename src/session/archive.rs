//! The folder of sessions: what lies there, found by id or by directory.

use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};
use serde::Serialize;

use super::journal::Opened;
use super::{Error, Header, Journal, read};
use crate::engine::{Command, Event};

/// What a list shows of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Its id.
    pub id: String,
    /// When it was begun, in UTC.
    pub created: String,
    /// The model it was begun with.
    pub model: String,
    /// The working directory.
    pub cwd: String,
    /// The first prompt.
    pub prompt: String,
    /// Steps that ran.
    pub steps: u32,
    /// Why it cannot be read; `None` where it can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub damage: Option<String>,
}

/// The journal of a session.
pub(super) fn path(sessions: &Path, id: &str) -> PathBuf {
    sessions.join(format!("{id}.jsonl"))
}

/// All sessions, newest first.
pub fn list(sessions: &Path) -> Result<Vec<Summary>, Error> {
    let ids = ids(sessions)?;
    Ok(ids.into_iter().rev().map(|id| summary(&path(sessions, &id), id)).collect())
}

/// The journal whose id is `id`, or the only one whose id begins so.
pub fn find(sessions: &Path, id: &str) -> Result<PathBuf, Error> {
    let ids = ids(sessions)?;
    if ids.iter().any(|known| known == id) {
        return Ok(path(sessions, id));
    }
    let unknown = || Error::Unknown { id: id.to_owned() };
    let matching: Vec<&str> =
        ids.iter().map(String::as_str).filter(|known| known.starts_with(id)).collect();
    match matching.as_slice() {
        [] => Err(unknown()),
        _ if id.is_empty() => Err(unknown()),
        [only] => Ok(path(sessions, only)),
        [first, .., last] => {
            let candidates = if matching.len() == 2 {
                format!("{first} and {last}")
            } else {
                format!("{} sessions, from {first} to {last}", matching.len())
            };
            Err(Error::Ambiguous { id: id.to_owned(), candidates })
        }
    }
}

/// The id of the newest session that was begun in `cwd`.
pub fn latest(sessions: &Path, cwd: &str) -> Result<String, Error> {
    begun_in(sessions, cwd)?.next().ok_or_else(|| Error::NoneHere { cwd: cwd.to_owned() })
}

/// Goes on with the newest session of `cwd` that no other process has open; the number says how many
/// newer ones are open.
pub fn open_latest(sessions: &Path, cwd: &str) -> Result<(Opened, usize), Error> {
    let mut busy = 0;
    for id in begun_in(sessions, cwd)? {
        match Journal::open_for_append(sessions, &id) {
            Err(Error::InUse { .. }) => busy += 1,
            opened => return opened.map(|opened| (opened, busy)),
        }
    }
    let cwd = cwd.to_owned();
    Err(if busy > 0 { Error::NoneFree { cwd } } else { Error::NoneHere { cwd } })
}

/// Sessions of a directory, newest first.
fn begun_in(sessions: &Path, cwd: &str) -> Result<impl Iterator<Item = String>, Error> {
    let here =
        move |id: &String| first_line(&path(sessions, id)).is_ok_and(|header| header.cwd == cwd);
    Ok(ids(sessions)?.into_iter().rev().filter(here))
}

/// Deletes a session and what was kept of it, unless a process has it open; gives its id.
pub fn remove(sessions: &Path, id: &str) -> Result<String, Error> {
    let path = find(sessions, id)?;
    let id = stem(&path);
    let fail = |source| Error::Read { path: path.clone(), source };
    let file = File::open(&path).map_err(fail)?;
    flock(&file, FlockOperation::NonBlockingLockExclusive)
        .map_err(|_| Error::InUse { id: id.clone() })?;
    match fs::remove_dir_all(super::kept_files(sessions, &id)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(fail(error)),
        _ => {}
    }
    fs::remove_file(&path).map_err(fail)?;
    Ok(id)
}

/// Ids sort by age.
fn ids(sessions: &Path) -> Result<Vec<String>, Error> {
    let fail = |source| Error::Read { path: sessions.into(), source };
    let entries = match fs::read_dir(sessions) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(fail(error)),
    };
    let mut ids = Vec::new();
    for entry in entries {
        let path = entry.map_err(fail)?.path();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            ids.push(stem(&path));
        }
    }
    ids.sort();
    Ok(ids)
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn first_line(path: &Path) -> Result<Header, Error> {
    let fail = |source| Error::Read { path: path.into(), source };
    let mut line = Vec::new();
    BufReader::new(File::open(path).map_err(fail)?).read_until(b'\n', &mut line).map_err(fail)?;
    read::header(path, &line)
}

fn summary(path: &Path, id: String) -> Summary {
    match scan(path) {
        Ok((header, prompt, steps)) => Summary {
            id,
            created: header.created,
            model: header.model,
            cwd: header.cwd,
            prompt,
            steps,
            damage: None,
        },
        Err(error) => Summary {
            id,
            created: String::new(),
            model: String::new(),
            cwd: String::new(),
            prompt: String::new(),
            steps: 0,
            damage: Some(error.to_string()),
        },
    }
}

/// Looks at the beginning of each line only: a list of a hundred long sessions must not take seconds.
fn scan(path: &Path) -> Result<(Header, String, u32), Error> {
    let bytes = fs::read(path).map_err(|source| Error::Read { path: path.into(), source })?;
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let header = read::header(path, lines.next().unwrap_or_default())?;
    let (mut prompt, mut steps) = (None, 0);
    for line in lines {
        if line.starts_with(b"{\"type\":\"step_ended\"") {
            steps += 1;
        } else if prompt.is_none()
            && line.starts_with(b"{\"type\":\"command\"")
            && let Ok(Event::Command { command: Command::Submit { text } }) =
                serde_json::from_slice(line)
        {
            prompt = Some(text);
        }
    }
    Ok((header, prompt.unwrap_or_default(), steps))
}
