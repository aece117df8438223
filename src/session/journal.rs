//! Writes a session down while it happens: one line an event, one write a line.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};
use serde::Serialize;

use super::{Error, Header, archive, read};
use crate::engine::{Command, Event, Settings, StepId};

/// Bytes of one step's output that are written down; what is beyond is counted.
const OUTPUT_KEPT: u64 = 256 * 1024;

/// The journal of a session. Nothing lies on the disk before the first prompt; after an error
/// nothing more is written, and [`append`](Self::append) says so once.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    target: Target,
    printed: BTreeMap<StepId, u64>,
}

/// A saved session to go on with: its journal, and what it holds, to be replayed.
pub type Opened = (Journal, Header, Vec<Event>);

#[derive(Debug)]
enum Target {
    /// Lines that wait for the first prompt; the file, where the session has one already.
    Waiting { lines: Vec<u8>, file: Option<File> },
    /// Events go to the file as they happen.
    Open(File),
    /// Writing failed, or was never wanted.
    Closed,
}

impl Journal {
    /// The journal of a new session, in the folder of sessions.
    #[must_use]
    pub fn create(sessions: &Path, settings: &Settings) -> Self {
        let mut lines = Vec::new();
        push_line(&mut lines, &Header::new(settings));
        Self {
            path: archive::path(sessions, &settings.session),
            target: Target::Waiting { lines, file: None },
            printed: BTreeMap::new(),
        }
    }

    /// A journal that keeps nothing.
    #[must_use]
    pub fn none() -> Self {
        Self { path: PathBuf::new(), target: Target::Closed, printed: BTreeMap::new() }
    }

    /// Goes on with a saved session: its journal, and what it holds, to be replayed. What a crash
    /// cut off at its end is removed; until the next prompt nothing else is changed.
    pub fn open_for_append(sessions: &Path, id: &str) -> Result<Opened, Error> {
        let path = archive::find(sessions, id)?;
        let fail = |source| Error::Read { path: path.clone(), source };
        let file = OpenOptions::new().append(true).open(&path).map_err(fail)?;
        lock(&file).map_err(|_| Error::InUse { id: id.to_owned() })?;
        let (header, events, whole) = read::with_length(&path)?;
        file.set_len(whole).map_err(fail)?;
        let mut lines = Vec::new();
        push_line(&mut lines, &Event::Resumed);
        let target = Target::Waiting { lines, file: Some(file) };
        Ok((Self { path, target, printed: BTreeMap::new() }, header, events))
    }

    /// Writes one event down.
    pub fn append(&mut self, event: &Event) -> Result<(), Error> {
        match event {
            // Gauges and progress bars mean nothing later, and a resumed session does not begin with its end.
            Event::HardwareSampled { .. }
            | Event::PrefillAdvanced { .. }
            | Event::PromptPrepared { .. }
            | Event::StepWatched { .. }
            | Event::ProcessesLeft { .. }
            | Event::VariablesTold { .. }
            | Event::VariableShown { .. }
            | Event::OutputKept { .. }
            | Event::Resumed
            | Event::Command {
                command:
                    Command::Quit
                    | Command::Type { .. }
                    | Command::ListVariables { .. }
                    | Command::ShowVariable { .. },
            } => Ok(()),
            Event::OutputArrived { step, text } if !self.fits(*step, text.len()) => {
                let bytes = text.len() as u64;
                self.write(&Event::OutputOmitted { step: *step, bytes })
            }
            _ => self.write(event),
        }
    }

    fn fits(&mut self, step: StepId, bytes: usize) -> bool {
        let printed = self.printed.entry(step).or_default();
        *printed += bytes as u64;
        *printed <= OUTPUT_KEPT
    }

    fn write(&mut self, event: &Event) -> Result<(), Error> {
        let written = match &mut self.target {
            Target::Closed => return Ok(()),
            Target::Open(file) => {
                let mut line = Vec::new();
                push_line(&mut line, event);
                file.write_all(&line)
            }
            Target::Waiting { lines, .. } => {
                push_line(lines, event);
                if !is_worth_keeping(event) {
                    return Ok(());
                }
                self.begin()
            }
        };
        written.map_err(|source| {
            self.target = Target::Closed;
            Error::Write { path: self.path.clone(), source }
        })
    }

    /// The first prompt or step: from now on there is something to keep.
    fn begin(&mut self) -> io::Result<()> {
        let target = std::mem::replace(&mut self.target, Target::Closed);
        if let Target::Waiting { lines, file } = target {
            let mut file = match file {
                Some(file) => file,
                None => new_file(&self.path)?,
            };
            file.write_all(&lines)?;
            self.target = Target::Open(file);
        }
        Ok(())
    }
}

/// Whether a session begins with this.
fn is_worth_keeping(event: &Event) -> bool {
    matches!(event, Event::Command { command: Command::Submit { .. } | Command::RunOwn { .. } })
}

fn new_file(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let file = OpenOptions::new().create_new(true).append(true).mode(0o600).open(path)?;
    lock(&file)?;
    Ok(file)
}

/// Held until the file is closed, so that no two processes write to one session.
fn lock(file: &File) -> io::Result<()> {
    Ok(flock(file, FlockOperation::NonBlockingLockExclusive)?)
}

fn push_line(lines: &mut Vec<u8>, value: &impl Serialize) {
    let start = lines.len();
    if serde_json::to_writer(&mut *lines, value).is_ok() {
        lines.push(b'\n');
    } else {
        lines.truncate(start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_once() {
        let full = OpenOptions::new().append(true).open("/dev/full").expect("/dev/full");
        let mut journal = Journal {
            path: "/dev/full".into(),
            target: Target::Open(full),
            printed: BTreeMap::new(),
        };
        let event = Event::Noticed { level: crate::engine::Level::Info, text: "a.csv".into() };
        let told = journal.append(&event).expect_err("the disk is full").to_string();
        assert!(told.starts_with("cannot write /dev/full: "), "{told}");
        journal.append(&event).expect("told once");
    }
}
